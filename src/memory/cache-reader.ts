import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readArchive } from './archive.ts';
import { type CacheAccess, CacheError, type Fetched, SNAPSHOT_FILE } from './cache.ts';

const METHOD = 'twirp/github.actions.results.api.v1.CacheService/GetCacheEntryDownloadURL';
/** Milliseconds for one snapshot, its retries included. */
const DEADLINE = 20_000;
/** Milliseconds before the second and the third try. */
const PAUSES = [300, 1200];

const ANSWER = z.object({
  ok: z.boolean().default(false),
  signed_download_url: z.string().default(''),
  matched_key: z.string().max(512).default(''),
});

/** What the cache client puts into an entry's version for each compression that it knows (`getCacheVersion`, 1.0). */
export const SNAPSHOT_VERSIONS: readonly string[] = ['zstd-without-long', 'gzip'].map((compression) =>
  createHash('sha256').update(`${SNAPSHOT_FILE}|${compression}|1.0`).digest('hex'),
);

/**
 * The newest snapshot whose key is, or begins with, `key`: looked up as the cache client does, but read in memory with a
 * limit. Both compressions are asked for, so a runner without zstd finds what another one saved. `null`: there is none.
 * Throws CacheError.
 */
export async function fetchSnapshot(
  access: CacheAccess,
  key: string,
  maxBytes: number,
): Promise<Fetched | null> {
  const signal = AbortSignal.timeout(DEADLINE);
  for (const version of SNAPSHOT_VERSIONS) {
    const found = await persist(access, () => lookUp(access, { key, version, signal }));
    if (found === null) continue;
    const archive = await persist(access, () => download(found.url, maxBytes, signal));
    const bytes = readArchive(archive, SNAPSHOT_FILE, maxBytes);
    if (bytes === null) throw new CacheError('malformed');
    return { key: found.key, bytes };
  }
  return null;
}

interface Question {
  readonly key: string;
  readonly version: string;
  readonly signal: AbortSignal;
}

async function lookUp(access: CacheAccess, { key, version, signal }: Question) {
  const response = await ask(new URL(METHOD, access.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${access.token}` },
    body: JSON.stringify({ key, restore_keys: [], version }),
    signal,
  });
  const answer = ANSWER.safeParse(parse(await readCapped(response, 65_536)));
  if (!answer.success) throw new CacheError('malformed');
  const { ok, signed_download_url: url, matched_key: matched } = answer.data;
  if (!ok) return null;
  if (!matched.startsWith(key) || !isSafe(url)) throw new CacheError('malformed');
  return { url, key: matched };
}

/** The address carries its own right to read: the token stays here. */
async function download(url: string, maxBytes: number, signal: AbortSignal): Promise<Uint8Array> {
  return readCapped(await ask(new URL(url), { signal }), maxBytes);
}

async function ask(url: URL, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, redirect: 'error' });
  } catch {
    throw new CacheError('unavailable');
  }
  if (response.ok) return response;
  await response.body?.cancel().catch(() => undefined);
  if (response.status === 401 || response.status === 403) throw new CacheError('denied');
  throw new CacheError(response.status >= 500 ? 'unavailable' : 'malformed');
}

async function readCapped(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > maxBytes) break;
      chunks.push(chunk);
    }
  } catch {
    throw new CacheError('unavailable');
  }
  if (size > maxBytes) throw new CacheError('too-large');
  return Buffer.concat(chunks);
}

/** Reads are tried again when the service did not answer; nothing else is. */
async function persist<T>({ wait }: CacheAccess, read: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof CacheError) || error.why !== 'unavailable') throw error;
      await wait(pause);
    }
  }
  return read();
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null;
  }
}

function isSafe(address: string): boolean {
  const url = URL.parse(address);
  if (url === null) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && url.hostname === '127.0.0.1');
}
