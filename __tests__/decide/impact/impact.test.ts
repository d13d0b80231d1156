import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { impactWindow, productImpact } from '../../../src/decide/impact/impact.ts';
import type { EventCounts } from '../../../src/domain/impact.ts';
import { DEFAULT_IMPACT_POLICY as POLICY } from '../../../src/domain/policy/impact.ts';

const WINDOW = { from: '2026-11-21T08:00:00Z', to: '2026-11-21T10:00:00Z' };
const counts = (now: number, lastWeek: number, more: Partial<EventCounts> = {}): EventCounts => {
  const of = (count: number) => ({ count, actors: Math.round(count * 0.8) });
  return {
    name: 'checkout_completed',
    exists: true,
    now: of(now),
    lastWeek: of(lastWeek),
    previous: of(lastWeek),
    previousLastWeek: of(lastWeek),
    ...more,
  };
};
const verdict = (one: EventCounts) => productImpact([one], WINDOW, POLICY).events[0]?.verdict;

describe('what an incident cost the product', () => {
  it('is a loss when far fewer did it than last week', () => {
    expect(productImpact([counts(112, 400)], WINDOW, POLICY)).toMatchObject({
      verdict: 'loss',
      events: [{ absolute: -288, relative: { at: -0.719 } }],
      facts: { severity: 1, summary: 'checkout_completed fell by 72 % (112 instead of 400)' },
    });
  });

  it.each([
    ['chance explains it', counts(90, 100), 'no-loss'],
    ['it grew', counts(500, 400), 'no-loss'],
    ['there were too few to tell', counts(0, 20), 'not-enough-data'],
    ['the project has never seen the event', counts(0, 0, { exists: false }), 'unknown-event'],
    ['it had fallen before', counts(112, 400, { previous: { count: 110, actors: 90 } }), 'earlier-loss'],
  ] as const)('is none when %s', (_, one, expected) => {
    expect(verdict(one)).toBe(expected);
  });

  it('says that there is not enough data, and adds nothing to severity then', () => {
    expect(productImpact([counts(0, 10)], WINDOW, POLICY)).toMatchObject({
      verdict: 'not-enough-data',
      facts: null,
    });
    expect(productImpact([], WINDOW, POLICY)).toMatchObject({ verdict: 'not-enough-data', facts: null });
  });

  it('is the harder to claim the more events are looked at', () => {
    const one = counts(280, 400);
    const many = [one, ...Array.from({ length: 30 }, (_, at) => counts(400, 400, { name: `event_${at}` }))];
    const alone = productImpact([one], WINDOW, { ...POLICY, maxChance: 0.05 });
    expect(alone.verdict).toBe('loss');
    expect(productImpact(many, WINDOW, { ...POLICY, maxChance: 0.05 }).verdict).toBe('no-loss');
  });

  it('has a severity between 0 and 1 that grows with the loss', () => {
    const anyCount = fc.nat(100_000);
    fc.assert(
      fc.property(anyCount, anyCount, anyCount, (a, b, lastWeek) => {
        const of = (now: number) =>
          productImpact([counts(now, lastWeek)], WINDOW, POLICY).facts?.severity ?? 0;
        const [less, more] = [of(Math.min(a, b)), of(Math.max(a, b))];
        expect(less).toBeGreaterThanOrEqual(more);
        expect(less).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the window', () => {
  const of = (startedAt: string) => impactWindow({ startedAt, now: '2026-11-21T10:00:31Z' }, POLICY);
  it('begins with the incident, within limits, on whole minutes', () => {
    expect(of('2026-11-21T07:00:31Z')).toEqual({
      from: '2026-11-21T07:00:00.000Z',
      to: '2026-11-21T10:00:00.000Z',
    });
    expect(of('2020-01-01T00:00:00Z').from).toBe('2026-11-20T10:00:00.000Z');
    expect(of('2026-11-21T10:00:30Z').from).toBe('2026-11-21T09:30:00.000Z');
    expect(of('nonsense').from).toBe('2026-11-21T09:30:00.000Z');
  });
});
