import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../inspect/recovery/facts.ts';
import { Observations } from '../../../inspect/recovery/observations.ts';
import { decideRecovery } from '../../../src/decide/recovery/decide.ts';
import type { Missing } from '../../../src/domain/facts.ts';
import { DEFAULT_RECOVERY_POLICY } from '../../../src/domain/policy/recovery.ts';
import { RECOVERY_CODES, type RecoveryFacts } from '../../../src/domain/recovery.ts';
import { ago, NOW, STATES } from './states.ts';

const decide = (facts: RecoveryFacts, now = NOW) => decideRecovery(facts, DEFAULT_RECOVERY_POLICY, now);
const all = STATES.map(([, base, change]) => factsOf(Observations.parse({ ...base, ...change }), NOW));
const closing = all.filter((facts) => decide(facts).kind === 'close');
const state = fc.constantFrom(...all);
const closed = fc.constantFrom(...closing);
const later = (hours: number) => new Date(Date.parse(NOW) + hours * 3_600_000).toISOString();
const missing = (why: Missing['why']): Missing => ({ kind: 'missing', source: 'github', why, advice: '' });

/** Any observation with anything in it, or without. */
const anything = fc.record(
  {
    pullRequest: fc.constantFrom('none', 'open', 'merged', 'closed', 'unknown'),
    mergedAt: fc.constantFrom(ago(30), ago(500), 'not a time', ago(-3)),
    fixInProduction: fc.constantFrom(true, true, false, 'unknown'),
    fixSource: fc.constantFrom('vercel', 'sentry-deploys'),
    deployment: fc.constantFrom('serving', 'building', 'error', 'blocked', 'rolled-back', 'unknown'),
    deployedAt: fc.constantFrom(ago(1), ago(24), ago(400), '', ago(-5)),
    health: fc.constantFrom('ok', 'failing', 'unknown'),
    eventsWithFix: fc.constantFrom(0, 0, 1, 50),
    eventsWithoutFix: fc.nat(100),
    eventsUnknownRelease: fc.constantFrom(0, 0, 5),
    lastEventWithFixAt: fc.constantFrom(ago(0.5), ago(23.95), 'x'),
    lastEventAt: fc.constantFrom(ago(0.5), ago(48)),
    eventsComplete: fc.boolean(),
    ingestionLagMinutes: fc.constantFrom(0, 5, 500),
    intervalsBefore: fc.array(
      fc.record({ events: fc.nat(200), hours: fc.constant(1), traffic: fc.nat(5_000) }),
      { maxLength: 30 },
    ),
    eventsPerHourBefore: fc.constantFrom(0, 0.1, 40),
    trafficSince: fc.constantFrom(0, 10, 100_000),
    clockSkewMinutes: fc.integer({ min: -60, max: 60 }),
    attempts: fc.nat(3),
    closedAt: fc.constantFrom(ago(1), 'then'),
    signal: fc.constantFrom('error', 'performance'),
    samplesAfter: fc.array(fc.nat(2_000), { maxLength: 200 }),
    thresholdMs: fc.nat(1_000),
    alreadyAsked: fc.constantFrom(...RECOVERY_CODES),
    watchedSince: fc.constantFrom(ago(50), ago(900)),
  },
  { requiredKeys: [] },
);
const facts = anything.map((seen) => factsOf(Observations.parse(seen), NOW));

describe('whatever was observed', () => {
  it('something decides, figures are numbers, and the answer is the same twice', () => {
    fc.assert(
      fc.property(facts, (seen) => {
        const decision = decide(seen);
        expect(decision.reasons[0]?.says).toBe('decides');
        expect(decision.reasons.filter((reason) => reason.says === 'decides')).toHaveLength(1);
        expect(decision.confidence).toBeGreaterThanOrEqual(0);
        expect(decision.confidence).toBeLessThanOrEqual(1);
        for (const figure of [decision.expected, decision.waitLeft]) {
          if (figure !== null) expect(figure).toBeGreaterThanOrEqual(0);
        }
        if (decision.nextCheckAt !== null)
          expect(Date.parse(decision.nextCheckAt)).toBeGreaterThan(Date.parse(NOW));
        expect(decide(seen)).toEqual(decision);
      }),
      { numRuns: 500 },
    );
  });

  it('nothing closes without proof: live, counted whole, unlikely by chance, not ill', () => {
    fc.assert(
      fc.property(facts, (seen) => {
        const decision = decide(seen);
        if (decision.kind !== 'close' || seen.signal === 'performance') return;
        expect(decision.confidence).toBeGreaterThanOrEqual(0.99);
        expect(seen.events).toMatchObject({ complete: true });
        expect(seen.prior).not.toHaveProperty('why');
        expect(decision.reasons.map((reason) => reason.code)).toContain('silence-proven');
        if (seen.fix !== null) expect(decision.reasons.map((reason) => reason.code)).toContain('fix-live');
      }),
      { numRuns: 500 },
    );
  });

  it('a moment that cannot be read closes nothing', () => {
    fc.assert(
      fc.property(state, fc.constantFrom('', 'now', '2026-13-01'), (seen, now) => {
        expect(decide(seen, now).kind).not.toBe('close');
      }),
    );
  });
});

