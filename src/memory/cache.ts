/** Path of the snapshot in its archive. It is part of the version that the service compares: never change it. */
export const SNAPSHOT_FILE = 'patchpilot-memory.snapshot';

/** Every key begins so; the number rises with what older Patchpilots could not read. */
export const KEY_PREFIX = 'patchpilot-memory-v1-';

/** Where this run's cache is (`ACTIONS_RESULTS_URL`, `ACTIONS_RUNTIME_TOKEN`). */
export interface CacheAccess {
  readonly url: string;
  readonly token: string;
  /** Lets milliseconds pass between two tries. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** A snapshot's file as it came from the cache: nobody has looked into it yet. */
export interface Fetched {
  readonly key: string;
  readonly bytes: Uint8Array;
}

/** What the client says of a save. `denied`: the token may only read, whatever the runner exports. */
export type SaveAnswer = 'saved' | 'denied' | 'failed';

/** Reading and writing snapshots. `fetch` may throw CacheError. */
export interface CachePort {
  readonly fetch: (key: string) => Promise<Fetched | null>;
  readonly save: (key: string, bytes: Uint8Array) => Promise<SaveAnswer>;
}

/** An entry of the repository's caches. */
export interface SnapshotEntry {
  readonly id: number;
  readonly key: string;
  readonly ref: string;
  readonly size: number;
}

/** GitHub's REST list of caches. `null` when it cannot be had: then only the newest snapshot is found, by its prefix. */
export interface SnapshotList {
  /** Newest first. */
  readonly list: (prefix: string) => Promise<readonly SnapshotEntry[] | null>;
  /** `false` when this token may not delete, or it failed. */
  readonly remove: (id: number) => Promise<boolean>;
}

/** Why a snapshot could not be read. */
export class CacheError extends Error {
  readonly why: 'denied' | 'unavailable' | 'malformed' | 'too-large';

  constructor(why: CacheError['why']) {
    super(`cache: ${why}`);
    this.name = 'CacheError';
    this.why = why;
  }
}
