import type { SqlJsStatic } from 'sql.js';
import { DEFAULT_MEMORY_POLICY, type MemoryPolicy } from '../domain/policy/memory.ts';
import { logLine } from '../safety/log-line.ts';
import { CacheError, KEY_PREFIX, type SnapshotEntry } from './cache.ts';
import type { Carrier, OpenMemory } from './carrier.ts';
import { unseal } from './envelope.ts';
import type { Doubt } from './open.ts';
import { MemoryStore } from './store.ts';

/** Opens the newest snapshots, merged. Never throws: without any, the memory is empty. */
export async function restoreMemory(carrier: Carrier): Promise<OpenMemory> {
  const { sql, run, snapshots, policy = DEFAULT_MEMORY_POLICY } = carrier;
  if (!mayRead(run.cacheMode)) return { store: empty(sql, policy), restored: 0, missing: true };
  const listed = await snapshots.list(KEY_PREFIX).catch(() => null);
  const keys = inOrder(listed ?? []);
  const doubts: Why[] = [];
  let store: MemoryStore | null = null;
  let restored = 0;
  for (const key of keys.length > 0 ? keys : [KEY_PREFIX]) {
    if (store?.contains(key)) continue;
    if (restored + doubts.length >= policy.mergeNewest || isHopeless(doubts)) break;
    const added = await addSnapshot(carrier, store, key);
    if (typeof added === 'string') doubts.push(added);
    else if (added !== null) {
      store = added;
      restored += 1;
    }
  }
  report(carrier, doubts);
  return { store: store ?? empty(sql, policy), restored, missing: store === null };
}

/** Whether the job's cache mode lets it read; the runner exports none where all is as it always was. */
const mayRead = (mode: string | null): boolean => mode !== 'none' && mode !== 'write-only';

/** A service that does not answer is not asked for every snapshot: each would cost its whole deadline. */
function isHopeless(doubts: readonly Why[]): boolean {
  return doubts.includes('denied') || doubts.filter((why) => why === 'unavailable').length > 1;
}

/**
 * The first is opened as it is, the others are read row by row: the newest, which holds what the others hold, unless it
 * comes from a run that found no memory and began anew.
 */
function inOrder(entries: readonly SnapshotEntry[]): readonly string[] {
  const [newest] = entries;
  const fullest = entries.toSorted((a, b) => b.size - a.size)[0];
  if (newest === undefined || fullest === undefined) return [];
  const first = fullest.size > 2 * newest.size ? [fullest] : [];
  return [...new Set([...first, ...entries].map((entry) => entry.key))];
}

function empty(sql: SqlJsStatic, policy: MemoryPolicy): MemoryStore {
  const store = MemoryStore.open(sql, null, policy);
  if (store instanceof MemoryStore) return store;
  throw new Error('an empty memory does not open');
}

type Why = Doubt | CacheError['why'] | 'seal';

/** The store with one more snapshot in it; the reason when it is none; `null` when it is gone. */
async function addSnapshot(
  carrier: Carrier,
  store: MemoryStore | null,
  key: string,
): Promise<MemoryStore | Why | null> {
  const { sql, cache, run, policy = DEFAULT_MEMORY_POLICY } = carrier;
  try {
    const fetched = await cache.fetch(key);
    if (fetched === null) return null;
    const bytes = unseal(fetched.bytes, run.sealKey);
    if (bytes === null) return 'seal';
    if (store === null) {
      const opened = MemoryStore.open(sql, bytes, policy);
      return opened instanceof MemoryStore ? opened : opened.why;
    }
    const merged = store.merge(bytes);
    return merged.kind === 'merged' ? store : merged.why;
  } catch (error) {
    return error instanceof CacheError ? error.why : 'unavailable';
  }
}

const WORDS: Readonly<Record<Why, string>> = {
  empty: 'empty',
  'too-large': 'too large',
  'not-a-database': 'no database',
  foreign: 'not ours',
  'newer-schema': 'written by a newer Patchpilot',
  'foreign-schema': 'not of our making',
  damaged: 'damaged',
  denied: 'not readable with this token',
  unavailable: 'not to be had from the cache service',
  malformed: 'no snapshot',
  seal: 'damaged or sealed with another key',
};

function report(carrier: Carrier, doubts: readonly Why[]): void {
  if (doubts.length === 0) return;
  const why = [...new Set(doubts)].map((doubt) => WORDS[doubt]).join('; ');
  const what = doubts.length === 1 ? 'A memory snapshot was' : `${doubts.length} memory snapshots were`;
  carrier.notice(logLine(`${what} left aside (${why}); the record on GitHub has everything that matters.`));
}