describe('missing evidence never closes', () => {
  const parts = ['fix', 'liveness', 'health', 'events', 'prior'] as const;
  const reasons = fc.constantFrom<Missing['why'][]>('unavailable', 'forbidden', 'malformed', 'not-found');

  it.each(parts)('without %s', (part) => {
    fc.assert(
      fc.property(closed, reasons, (seen, why) => {
        // A performance incident needs no events; one without a fix has no deployment to ask for.
        fc.pre(seen.signal === 'error' && (seen.fix !== null || part !== 'liveness'));
        const gone = part === 'liveness' ? [missing(why)] : missing(why);
        expect(decide({ ...seen, [part]: gone }).kind).not.toBe('close');
      }),
    );
  });

  it('a performance incident without measurements', () => {
    const fast = closing.filter((seen) => seen.signal === 'performance');
    for (const seen of fast) {
      expect(decide({ ...seen, performance: missing('unavailable') }).kind).toBe('wait');
    }
  });

  it('nor does taking more away close what stayed open', () => {
    fc.assert(
      fc.property(state, fc.subarray([...parts], { minLength: 1 }), (seen, gone) => {
        fc.pre(decide(seen).kind !== 'close');
        const less = Object.fromEntries(
          gone.map((part) => [part, part === 'liveness' ? [] : missing('unavailable')]),
        );
        expect(decide({ ...seen, ...less }).kind).not.toBe('close');
      }),
    );
  });
});

describe('time', () => {
  it('more silence, with or without more traffic, never takes a close back', () => {
    fc.assert(
      fc.property(closed, fc.integer({ min: 0, max: 5_000 }), fc.nat(1_000_000), (seen, hours, more) => {
        const traffic =
          'amount' in seen.traffic ? { ...seen.traffic, amount: seen.traffic.amount + more } : seen.traffic;
        expect(decide({ ...seen, traffic }, later(hours)).kind).toBe('close');
      }),
    );
  });

  it('a greater skew of clocks never closes what a smaller one left open', () => {
    const minutes = fc.integer({ min: 0, max: 120 });
    fc.assert(
      fc.property(facts, minutes, minutes, (seen, one, other) => {
        const at = (skew: number) => decide({ ...seen, clockSkewMs: skew * 60_000 }).kind;
        if (at(Math.max(one, other)) === 'close') expect(at(Math.min(one, other))).toBe('close');
        expect(at(-one)).toBe(at(one));
      }),
    );
  });

  it('is read in any zone', () => {
    const zoned = factsOf(
      Observations.parse({
        fixInProduction: true,
        deployedAt: '2026-11-20T19:00:00+09:00',
        eventsWithFix: 0,
        eventsPerHourBefore: 10,
      }),
      NOW,
    );
    expect(decide(zoned).kind).toBe('close');
    expect(decide(zoned, '2026-11-20T19:20:00+09:00').kind).toBe('wait');
  });

  it('checks often at first and rarely later', () => {
    const gap = (hours: number) => {
      const seen = factsOf(
        Observations.parse({
          fixInProduction: true,
          deployedAt: ago(hours),
          eventsWithFix: 0,
          eventsPerHourBefore: 0.01,
        }),
        NOW,
      );
      const { nextCheckAt } = decide(seen);
      return (Date.parse(nextCheckAt ?? '') - Date.parse(NOW)) / 3_600_000;
    };
    expect(gap(0)).toBeCloseTo(1 / 6, 3);
    expect(gap(10)).toBeCloseTo(5, 3);
    expect(gap(200)).toBe(24);
  });
});

describe('several health checks', () => {
  it('must all be made, and all be well', () => {
    const [healthy] = closing;
    const kind = (...ok: readonly (boolean | null)[]) => {
      const health = { checks: ok.map((one, at) => ({ name: `url ${at}`, ok: one })), failingSince: null };
      return healthy === undefined ? null : decide({ ...healthy, health }).reasons[0]?.code;
    };
    expect(kind(true, true)).toBe('recovered');
    expect(kind(true, null)).toBe('health-unknown');
    expect(kind(null, false)).toBe('unhealthy');
    expect(kind()).toBe('recovered');
  });
});

describe('order', () => {
  it('of sources, checks and samples means nothing', () => {
    fc.assert(
      fc.property(facts, (seen) => {
        const liveness = [
          ...seen.liveness,
          { source: 'version-url', contains: 'contains', state: 'unknown', since: ago(5) } as const,
        ];
        const checks = [
          { name: 'url 1', ok: true },
          { name: 'url 2', ok: null },
        ];
        const turned = {
          ...seen,
          liveness: liveness.toReversed(),
          health: { checks: checks.toReversed(), failingSince: null },
        };
        expect(decide(turned)).toEqual(decide({ ...seen, liveness, health: { checks, failingSince: null } }));
      }),
    );
  });
});
