import type { SqlJsStatic } from 'sql.js';
import type { MemoryPolicy } from '../domain/policy/memory.ts';
import type { LogText } from '../domain/trust.ts';
import type { CachePort, SnapshotList } from './cache.ts';
import type { MemoryStore } from './store.ts';

/** Everything that carrying the memory from run to run needs. */
export interface Carrier {
  readonly sql: SqlJsStatic;
  readonly cache: CachePort;
  readonly snapshots: SnapshotList;
  /** One line for the log; a failure of the memory is never more than that. */
  readonly notice: (text: LogText) => void;
  /** Milliseconds since any moment, for giving up in time. */
  readonly elapsed: () => number;
  /** Lets milliseconds pass. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Ten unpredictable bytes. */
  readonly entropy: () => Uint8Array;
  readonly run: CarrierRun;
  readonly policy?: MemoryPolicy;
}

export interface CarrierRun {
  readonly id: string;
  readonly attempt: number;
  /** ISO 8601, UTC. */
  readonly now: string;
  /** `ACTIONS_CACHE_MODE`. */
  readonly cacheMode: string | null;
  /** Seals snapshots when set: without it a snapshot is damaged or whole, but nobody knows whose. */
  readonly sealKey: string | null;
}

/** The memory of a run, and whether it began with any. */
export interface OpenMemory {
  readonly store: MemoryStore;
  /** Snapshots that are in it. */
  readonly restored: number;
  /** Nothing was restored: what the memory should hold must be read from the record. */
  readonly missing: boolean;
}

/** What became of saving. */
export type Saved =
  | { readonly kind: 'saved'; readonly key: string; readonly confirmed: boolean; readonly removed: number }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'read-only' }
  | { readonly kind: 'failed' };
