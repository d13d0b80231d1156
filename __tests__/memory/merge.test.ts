import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemoryRow } from '../../src/domain/lesson.ts';
import { anyRow, contentOf, lesson, open } from './rows.ts';

const rows = fc.array(anyRow, { maxLength: 25 });

const snapshotOf = (some: readonly MemoryRow[]): Uint8Array => {
  const store = open();
  store.append(some);
  return store.exportSnapshot().bytes;
};

/** What the union of snapshots holds, merged in the given order into the first. */
const union = (...snapshots: readonly Uint8Array[]): string => {
  const [first = null, ...others] = snapshots;
  const store = open(first);
  for (const other of others) expect(store.merge(other)).toMatchObject({ kind: 'merged', refused: 0 });
  return contentOf(store);
};

describe('merging memories', () => {
  it('is a union: order and repetition do not matter', () => {
    fc.assert(
      fc.property(rows, rows, rows, (x, y, z) => {
        const [a, b, c] = [snapshotOf(x), snapshotOf(y), snapshotOf(z)];
        const all = union(a, b, c);
        expect(union(c, b, a)).toBe(all);
        expect(union(b, a, c, a, b)).toBe(all);
        const left = open(a);
        left.merge(b);
        const right = open(b);
        right.merge(c);
        expect(union(left.exportSnapshot().bytes, c)).toBe(all);
        expect(union(a, right.exportSnapshot().bytes)).toBe(all);
        expect(union(snapshotOf([...x, ...y, ...z]))).toBe(all);
      }),
      { numRuns: 60 },
    );
  });

  it('counts what is new, and knows what it has', () => {
    const store = open();
    store.append([lesson({ issue: 1 })]);
    const other = snapshotOf([lesson({ issue: 1 }), lesson({ issue: 2 })]);
    expect([store.merge(other), store.merge(other)]).toEqual([
      { kind: 'merged', added: 1, refused: 0 },
      { kind: 'merged', added: 0, refused: 0 },
    ]);
  });

  it('finds merged lessons like its own', () => {
    const store = open();
    store.merge(snapshotOf([lesson({ issue: 9 })]));
    const [numbers] = [...store.lessonsUnder(['psrc/cart.ts'], 5).values()];
    expect(numbers?.map((number) => store.lesson(number)?.issue)).toEqual([9]);
  });

  it('a fact that two runs write is one row', () => {
    const store = open();
    expect(store.append([lesson(), lesson()])).toBe(1);
    expect(store.append([lesson()])).toBe(0);
  });
});
