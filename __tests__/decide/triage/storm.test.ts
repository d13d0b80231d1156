import { describe, expect, it } from 'vitest';
import { findStorm, type StormCandidate } from '../../../src/decide/triage/storm.ts';

const POLICY = { classes: 8, sharedRoot: 4 };
const some = (count: number, change: (index: number) => Partial<StormCandidate>): StormCandidate[] =>
  Array.from({ length: count }, (_, index) => ({
    issue: index + 1,
    fingerprint: `f${index}`,
    topSuspect: `src/${index}.ts`,
    firstRelease: `v${index}`,
    ...change(index),
  }));

describe('findStorm', () => {
  it('sees many classes at once, and stops when they are fewer', () => {
    expect(
      findStorm(
        some(8, () => ({})),
        POLICY,
      ),
    ).toMatchObject({ root: 'classes', issues: [1, 2, 3, 4, 5, 6, 7, 8] });
    expect(
      findStorm(
        some(7, () => ({})),
        POLICY,
      ),
    ).toBeNull();
    expect(
      findStorm(
        some(20, () => ({ fingerprint: 'same' })),
        POLICY,
      ),
    ).toBeNull();
  });

  it('sees one root behind a few', () => {
    expect(
      findStorm(
        some(4, () => ({ topSuspect: 'src/db.ts' })),
        POLICY,
      ),
    ).toMatchObject({ root: 'suspect', what: 'src/db.ts' });
    expect(
      findStorm(
        some(5, (index) => ({ firstRelease: index < 4 ? 'v9' : 'v1' })),
        POLICY,
      ),
    ).toEqual({ root: 'release', what: 'v9', issues: [1, 2, 3, 4] });
    expect(
      findStorm(
        some(6, () => ({ topSuspect: null, firstRelease: null })),
        POLICY,
      ),
    ).toBeNull();
  });
});
