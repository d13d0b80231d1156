import { DEFAULT_MEMORY_POLICY } from '../domain/policy/memory.ts';
import { logLine } from '../safety/log-line.ts';
import { KEY_PREFIX, type SnapshotEntry } from './cache.ts';
import type { Carrier, Saved } from './carrier.ts';
import { seal } from './envelope.ts';
import type { Dropped } from './retention.ts';
import { ulid } from './row-key.ts';
import type { MemoryStore } from './store.ts';

/** Milliseconds of a failed save after which no second one is tried: the client itself retries for some 25 s. */
const PATIENCE = 5_000;
/** Milliseconds before each look for a saved entry, which the list may show a moment late. */
const LOOKS = [0, 1000, 2000];
const TRIES = 2;

/** Whether this run's cache token may write, by the mode that the runner exports (`ACTIONS_CACHE_MODE`). Without one: no. */
export const mayWrite = (mode: string | null): boolean => mode === 'write' || mode === 'write-only';

/**
 * Saves what is new under a key of its own, makes sure that it is there, and removes older snapshots that it contains.
 * Never throws: memory is worth a notice, not a red run.
 */
export async function saveMemory(carrier: Carrier, store: MemoryStore): Promise<Saved> {
  if (store.added === 0) return { kind: 'unchanged' };
  if (!mayWrite(carrier.run.cacheMode)) {
    say(
      carrier,
      'Memory is not saved: this run may only read the cache. The next run that may write catches up.',
    );
    return { kind: 'read-only' };
  }
  const began = carrier.elapsed();
  for (let tried = 0; tried < TRIES; tried += 1) {
    const saved = await saveOnce(carrier, store).catch(() => null);
    if (saved !== null) return saved;
    // A key that somebody holds fails at once, and another one is free; what failed slowly would fail again.
    if (carrier.elapsed() - began > PATIENCE) break;
  }
  say(
    carrier,
    'Memory could not be saved in the Actions cache; the next run catches up from the record on GitHub.',
  );
  return { kind: 'failed' };
}

function readOnly(carrier: Carrier): Saved {
  say(
    carrier,
    'Memory is not saved: this run may only read the cache. The next run that may write catches up.',
  );
  return { kind: 'read-only' };
}

/** `null`: it did not work. The client's word counts only where the list cannot be had. */
async function saveOnce(carrier: Carrier, store: MemoryStore): Promise<Saved | null> {
  const { cache, run } = carrier;
  const key = newKey(carrier);
  store.append([{ kind: 'snapshot', at: run.now, key }]);
  const { bytes, dropped } = store.exportSnapshot();
  const answer = await cache.save(key, seal(bytes, run.sealKey)).catch(() => 'failed' as const);
  if (answer === 'denied') return readOnly(carrier);
  const seen = await look(carrier, key, answer === 'saved' ? LOOKS : [0]);
  const there = seen?.some((entry) => entry.key === key) ?? false;
  if (answer === 'failed' && !there) return null;
  if (seen !== null && !there)
    say(carrier, 'The saved memory does not show in the list of caches; the next run looks again.');
  if (dropped.length > 0) say(carrier, `Memory is full: ${inWords(dropped)} left out, the oldest first.`);
  const removed = seen !== null && there ? await clear(carrier, store, { listed: seen, saved: key }) : 0;
  return { kind: 'saved', key, confirmed: there, removed };
}

/** Unique for run, attempt and try: an entry cannot be changed, and a reserved key may be stuck for a day. */
function newKey({ run, entropy }: Carrier): string {
  return `${KEY_PREFIX}${run.id}-${run.attempt}-${ulid(Date.parse(run.now), entropy())}`;
}

/** The list of snapshots, once the saved one shows in it or patience ends; `null` when there is no list to be had. */
async function look(
  { snapshots, wait }: Carrier,
  key: string,
  pauses: readonly number[],
): Promise<readonly SnapshotEntry[] | null> {
  let listed: readonly SnapshotEntry[] | null = null;
  for (const pause of pauses) {
    if (pause > 0) await wait(pause);
    listed = await snapshots.list(KEY_PREFIX).catch(() => null);
    if (listed === null || listed.some((entry) => entry.key === key)) break;
  }
  return listed;
}

/** Removes older snapshots whose rows are all in the saved one; the newest stay, should that one be damaged. */
async function clear(
  carrier: Carrier,
  store: MemoryStore,
  { listed, saved }: { readonly listed: readonly SnapshotEntry[]; readonly saved: string },
): Promise<number> {
  const { snapshots, policy = DEFAULT_MEMORY_POLICY } = carrier;
  // Another scope is read by other runs, which cannot see the saved one.
  const scope = listed.find((entry) => entry.key === saved)?.ref;
  const old = listed
    .filter((entry) => entry.ref === scope)
    .slice(policy.keepSnapshots)
    .filter((entry) => store.contains(entry.key));
  let removed = 0;
  for (const entry of old) {
    if (!(await snapshots.remove(entry.id).catch(() => false))) break;
    removed += 1;
  }
  return removed;
}

function inWords(dropped: readonly Dropped[]): string {
  return dropped.map(({ kind, count }) => `${count} ${kind} rows`).join(', ');
}

function say(carrier: Carrier, text: string): void {
  carrier.notice(logLine(text));
}
