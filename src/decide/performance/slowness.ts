import type { Calm, Comparison, Slowness, SpanFacts, Window } from '../../domain/performance.ts';
import type { PerformancePolicy } from '../../domain/policy/performance.ts';
import { compare } from './compare.ts';
import { type Levels, levelsOf, type Rise, riseOf, usualSwing } from './history.ts';
import { p95Interval } from './shift.ts';

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
  const noise = Math.max(policy.noise, usualSwing(levels) ?? 0);
  const week = compare({ now, base: lastWeek }, policy, noise);
  const before = compare({ now, base: previous }, policy, noise);
  const rise = riseOf(levels);
  if (week.kind === 'unknown' || before.kind === 'unknown') {
    const strict = { ...policy, minStandardErrors: policy.minStandardErrors * ALONE };
    return alone(
      {
        week: compare({ now, base: lastWeek }, strict, noise),
        before: compare({ now, base: previous }, strict, noise),
      },
      rise,
    );
  }
  // As slow at the same hours last week: the hour is busy, nothing changed.
  if (week.kind === 'not-slower') return calm(before.kind === 'slower' ? 'seasonal' : 'fast');
  if (before.kind === 'slower') return rise === 'recurring' ? calm('recurring') : found('step', week, before);
  return overWeek(rise, week, before);
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
