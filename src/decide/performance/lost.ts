import type { Slowness, SpanFacts, TimeLost, Timing } from '../../domain/performance.ts';
import { addedMs } from './attribute.ts';

const HOUR = 3_600_000;

/** Points by decade from `least`: every tenfold adds the same. */
function decades(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(0, (Math.log10(Math.max(value, least) / least) / 4) * most));
}

/**
 * Time lost a day and the people who lose it: Δ × volume, with Δ the mean wait added since the baseline, or what lies
 * above the threshold. Score: hours (60, from 0.1 to 1,000 a day) and users (40, from 1 to 10,000).
 */
export function timeLost(facts: SpanFacts, slowness: Slowness, windowHours: number): TimeLost {
  const { now } = facts;
  const perRequest =
    slowness.kind === 'regressed'
      ? Math.max(addedMs(facts), added95(facts))
      : slowness.kind === 'slow'
        ? above(now, slowness.thresholdMs)
        : 0;
  const requestsPerDay = Math.round((now.count * 24) / windowHours);
  const hoursPerDay = Math.round(((requestsPerDay * perRequest) / HOUR) * 100) / 100;
  const users = now.users;
  const score = decades(hoursPerDay, 0.1, 60) + decades(users ?? 10, 1, 40);
  return { hoursPerDay, requestsPerDay, users, score: perRequest === 0 ? 0 : Math.round(score) };
}

/** Where only the slowest twentieth got slower, it still lost that much. */
function added95({ now, lastWeek, previous }: SpanFacts): number {
  const base = lastWeek ?? previous;
  return base === null ? 0 : Math.max(0, (now.p95 ?? 0) - (base.p95 ?? now.p95 ?? 0)) * 0.05;
}

/** Mean wait above a threshold, by the percentiles that lie above it. */
function above({ p50, p75, p95, p99 }: Timing, thresholdMs: number): number {
  const over = (value: number | null) => Math.max(0, (value ?? 0) - thresholdMs);
  return over(p50) * 0.5 + over(p75) * 0.25 + over(p95) * 0.2 + over(p99 ?? p95) * 0.05;
}
