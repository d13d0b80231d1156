import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_MEMORY_POLICY } from '../../src/domain/policy/memory.ts';
import { untrusted } from '../../src/domain/trust.ts';
import { CacheError, type SnapshotEntry } from '../../src/memory/cache.ts';
import type { Carrier, OpenMemory } from '../../src/memory/carrier.ts';
import { restoreMemory } from '../../src/memory/restore.ts';
import { saveMemory } from '../../src/memory/save.ts';
import { lesson, sql } from './rows.ts';

/** A cache in memory with the rules of the real one: immutable, newest wins, a list of its own. */
class Shelf {
  readonly entries: (SnapshotEntry & { readonly bytes: Uint8Array })[] = [];
  /** What goes wrong with the next calls, in order. */
  readonly trouble: ('save-fails' | 'fetch-fails' | 'list-fails')[] = [];
  #id = 0;
  #chance = 0;

  #fails(what: Shelf['trouble'][number]): boolean {
    if (this.trouble[0] !== what) return false;
    this.trouble.shift();
    return true;
  }

  carrier(id: number): Carrier {
    return {
      sql,
      cache: {
        fetch: (key) => {
          if (this.#fails('fetch-fails')) return Promise.reject(new CacheError('unavailable'));
          const found = this.entries.findLast((entry) => entry.key.startsWith(key));
          return Promise.resolve(found === undefined ? null : { key: found.key, bytes: found.bytes });
        },
        save: (key, bytes) => {
          if (this.#fails('save-fails') || this.entries.some((entry) => entry.key === key))
            return Promise.resolve('failed');
          this.#id += 1;
          this.entries.push({ id: this.#id, key, ref: 'refs/heads/main', size: bytes.length, bytes });
          return Promise.resolve('saved');
        },
      },
      snapshots: {
        list: (prefix) =>
          Promise.resolve(
            this.#fails('list-fails')
              ? null
              : this.entries.filter((entry) => entry.key.startsWith(prefix)).toReversed(),
          ),
        remove: (gone) => {
          this.entries.splice(
            this.entries.findIndex((entry) => entry.id === gone),
            1,
          );
          return Promise.resolve(true);
        },
      },
      notice: () => undefined,
      elapsed: () => 0,
      wait: () => Promise.resolve(),
      entropy: () => {
        this.#chance += 1;
        return new Uint8Array(10).fill(this.#chance % 256);
      },
      run: { id: String(id), attempt: 1, now: '2026-11-21T10:00:00.000Z', cacheMode: 'write', sealKey: null },
      policy: { ...DEFAULT_MEMORY_POLICY, mergeNewest: 8, keepSnapshots: 2 },
    };
  }
}

const step = fc.record({
  run: fc.integer({ min: 1, max: 10 }),
  trouble: fc.option(fc.constantFrom('save-fails' as const, 'fetch-fails' as const, 'list-fails' as const), {
    freq: 4,
  }),
});

/** Runs restore on their first step and save on their second, in any order among each other. */
async function play(steps: readonly { run: number; trouble: Shelf['trouble'][number] | null }[]) {
  const shelf = new Shelf();
  const open = new Map<number, OpenMemory>();
  const saved = new Set<number>();
  let issue = 0;
  for (const { run, trouble } of steps) {
    shelf.trouble.length = 0;
    if (trouble !== null) shelf.trouble.push(trouble);
    const memory = open.get(run);
    if (memory === undefined) {
      open.set(run, await restoreMemory(shelf.carrier(run)));
      continue;
    }
    issue += 1;
    memory.store.append([lesson({ issue, fix: untrusted(`fix ${issue}`) })]);
    const outcome = await saveMemory(shelf.carrier(run), memory.store);
    if (outcome.kind === 'saved') saved.add(issue);
    memory.store.close();
    open.delete(run);
  }
  shelf.trouble.length = 0;
  return { shelf, saved };
}

describe('runs in parallel', () => {
  it('lose no saved row, whatever their order and whatever fails meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
        const { shelf, saved } = await play(steps);
        // More snapshots may wait than one run merges: a few trusted runs later everything is in the newest.
        for (let id = 100; id < 104; id += 1) {
          const { store } = await restoreMemory(shelf.carrier(id));
          await saveMemory(shelf.carrier(id), store);
        }
        const { store } = await restoreMemory(shelf.carrier(200));
        const known = new Set(store.rows('lesson').map((row) => row.issue));
        expect([...saved].filter((issue) => !known.has(issue))).toEqual([]);
        expect(shelf.entries.length).toBeLessThanOrEqual(steps.length);
      }),
      { numRuns: 20, seed: 11 },
    );
  });

  it('twenty that began with nothing and saved at once are all found, eight at a time', async () => {
    const steps = Array.from({ length: 40 }, (_, n) => ({ run: (n % 20) + 1, trouble: null }));
    const { shelf, saved } = await play(steps);
    expect(saved.size).toBe(20);
    for (let id = 100; id < 103; id += 1) {
      const { store } = await restoreMemory(shelf.carrier(id));
      await saveMemory(shelf.carrier(id), store);
    }
    const { store, restored } = await restoreMemory(shelf.carrier(200));
    expect([store.rows('lesson').length, restored]).toEqual([20, 1]);
    expect(shelf.entries.length).toBe(2);
  });
});
