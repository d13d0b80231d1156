import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  containsByComparison,
  githubDeploymentState,
  livenessOf,
  type ProductionDeployment,
  vercelDeploymentState,
} from '../../src/domain/deployment.ts';

const day = (date: number) => `2026-11-${String(date).padStart(2, '0')}T10:00:00Z`;
const one = (
  date: number,
  contains: ProductionDeployment['contains'],
  state: ProductionDeployment['state'],
): ProductionDeployment => ({ at: day(date), contains, state });

describe('what production serves', () => {
  it.each([
    ['nothing is known', [], 'unknown', 'unknown', null],
    ['the fix', [one(1, 'not', 'replaced'), one(2, 'contains', 'serving')], 'contains', 'serving', day(2)],
    [
      'a later commit on top of the fix: live since the first',
      [one(2, 'contains', 'replaced'), one(3, 'contains', 'replaced'), one(4, 'contains', 'serving')],
      'contains',
      'serving',
      day(2),
    ],
    [
      'the fix again after a rollback: live since then only',
      [one(2, 'contains', 'replaced'), one(3, 'not', 'replaced'), one(4, 'contains', 'serving')],
      'contains',
      'serving',
      day(4),
    ],
    [
      'a failed deployment in between breaks no row',
      [one(2, 'contains', 'serving'), one(3, 'not', 'error'), one(4, 'contains', 'serving')],
      'contains',
      'serving',
      day(2),
    ],
    ['an older commit', [one(1, 'not', 'serving')], 'not', 'unknown', null],
    [
      'an older commit, the fix builds',
      [one(1, 'not', 'serving'), one(2, 'contains', 'building')],
      'not',
      'building',
      null,
    ],
    [
      'an older commit, the fix failed',
      [one(1, 'not', 'serving'), one(2, 'contains', 'error')],
      'not',
      'error',
      null,
    ],
    [
      'an older commit, the fix is blocked',
      [one(1, 'not', 'serving'), one(2, 'contains', 'blocked')],
      'not',
      'blocked',
      null,
    ],
    [
      'an older commit again',
      [one(2, 'contains', 'replaced'), one(3, 'not', 'serving')],
      'not',
      'rolled-back',
      null,
    ],
    [
      'an older commit again, where nothing is ever made inactive',
      [one(2, 'contains', 'serving'), one(3, 'not', 'serving')],
      'not',
      'rolled-back',
      null,
    ],
    ['a commit that is gone', [one(1, 'unknown', 'serving')], 'unknown', 'unknown', null],
    ['only the first deployment, building', [one(1, 'contains', 'building')], 'unknown', 'building', null],
  ] as const)('%s', (...[, deployments, contains, state, since]) => {
    expect(livenessOf('vercel', deployments)).toEqual({ source: 'vercel', contains, state, since });
  });

  it('does not depend on the order of the list', () => {
    const deployments = fc.uniqueArray(
      fc.record({
        at: fc.integer({ min: 1, max: 28 }).map(day),
        contains: fc.constantFrom('contains' as const, 'not' as const, 'unknown' as const),
        state: fc.constantFrom(
          'serving' as const,
          'replaced' as const,
          'building' as const,
          'error' as const,
        ),
      }),
      { selector: (each) => each.at, maxLength: 10 },
    );
    fc.assert(
      fc.property(deployments, (list) => {
        expect(livenessOf('vercel', list.toReversed())).toEqual(livenessOf('vercel', list));
      }),
    );
  });
});

describe('words of the services', () => {
  it('of GitHub', () => {
    expect(['ahead', 'identical', 'behind', 'diverged', ''].map(containsByComparison)).toEqual([
      'contains',
      'contains',
      'not',
      'not',
      'unknown',
    ]);
    expect(
      ['success', 'FAILURE', 'inactive', 'in_progress', 'waiting', 'new'].map(githubDeploymentState),
    ).toEqual(['serving', 'error', 'replaced', 'building', 'blocked', 'unknown']);
  });

  it('of Vercel: ready is not serving', () => {
    expect(vercelDeploymentState('READY', 'PROMOTED', true)).toBe('serving');
    expect(vercelDeploymentState('READY', 'PROMOTED', false)).toBe('replaced');
    expect(vercelDeploymentState('READY', 'STAGED', false)).toBe('queued');
    expect(vercelDeploymentState('READY', 'ROLLING', false)).toBe('building');
    expect(vercelDeploymentState('BLOCKED', null, false)).toBe('blocked');
    expect(vercelDeploymentState('NEW', null, false)).toBe('unknown');
  });
});
