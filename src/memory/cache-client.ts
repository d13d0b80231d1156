import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CacheAccess, type CachePort, type SaveAnswer, SNAPSHOT_FILE } from './cache.ts';
import { fetchSnapshot } from './cache-reader.ts';

export interface CacheClientOptions {
  readonly access: CacheAccess;
  /** Folder for what is written on the way (`RUNNER_TEMP`). */
  readonly temp: string;
  /** Bytes of a snapshot's file. */
  readonly maxBytes: number;
}

/** The Actions cache: saved by GitHub's own client, read by ours (see `archive.ts` for the reason). */
export function createCacheClient({ access, temp, maxBytes }: CacheClientOptions): CachePort {
  return {
    fetch: (key) => fetchSnapshot(access, key, maxBytes),
    save: (key, bytes) => save(temp, key, bytes),
  };
}

/**
 * `saveCache` answers −1 for every failure and throws only for a missing file. It finds the file from the working
 * directory and names it in the archive from `GITHUB_WORKSPACE`: for this moment both are a folder of our own, so that
 * nothing lands in the user's checkout and the path, which is part of the version, is always the same.
 */
async function save(temp: string, key: string, bytes: Uint8Array): Promise<SaveAnswer> {
  const { saveCache, CACHE_WRITE_DENIED_PREFIX } = await import('@actions/cache');
  mkdirSync(temp, { recursive: true });
  const folder = realpathSync(mkdtempSync(join(temp, 'patchpilot-memory-')));
  const before = { folder: process.cwd(), workspace: process.env.GITHUB_WORKSPACE };
  const unmute = mute();
  try {
    writeFileSync(join(folder, SNAPSHOT_FILE), bytes);
    process.chdir(folder);
    process.env.GITHUB_WORKSPACE = folder;
    const id = await saveCache([SNAPSHOT_FILE], key, undefined, true);
    if (id > 0) return 'saved';
    return unmute().includes(CACHE_WRITE_DENIED_PREFIX) ? 'denied' : 'failed';
  } finally {
    unmute();
    process.chdir(before.folder);
    if (before.workspace === undefined) delete process.env.GITHUB_WORKSPACE;
    else process.env.GITHUB_WORKSPACE = before.workspace;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Characters of the client's talk that are kept, to find the reason of a failure in them. */
const LONGEST_TALK = 100_000;

/**
 * The client prints its signed upload address in debug commands and masks it by another command. Our log takes no commands
 * but our own, so both would stand there in clear: it may not print at all. Answers a function that ends this and tells
 * what was said.
 */
function mute(): () => string {
  const { stdout } = process;
  const write = stdout.write;
  let talk = '';
  const listen = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    if (talk.length < LONGEST_TALK) talk += String(chunk);
    const done = rest.find((one) => typeof one === 'function');
    if (done !== undefined) queueMicrotask(done as () => void);
    return true;
  };
  stdout.write = listen;
  return () => {
    stdout.write = write;
    return talk;
  };
}
