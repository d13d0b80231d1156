import type { Answer, SandboxRequest, Service } from '../exchange.ts';
import type { RepositoryDouble } from '../github/double.ts';
import { type Core, type Listening, listen } from '../server.ts';
import { answerBlob, blobOperation } from './blob.ts';
import { type CacheMode, type CacheState, type CacheToken, createCacheState } from './state.ts';
import { TWIRP, TWIRP_METHODS } from './twirp.ts';

/** The running double of the Actions cache service, version 2. Its entries are the repository's own, as REST lists them. */
export type CacheDouble = Listening & {
  readonly state: CacheState;
  /** A run's token for a repository. `ref`: its scope, the default branch unless given. */
  readonly token: (seed: CacheTokenSeed) => CacheToken;
  /** What a runner gives a step for this token. */
  readonly environment: (token: CacheToken) => Readonly<Record<string, string>>;
  /** Another run reserves a key and never finishes it. */
  readonly reserve: (token: CacheToken, key: string, version: string) => void;
  /** Entries that GitHub removes to make room; their archives go with them. */
  readonly evict: (repository: RepositoryDouble, key?: string) => void;
  /** Puts other bytes in place of an entry's archive: damage, or somebody with a write token. */
  readonly replaceArchive: (repository: RepositoryDouble, key: string, bytes: Buffer) => void;
};

export type CacheTokenSeed = {
  readonly repository: RepositoryDouble;
  readonly ref?: string;
  readonly mode?: CacheMode;
};

export async function startCache(core: Core): Promise<CacheDouble> {
  const state = createCacheState(core.clock);
  const listening = await listen(cacheService(state), core);
  return {
    ...listening,
    state,
    token: (seed) => addToken(state, seed),
    environment: (token) => ({
      ACTIONS_RESULTS_URL: `${listening.url}/`,
      ACTIONS_RUNTIME_TOKEN: token.secret,
      ACTIONS_CACHE_SERVICE_V2: 'True',
      ACTIONS_CACHE_MODE: token.mode,
    }),
    reserve: ({ repository, ref }, key, version) => {
      state.nextId += 1;
      const id = state.nextId;
      const signature = `up${id}`;
      const open = { bytes: undefined, blocks: new Map<string, Buffer>() };
      state.reservations.set(id, { id, repository, ref, key, version, signature, ...open });
    },
    evict: ({ state: repository }, key) => {
      const kept = repository.caches.filter((entry) => key !== undefined && entry.key !== key);
      repository.caches.splice(0, Infinity, ...kept);
    },
    replaceArchive: ({ state: repository }, key, bytes) => {
      const entry = repository.caches.find((one) => one.key === key);
      if (entry === undefined) throw new Error(`no cache ${key}`);
      state.archives.set(entry.id, bytes);
    },
  };
}

/** A token in the form of a real one: a JWT whose `ac` claim lists the scopes, 1 to read and 2 to write. */
function addToken(state: CacheState, { repository, ref, mode = 'write' }: CacheTokenSeed): CacheToken {
  const scope = ref ?? `refs/heads/${repository.state.defaultBranch}`;
  const bits = { none: 0, read: 1, 'write-only': 2, write: 3 }[mode];
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    ac: JSON.stringify([{ Scope: scope, Permission: bits }]),
    scp: 'Actions.Results:1:1',
    jti: state.tokens.size,
  };
  const secret = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${part({ n: state.tokens.size })}`;
  const name = `cache ${mode} ${scope}`;
  const token = { name, secret, repository: repository.state, ref: scope, mode };
  state.tokens.set(secret, token);
  return token;
}

function cacheService(state: CacheState): Service {
  return {
    name: 'cache',
    caller: (request) => {
      const [scheme = '', secret = ''] = (request.headers.authorization ?? '').split(' ', 2);
      return scheme === '' ? undefined : { scheme, name: state.tokens.get(secret)?.name };
    },
    label: (request) => methodOf(request) ?? blobOperation(request),
    writes: (request) => request.method === 'PUT' || /^(?:Create|Finalize)/.test(methodOf(request) ?? ''),
    answer: (request) => answer(state, request),
  };
}

const methodOf = ({ pathname }: SandboxRequest): string | undefined =>
  pathname.startsWith(TWIRP) ? pathname.slice(TWIRP.length) : undefined;

function answer(state: CacheState, request: SandboxRequest): Answer {
  if (blobOperation(request) !== undefined) return answerBlob(state, request);
  const method = request.method === 'POST' ? TWIRP_METHODS[methodOf(request) ?? ''] : undefined;
  if (method === undefined) {
    const reason = `the sandbox's cache has no ${request.method} ${request.pathname}`;
    return { status: 501, unknown: reason, body: { code: 'bad_route', msg: reason } };
  }
  const [scheme, secret = ''] = (request.headers.authorization ?? '').split(' ', 2);
  const token = scheme === 'Bearer' ? state.tokens.get(secret) : undefined;
  if (token === undefined) return { status: 401, body: { code: 'unauthenticated', msg: 'invalid token' } };
  return method({ state, token, request });
}
