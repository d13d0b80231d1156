import type { Clock } from '../clock.ts';
import type { CacheEntry, Repository } from '../github/state.ts';

/** What a run's cache token may do (`cache-mode` of its job; read-only for events that strangers can fire). */
export type CacheMode = 'read' | 'write' | 'write-only' | 'none';

export type CacheToken = {
  readonly name: string;
  readonly secret: string;
  readonly repository: Repository;
  /** Scope that it writes to; it reads this one, then the default branch's. */
  readonly ref: string;
  readonly mode: CacheMode;
};

/** A key that somebody reserved and has not finished: nobody can read it, nobody else can have it. */
export type Reservation = {
  readonly id: number;
  readonly repository: Repository;
  readonly ref: string;
  readonly key: string;
  readonly version: string;
  /** Uploaded so far; blocks wait for their list. */
  bytes: Buffer | undefined;
  readonly blocks: Map<string, Buffer>;
  /** Signature of the upload address. */
  readonly signature: string;
};

export type CacheState = {
  readonly clock: Clock;
  readonly tokens: Map<string, CacheToken>;
  readonly reservations: Map<number, Reservation>;
  /** Archives by the id of their entry. The entries themselves are the repository's, as REST lists them. */
  readonly archives: Map<number, Buffer>;
  /** Order of creation by entry id: several entries may be made in one second. */
  readonly order: Map<number, number>;
  /** Bytes that a repository's caches may take; beyond, the least recently used go. GitHub: 10 GB. */
  limit: number;
  nextId: number;
};

export function createCacheState(clock: Clock): CacheState {
  return {
    clock,
    tokens: new Map(),
    reservations: new Map(),
    archives: new Map(),
    order: new Map(),
    limit: 10 * 1024 ** 3,
    nextId: 5_000_000,
  };
}

/** Scopes that a token reads, in the order in which they are searched. */
export function readableScopes({ ref, repository, mode }: CacheToken): readonly string[] {
  if (mode !== 'read' && mode !== 'write') return [];
  return [...new Set([ref, `refs/heads/${repository.defaultBranch}`])];
}

export const mayWrite = (token: CacheToken): boolean => token.mode === 'write' || token.mode === 'write-only';

/** Not accessed for seven days, or over the limit: gone without a word. */
export function evict(state: CacheState, repository: Repository): void {
  const week = 7 * 86_400_000;
  const old = (entry: CacheEntry) => state.clock.now() - Date.parse(entry.lastAccessedAt) > week;
  const drop = (entry: CacheEntry) => {
    repository.caches.splice(repository.caches.indexOf(entry), 1);
    state.archives.delete(entry.id);
  };
  for (const entry of repository.caches.filter(old)) drop(entry);
  const size = () => repository.caches.reduce((sum, entry) => sum + entry.size, 0);
  const byAccess = (a: CacheEntry, b: CacheEntry) =>
    Date.parse(a.lastAccessedAt) - Date.parse(b.lastAccessedAt) || a.id - b.id;
  for (const entry of repository.caches.toSorted(byAccess)) {
    if (size() <= state.limit) return;
    drop(entry);
  }
}
