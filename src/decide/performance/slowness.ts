import type { Calm, Comparison, Slowness, SpanFacts, Timing, Window } from '../../domain/performance.ts';
import type { PerformancePolicy } from '../../domain/policy/performance.ts';
import { compare } from './compare.ts';
import { type Levels, levelsOf, outstanding, type Rise, riseOf, usualSwing } from './history.ts';
import { p95Interval, tailShift } from './shift.ts';

/** Where only one baseline can be had, a change must stand out more. */
const ALONE = 1.6;

/** Whether a span name got slower, is too slow, or is neither, and why not. Pure and total. */
export function slownessOf(facts: SpanFacts, policy: PerformancePolicy, window: Window): Slowness {
  const { now } = facts;
  if (now.samples < policy.minSamples) return calm('too-few-samples');
  if (now.p95 === null && now.p75 === null && now.p50 === null) return calm('no-percentiles');
  const levels = levelsOf(facts.trend, { to: window.to, hours: policy.windowHours });
  const regression = regressed(facts, policy, levels);
  if (regression.kind === 'regressed') {
    const tail = [regression.lastWeek, regression.previous].some(isTail);
    return tail && (facts.topUserShare ?? 0) >= policy.oneCustomer ? calm('one-customer') : regression;
  }
  const slow = tooSlow(facts, policy);
  return slow ?? regression;
}

function isTail(comparison: Comparison): boolean {
  return comparison.kind === 'slower' && comparison.change.tailOnly;
}

type Regression = Extract<Slowness, { kind: 'regressed' | 'calm' }>;

function regressed(
  { now, lastWeek, previous }: SpanFacts,
  policy: PerformancePolicy,
  levels: Levels,
): Regression {
  const swing = usualSwing(levels);
  const against = (base: Timing | null, limits: PerformancePolicy) =>
    compare({ now, base }, limits, noiseOf({ now, base }, swing, policy));
  const week = against(lastWeek, policy);
  const before = against(previous, policy);
  const rise = riseOf(levels);
  if (week.kind === 'unknown' || before.kind === 'unknown') {
    const strict = { ...policy, minStandardErrors: policy.minStandardErrors * ALONE };
    return alone(
      {
        week: against(lastWeek, strict),
        before: against(previous, strict),
      },
      rise,
    );
  }
  const byDays = rise === 'step' ? fromDays({ now, lastWeek, previous }, levels, policy) : null;
  if (byDays !== null && (week.kind === 'not-slower' || before.kind === 'not-slower'))
    return found('step', byDays, byDays);
  // As slow at the same hours last week: the hour is busy, nothing changed.
  if (week.kind === 'not-slower') return calm(before.kind === 'slower' ? 'seasonal' : 'fast');
  if (before.kind === 'slower') return rise === 'recurring' ? calm('recurring') : found('step', week, before);
  return overWeek(rise, week, before);
}

/** Slower than any of the days before, by the trend: for where two windows alone leave room for chance. */
function fromDays(
  { now, lastWeek, previous }: Pick<SpanFacts, 'now' | 'lastWeek' | 'previous'>,
  levels: Levels,
  { minRatio, minChangeMs, minStandardErrors }: PerformancePolicy,
): Comparison | null {
  const shift = outstanding(levels);
  const [after, week, before] = [now.p95, lastWeek?.p95 ?? null, previous?.p95 ?? null];
  if (shift === null || after === null || week === null || before === null) return null;
  const slowest = Math.max(week, before);
  if (after < slowest * minRatio || after - slowest < minChangeMs || shift.log < Math.log(minRatio))
    return null;
  const ratio = (value: number) => Math.round(Math.exp(value) * 100) / 100;
  const reach = minStandardErrors * shift.error * Math.SQRT2;
  const change = {
    ratio: ratio(shift.log),
    lower: ratio(shift.log - reach),
    upper: ratio(shift.log + reach),
  };
  return { kind: 'slower', change: { ...change, deltaMs: Math.round(after - week), tailOnly: true } };
}

/**
 * How much a window swings for no reason, log scale. The trend's swing has the error of its few hourly samples in it, and
 * that is counted already: only what is beyond it is noise of the system.
 */
function noiseOf(
  { now, base }: { readonly now: Timing; readonly base: Timing | null },
  swing: number | null,
  { noise }: PerformancePolicy,
): number {
  if (swing === null || swing <= noise || base === null) return noise;
  const sampling = tailShift(now, base)?.error ?? 0;
  return Math.sqrt(Math.max(noise ** 2, swing ** 2 - sampling ** 2 / 2));
}

/** Slower than last week, no slower than a window ago: only the days between tell a change from an odd week. */
function overWeek(rise: Rise, week: Comparison, before: Comparison): Regression {
  if (rise === 'step') return found('sustained', week, before);
  if (rise === 'gradual') return found('gradual', week, before);
  return calm(rise === 'recurring' ? 'recurring' : 'unusual-last-week');
}

interface Both {
  readonly week: Comparison;
  readonly before: Comparison;
}

/** One baseline is missing. The window before alone cannot tell a regression from the time of day. */
function alone({ week, before }: Both, rise: Rise): Regression {
  if (week.kind === 'slower' && rise !== 'recurring' && rise !== 'odd-week')
    return found('step', week, before);
  if (week.kind === 'unknown' && before.kind === 'slower' && rise === 'step')
    return found('step', week, before);
  const missing = week.kind === 'unknown' ? week.why : before.kind === 'unknown' ? before.why : 'no-baseline';
  return week.kind === 'not-slower' ? calm('fast') : calm(missing);
}

function tooSlow({ name, now }: SpanFacts, policy: PerformancePolicy): Slowness | null {
  const thresholdMs = policy.thresholds[name.op];
  const interval = p95Interval(now, policy.minStandardErrors);
  if (thresholdMs === undefined || interval === null || interval.lower <= thresholdMs) return null;
  return { kind: 'slow', thresholdMs, lower: Math.round(interval.lower), upper: Math.round(interval.upper) };
}

function found(
  onset: Extract<Slowness, { kind: 'regressed' }>['onset'],
  lastWeek: Comparison,
  previous: Comparison,
): Regression {
  return { kind: 'regressed', onset, lastWeek, previous };
}

function calm(why: Calm): Extract<Slowness, { kind: 'calm' }> {
  return { kind: 'calm', why };
}
