import type { PerformanceRecord, TrendPoint } from '../../domain/performance.ts';
import type { Durations, PerformanceFacts } from '../../domain/recovery.ts';

const HOUR = 3_600_000;

/** The stretch of an incident's trend: from its slow window to now, milliseconds since 1970. */
export interface SpeedWindow {
  /** When the fix went live; without one, when anybody began to watch. */
  readonly since: number | null;
  readonly now: number;
}

/**
 * Hourly p95 while it was slow and since the fix. An hour that the deploy cuts, or that is not over yet, belongs to
 * neither side. Without a time of the deploy there is no after.
 */
export function speedFacts(
  record: PerformanceRecord,
  trend: readonly TrendPoint[],
  { since, now }: SpeedWindow,
): PerformanceFacts {
  const from = Date.parse(record.window.from);
  const whole = trend.filter(({ at }) => Date.parse(at) >= from - HOUR && Date.parse(at) + HOUR <= now);
  const before = whole.filter(({ at }) => since !== null && Date.parse(at) + HOUR <= since);
  const after = whole.filter(({ at }) => since !== null && Date.parse(at) >= since);
  return {
    quantile: 0.95,
    thresholdMs: record.thresholdMs,
    baselineMs: record.kind === 'regressed' ? (record.lastWeek?.p95 ?? record.previous?.p95 ?? null) : null,
    before: before.length === 0 ? null : buckets(before),
    after: after.length === 0 ? null : buckets(after),
  };
}

function buckets(points: readonly TrendPoint[]): Durations {
  return {
    kind: 'buckets',
    buckets: points.flatMap(({ at, p95, samples }) =>
      p95 === null ? [] : [{ at, count: samples, ms: p95 }],
    ),
  };
}
