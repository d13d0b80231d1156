import type { Answer, SandboxRequest } from '../exchange.ts';
import type { CacheEntry } from '../github/state.ts';
import { type CacheState, type CacheToken, evict, mayWrite, readableScopes } from './state.ts';

/** `POST /twirp/github.actions.results.api.v1.CacheService/{method}` with JSON, proto field names. */
export const TWIRP = '/twirp/github.actions.results.api.v1.CacheService/';

export type TwirpCall = {
  readonly state: CacheState;
  readonly token: CacheToken;
  readonly request: SandboxRequest;
};

type Body = {
  readonly key?: string;
  readonly version?: string;
  readonly restore_keys?: readonly string[];
  readonly size_bytes?: string;
};

const ok = (body: object): Answer => ({ status: 200, body });
/** An error as Twirp words it. */
const refuse = (status: number, code: string, msg: string): Answer => ({ status, body: { code, msg } });

const bodyOf = (request: SandboxRequest): Body =>
  typeof request.body === 'object' && request.body !== null ? request.body : {};

function isSame(token: CacheToken, { key, version }: Body) {
  return (one: { readonly ref: string; readonly key: string; readonly version: string }) =>
    one.ref === token.ref && one.key === key && one.version === version;
}

/** Reserves a key for good: it is taken until it is finished and evicted, or the reservation runs out. */
function createEntry({ state, token, request }: TwirpCall): Answer {
  const body = bodyOf(request);
  const { key, version } = body;
  if (!mayWrite(token)) return ok({ ok: false, message: 'cache write denied: token has no writable scopes' });
  if (!key || !version || key.length > 512 || key.includes(','))
    return refuse(400, 'invalid_argument', 'key and version are required');
  const same = isSame(token, body);
  const reserved = [...state.reservations.values()].some(
    (one) => one.repository === token.repository && same(one),
  );
  if (reserved || token.repository.caches.some(same))
    return refuse(409, 'already_exists', 'cache entry with the same key, version, and scope already exists');
  state.nextId += 1;
  const id = state.nextId;
  const signature = `up${id}`;
  const { repository, ref } = token;
  state.reservations.set(id, {
    ...{ id, repository, ref, key, version, signature },
    bytes: undefined,
    blocks: new Map(),
  });
  return ok({ ok: true, signed_upload_url: blobUrl(request, id, signature) });
}

function finalizeEntry({ state, token, request }: TwirpCall): Answer {
  const body = bodyOf(request);
  const reservation = [...state.reservations.values()].find(
    (one) => one.repository === token.repository && isSame(token, body)(one),
  );
  if (reservation === undefined) return refuse(404, 'not_found', 'cache entry not found');
  const { id, key, version, ref, bytes } = reservation;
  if (bytes === undefined || bytes.length !== Number(body.size_bytes))
    return refuse(400, 'failed_precondition', 'the uploaded size does not match');
  state.reservations.delete(id);
  state.archives.set(id, bytes);
  state.order.set(id, state.order.size);
  const at = state.clock.iso();
  token.repository.caches.push({
    ...{ id, ref, key, version, size: bytes.length },
    createdAt: at,
    lastAccessedAt: at,
  });
  evict(state, token.repository);
  return ok({ ok: true, entry_id: String(id) });
}

/** Scope by scope: the exact key, then its prefix, then each restore key as a prefix; the newest wins. */
function downloadUrl({ state, token, request }: TwirpCall): Answer {
  const { key = '', version, restore_keys: restoreKeys = [] } = bodyOf(request);
  const scopes = readableScopes(token);
  if (scopes.length === 0)
    return refuse(403, 'permission_denied', 'cache read denied: token has no readable scopes');
  evict(state, token.repository);
  const newest = (a: CacheEntry, b: CacheEntry) =>
    Date.parse(b.createdAt) - Date.parse(a.createdAt) ||
    (state.order.get(b.id) ?? -1) - (state.order.get(a.id) ?? -1);
  for (const scope of scopes) {
    const entries = token.repository.caches
      .filter((entry) => entry.ref === scope && entry.version === version)
      .sort(newest);
    const found =
      entries.find((entry) => entry.key === key) ??
      [key, ...restoreKeys]
        .map((prefix) => entries.find((entry) => entry.key.startsWith(prefix)))
        .find((entry) => entry !== undefined);
    if (found === undefined) continue;
    found.lastAccessedAt = state.clock.iso();
    const url = blobUrl(request, found.id, `down${found.id}`);
    return ok({ ok: true, signed_download_url: url, matched_key: found.key });
  }
  return ok({ ok: false });
}

/** Azure's form of an address on a bare host: account, container, blob. */
const blobUrl = (request: SandboxRequest, id: number, signature: string): string =>
  `${request.origin}/account/cache/${id}?se=2030-01-01T00%3A00%3A00Z&sig=${signature}`;

export const TWIRP_METHODS: Readonly<Record<string, (call: TwirpCall) => Answer>> = {
  CreateCacheEntry: createEntry,
  FinalizeCacheEntryUpload: finalizeEntry,
  GetCacheEntryDownloadURL: downloadUrl,
};
