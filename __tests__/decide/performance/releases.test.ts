import { describe, expect, it } from 'vitest';
import { releasesOf } from '../../../src/decide/performance/releases.ts';
import { untrusted } from '../../../src/domain/trust.ts';

type Row = readonly [release: string | null, p95: number | null, samples: number];
const rows = (all: readonly Row[]) =>
  all.map(([release, p95, samples]) => ({
    release: release === null ? null : untrusted(release),
    p95,
    samples,
  }));
const blamed = (now: readonly Row[], before: readonly Row[] = [['a', 200, 500]]) =>
  releasesOf(rows(now), rows(before)).newRelease;

describe('the release that made it slow', () => {
  it.each([
    ['is the only new one', [['b', 400, 300]], 'b'],
    [
      'is the new one beside a faster old one',
      [
        ['b', 400, 300],
        ['a', 210, 200],
      ],
      'b',
    ],
    ['is none where nothing is new', [['a', 400, 300]], null],
    [
      'is none where old ones are as slow in the same hours',
      [
        ['b', 400, 300],
        ['a', 390, 200],
      ],
      null,
    ],
    [
      'is the slow one of two new ones',
      [
        ['b', 205, 200],
        ['c', 420, 200],
        ['a', 200, 100],
      ],
      'c',
    ],
    [
      'is the slow one of two new ones alone',
      [
        ['b', 205, 200],
        ['c', 420, 200],
      ],
      'c',
    ],
    [
      'is unknown when two new ones are slow',
      [
        ['b', 410, 200],
        ['c', 420, 200],
        ['a', 200, 100],
      ],
      null,
    ],
    [
      'is unknown when two new ones are alike',
      [
        ['b', 410, 200],
        ['c', 420, 200],
      ],
      null,
    ],
    [
      'is none that next to nobody uses',
      [
        ['a', 400, 300],
        ['b', 900, 4],
      ],
      null,
    ],
    ['is the only new one, though its percentile is not known', [['b', null, 300]], 'b'],
  ] as const)('%s', (_, now, expected) => {
    expect(blamed(now)).toBe(expected);
  });

  it('is none without a past, and without names', () => {
    expect(blamed([['b', 400, 300]], [])).toBeNull();
    expect(blamed([[null, 400, 300]])).toBeNull();
  });

  it('comes with the table: most requests first, five at most', () => {
    const now: readonly Row[] = 'abcdefg'.split('').map((name, at) => [name, 100 + at, 100 + at]);
    const { releases, release } = releasesOf(rows(now), rows([['a', 100, 100]]));
    expect(releases.map(({ release: name }) => name)).toEqual(['g', 'f', 'e', 'd', 'c']);
    expect(releases[0]).toEqual({ release: 'g', p95: 106, samples: 106, isNew: true });
    expect(release).toBe('g');
  });
});
