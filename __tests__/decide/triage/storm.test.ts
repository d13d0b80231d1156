import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findStorm, type StormCandidate } from '../../../src/decide/triage/storm.ts';

const POLICY = { classes: 8, sharedRoot: 4, windowMinutes: 60, calmHours: 2, mostHours: 24 };
const NOW = '2026-11-21T10:00:00.000Z';
const ago = (minutes: number) => new Date(Date.parse(NOW) - minutes * 60_000).toISOString();
const some = (count: number, change: (index: number) => Partial<StormCandidate>): StormCandidate[] =>
  Array.from({ length: count }, (_, index) => ({
    issue: index + 1,
    fingerprint: `f${index}`,
    topSuspect: `src/${index}.ts`,
    firstRelease: `v${index}`,
    upstream: null,
    startedAt: ago(30),
    lastSeen: ago(1),
    ...change(index),
  }));
const find = (count: number, change: (index: number) => Partial<StormCandidate> = () => ({})) =>
  findStorm(some(count, change), POLICY, NOW);

describe('findStorm', () => {
  it('sees many classes at once', () => {
    expect(find(8)).toMatchObject({ root: 'classes', issues: [1, 2, 3, 4, 5, 6, 7, 8] });
    expect(find(7)).toBeNull();
    expect(find(20, () => ({ fingerprint: 'same' }))).toBeNull();
  });

  it('sees one root behind a few', () => {
    expect(find(4, () => ({ topSuspect: 'src/db.ts' }))).toMatchObject({
      root: 'suspect',
      what: 'src/db.ts',
    });
    expect(find(4, () => ({ upstream: 'api.stripe.com' }))).toMatchObject({ root: 'upstream' });
    expect(find(5, (index) => ({ firstRelease: index < 4 ? 'v9' : 'v1' }))).toEqual({
      root: 'release',
      what: 'v9',
      issues: [1, 2, 3, 4],
      startedAt: ago(30),
    });
    expect(find(6, () => ({ topSuspect: null, firstRelease: null }))).toBeNull();
  });

  it('is no storm when they began one after the other, when they are calm, and when it is old', () => {
    expect(find(8, (index) => ({ startedAt: ago(61 * index) }))).toBeNull();
    expect(find(8, () => ({ lastSeen: ago(121) }))).toBeNull();
    expect(find(8, () => ({ startedAt: ago(25 * 60) }))).toBeNull();
    expect(find(10, (index) => ({ startedAt: ago(index < 2 ? 600 : 30) }))?.issues).toEqual([
      3, 4, 5, 6, 7, 8, 9, 10,
    ]);
  });

  it('does not depend on the order of the candidates', () => {
    const all = some(12, (index) => ({ startedAt: ago(index * 9), topSuspect: `src/${index % 2}.ts` }));
    const expected = findStorm(all, POLICY, NOW);
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(findStorm(shuffled, POLICY, NOW)).toEqual(expected);
      }),
    );
  });
});
