import { isMissing } from '../../domain/facts.ts';
import type { Durations, PerformanceFacts } from '../../domain/recovery.ts';
import { type Finding, type Question, speaksFor, waits } from './finding.ts';
import { again } from './firing.ts';
import { confidenceBelow, type QuantileInterval, quantileInterval } from './quantile.ts';
import { dwell, dwellLeft } from './quiet.ts';
import { missing } from './trust.ts';
import { DAY, type View } from './view.ts';

/** Is it still slow where the fix is? That outweighs an incident's being closed, as an event would. */
export const askSlow: Question = (view) => {
  // Cold caches are slow whatever the fix does.
  if (dwellLeft(view) > 0 || (view.live.verdict !== 'live' && view.facts.fix !== null)) return [];
  return measure(view).filter(isFailure);
};

/** Is the span fast again, at hours that can be compared, with enough samples to say so? */
export const askPerformance: Question = (view) => measure(view).filter((finding) => !isFailure(finding));

function isFailure({ code }: Finding): boolean {
  return code === 'still-slow' || code === 'regressed' || code === 'budget-spent';
}

function measure(view: View): readonly Finding[] {
  if (view.facts.signal !== 'performance') return [];
  const { performance } = view.facts;
  if (isMissing(performance)) return [waits('performance-missing', missing(view), { why: performance.why })];
  const { after } = performance;
  if (after === null) return [waits('performance-missing', missing(view), { why: 'not-found' })];
  const target = targetOf(view, performance);
  if (target === null) return [waits('no-target', missing(view))];
  return [...judge(view, performance, { after, target }), ...dwell(view)];
}

/** Back under the threshold, or near what it was before. The more generous of the two: either is recovery. */
function targetOf({ policy }: View, { thresholdMs, baselineMs }: PerformanceFacts): number | null {
  const near = baselineMs === null ? null : baselineMs * (1 + policy.performance.tolerance);
  if (thresholdMs === null) return near;
  return near === null ? thresholdMs : Math.max(thresholdMs, near);
}

function judge(
  view: View,
  facts: PerformanceFacts,
  { after, target }: { readonly after: Durations; readonly target: number },
): readonly Finding[] {
  const { confidence, minSamples } = view.policy.performance;
  const paired = facts.before === null ? null : comparable(facts.before, after);
  const now = paired?.after ?? after;
  const interval = intervalOf(now, facts.quantile, confidence);
  const samples = sampleCount(now);
  const patience = { since: view.start, ms: view.policy.patience.silenceDays * DAY };
  const count = { samples, least: minSamples, targetMs: Math.round(target) };
  if (samples < minSamples || interval === null) return [waits('too-few-samples', patience, count)];
  const then = paired === null ? null : intervalOf(paired.before, facts.quantile, confidence);
  const evidence = { ...count, ...shown('after', interval), ...(then === null ? {} : shown('before', then)) };
  if (interval.lower > target) return again(view, 'still-slow', evidence);
  if (interval.upper > target) return [waits('not-yet-fast', patience, evidence)];
  // At these hours it was fast all along: that they are fast now proves nothing.
  if (then !== null && then.upper <= target) return [waits('hours-not-comparable', patience, evidence)];
  return [speaksFor('performance-recovered', evidence)];
}

/** How sure it is that the requests are fast again, and the milliseconds until there are enough of them. */
export function speedFigures(view: View): { readonly confidence: number; readonly waitLeft: number | null } {
  const { performance } = view.facts;
  const nothing = { confidence: 0, waitLeft: null };
  if (isMissing(performance) || performance.after === null) return nothing;
  const target = targetOf(view, performance);
  if (target === null) return nothing;
  const paired = performance.before === null ? null : comparable(performance.before, performance.after);
  const now = paired?.after ?? performance.after;
  const confidence =
    now.kind === 'samples'
      ? confidenceBelow(now.ms, performance.quantile, target)
      : confidenceBelow(
          now.buckets.map(({ ms }) => ms),
          0.5,
          target,
        );
  return { confidence, waitLeft: samplesLeft(view, now) };
}

function samplesLeft(view: View, now: Durations): number | null {
  const { start, policy } = view;
  const samples = sampleCount(now);
  const missingSamples = policy.performance.minSamples - samples;
  if (missingSamples <= 0) return dwellLeft(view);
  const gone = start === null ? 0 : view.now - start;
  return samples > 0 && gone > 0 ? Math.max(dwellLeft(view), (missingSamples * gone) / samples) : null;
}

function shown(name: string, { at, lower, upper }: QuantileInterval): Finding['evidence'] {
  const [value, low, high] = [at, lower, upper].map(Math.round);
  return { [name]: `${value} ms (${low} to ${high} ms)` };
}

/** Single samples: the quantile itself. Hourly quantiles: the median hour. */
function intervalOf(values: Durations, quantile: number, confidence: number): QuantileInterval | null {
  return values.kind === 'samples'
    ? quantileInterval(values.ms, quantile, confidence)
    : quantileInterval(
        values.buckets.map((bucket) => bucket.ms),
        0.5,
        confidence,
      );
}

function sampleCount(values: Durations): number {
  return values.kind === 'samples'
    ? values.ms.length
    : values.buckets.reduce((total, bucket) => total + bucket.count, 0);
}

/** Only hours that both sides have: the same hour of the day, weekdays and weekends apart. Samples have no hours. */
function comparable(before: Durations, after: Durations) {
  if (before.kind !== 'buckets' || after.kind !== 'buckets') return { before, after };
  const hours = new Set(before.buckets.map(hourOf));
  const shared = new Set(after.buckets.map(hourOf).filter((hour) => hours.has(hour)));
  const pick = (values: typeof before): Durations => ({
    kind: 'buckets',
    buckets: values.buckets.filter((bucket) => shared.has(hourOf(bucket))),
  });
  return { before: pick(before), after: pick(after) };
}

function hourOf({ at }: { readonly at: string }): string {
  const date = new Date(at);
  const weekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
  return `${weekend ? 'weekend' : 'weekday'} ${date.getUTCHours()}`;
}
