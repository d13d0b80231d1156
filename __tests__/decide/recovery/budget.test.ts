import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attemptsToday, startable, withinBudget } from '../../../src/decide/recovery/budget.ts';
import type { CheckedIncident } from '../../../src/decide/recovery/plan.ts';
import type { Trigger } from '../../../src/domain/trigger.ts';

const NOW = '2026-11-21T22:00:00.000Z';
const budgets = { dispatchesPerDay: 3, openPullRequests: 5 };

function retry(issue: number, kind = 'retry') {
  const reasons = [{ code: 'still-firing', says: 'decides', evidence: {} }];
  const watched = { incident: { issue, attempts: [] } };
  return { watched, decision: { kind, reasons, nextCheckAt: NOW } } as unknown as CheckedIncident;
}

const decide = (all: readonly CheckedIncident[], usage = { dispatchesToday: 0, openPullRequests: 0 }) =>
  withinBudget(all, { usage, budgets, inStorm: [99], now: NOW });

describe('retries', () => {
  it('share the budget of the day with intake, the longest overdue first; the rest waits for midnight', () => {
    const all = decide(
      [1, 2, 3].map((issue) => retry(issue)),
      { dispatchesToday: 1, openPullRequests: 0 },
    );
    expect(all.map(({ decision }) => decision.kind)).toEqual(['retry', 'retry', 'wait']);
    const last = all[2]?.decision;
    expect(last?.nextCheckAt).toBe('2026-11-22T00:00:00.000Z');
    expect(last?.reasons.map(({ code, says }) => [code, says])).toEqual([
      ['retry-deferred', 'decides'],
      ['still-firing', 'against'],
    ]);
    expect(last?.reasons[0]?.evidence).toEqual({ budget: 'daily-budget-spent', spent: 3, allowed: 3 });
  });

  it('wait while their incident stands under an open umbrella', () => {
    const [one, other] = decide([retry(99), retry(1)]);
    expect(one?.decision.reasons[0]?.evidence).toMatchObject({ budget: 'storm' });
    expect(other?.decision.kind).toBe('retry');
  });

  it('wait while too many pull requests of ours are open', () => {
    const [one] = decide([retry(1)], { dispatchesToday: 0, openPullRequests: 5 });
    expect(one?.decision.reasons[0]?.evidence).toMatchObject({ budget: 'open-pull-request-budget-spent' });
  });

  it('never exceed the budget, and nothing else is touched', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('retry', 'wait', 'close', 'escalate'), { maxLength: 12 }),
        fc.nat(6),
        fc.nat(8),
        (kinds, dispatchesToday, openPullRequests) => {
          const all = kinds.map((kind, at) => retry(at, kind));
          const after = decide(all, { dispatchesToday, openPullRequests });
          const sent = after.filter(({ decision }) => decision.kind === 'retry').length;
          expect(sent + Math.min(dispatchesToday, 3)).toBeLessThanOrEqual(3);
          for (const [at, kind] of kinds.entries()) if (kind !== 'retry') expect(after[at]).toBe(all[at]);
        },
      ),
    );
  });

  it('wait for the schedule when the run was started by what no worker answers to', () => {
    const all = [retry(1), retry(2, 'escalate')];
    const deployment = {
      kind: 'deployment',
      state: 'success',
      environment: 'production',
      sha: null,
    } as const;
    const [first, second] = startable(all, { trigger: deployment as unknown as Trigger, now: NOW });
    expect(first?.decision).toMatchObject({ kind: 'wait', nextCheckAt: NOW });
    expect(first?.decision.reasons.map(({ code }) => code)).toEqual(['worker-later', 'still-firing']);
    expect(second).toBe(all[1]);
    for (const kind of ['schedule', 'dispatch'] as const)
      expect(startable(all, { trigger: { kind }, now: NOW })).toBe(all);
  });

  it('count attempts since midnight UTC, not those of the run itself', () => {
    const attempt = (at: string, run: string) => ({ at, run });
    const attempts = [
      attempt('2026-11-20T23:59:59Z', '1'),
      attempt('2026-11-21T00:00:00Z', '2'),
      attempt('2026-11-21T21:00:00Z', '9'),
    ];
    const watched = { incident: { attempts } } as unknown as CheckedIncident['watched'];
    expect(attemptsToday([watched, watched], { run: '9', now: NOW })).toBe(2);
  });
});
