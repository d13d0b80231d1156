import { describe, expect, it } from 'vitest';
import { speedFacts } from '../../../src/decide/recovery/speed.ts';
import type { PerformanceRecord, Timing, TrendPoint } from '../../../src/domain/performance.ts';
import { untrusted } from '../../../src/domain/trust.ts';

const iso = (hour: number) => new Date(Date.parse('2026-11-20T00:00:00Z') + hour * 3_600_000).toISOString();
const at = (hour: number) => Date.parse(iso(hour));
const timing = (p95: number): Timing => ({
  ...{ p50: p95 / 3, p75: p95 / 2, p95, p99: p95 * 2, avg: p95 / 2 },
  ...{ count: 1_000, samples: 1_000, users: 10 },
});
const record = (change: Partial<PerformanceRecord> = {}): PerformanceRecord => ({
  op: 'http.server',
  name: untrusted('GET /orders'),
  kind: 'regressed',
  onset: 'step',
  window: { from: iso(0), to: iso(24) },
  now: timing(900),
  lastWeek: timing(300),
  previous: null,
  change: null,
  thresholdMs: null,
  cause: 'own',
  child: null,
  lost: { hoursPerDay: 1, requestsPerDay: 1, users: 1, score: 50 },
  newRelease: null,
  trend: [],
  ...change,
});
const trend = (hours: number): TrendPoint[] =>
  Array.from({ length: hours }, (_, hour) => ({ at: iso(hour), p95: hour < 6 ? 900 : 300, samples: 100 }));
const count = (durations: ReturnType<typeof speedFacts>['before']) =>
  durations?.kind === 'buckets' ? durations.buckets.length : 0;

describe('speed before and after', () => {
  it('leaves out the hour that the deploy cuts and the one that is not over', () => {
    const facts = speedFacts(record(), trend(12), { since: at(6.5), now: at(11.5) });
    expect([count(facts.before), count(facts.after)]).toEqual([6, 4]);
    expect(facts).toMatchObject({ quantile: 0.95, baselineMs: 300, thresholdMs: null });
  });

  it('has no after while nobody knows since when the fix is live', () => {
    expect(speedFacts(record(), trend(12), { since: null, now: at(12) })).toMatchObject({
      before: null,
      after: null,
    });
  });

  it('aims at the threshold of what was slow all along', () => {
    const slow = record({ kind: 'slow', thresholdMs: 2_000 });
    expect(speedFacts(slow, trend(12), { since: at(6), now: at(12) })).toMatchObject({
      baselineMs: null,
      thresholdMs: 2_000,
    });
  });

  it('leaves out hours without a figure', () => {
    const gap = trend(12).map((point) => (point.at === iso(8) ? { ...point, p95: null } : point));
    expect(count(speedFacts(record(), gap, { since: at(6), now: at(12) }).after)).toBe(5);
  });
});
