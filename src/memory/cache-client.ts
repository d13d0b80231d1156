import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CacheAccess, type CachePort, SNAPSHOT_FILE } from './cache.ts';
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
async function save(temp: string, key: string, bytes: Uint8Array): Promise<boolean> {
  const { saveCache } = await import('@actions/cache');
  mkdirSync(temp, { recursive: true });
  const folder = realpathSync(mkdtempSync(join(temp, 'patchpilot-memory-')));
  const before = { folder: process.cwd(), workspace: process.env.GITHUB_WORKSPACE };
  try {
    writeFileSync(join(folder, SNAPSHOT_FILE), bytes);
    process.chdir(folder);
    process.env.GITHUB_WORKSPACE = folder;
    return (await saveCache([SNAPSHOT_FILE], key, undefined, true)) > 0;
  } finally {
    process.chdir(before.folder);
    if (before.workspace === undefined) delete process.env.GITHUB_WORKSPACE;
    else process.env.GITHUB_WORKSPACE = before.workspace;
    rmSync(folder, { recursive: true, force: true });
  }
}
