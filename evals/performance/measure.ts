import { slownessOf } from '../../src/decide/performance/slowness.ts';
import type { Slowness } from '../../src/domain/performance.ts';
import { DEFAULT_PERFORMANCE_POLICY } from '../../src/domain/policy/performance.ts';
import { drawSeries, type Kind, type Series } from './series.ts';

/** What the rule says of a series; absolute thresholds are left out, since a slow endpoint is no regression. */
export function judged({ facts, window, hours }: Series): Slowness {
  return slownessOf(facts, { ...DEFAULT_PERFORMANCE_POLICY, windowHours: hours, thresholds: {} }, window);
}

/** How many of a kind were called regressions: with everything that is known, and at a first look without the trend. */
export interface Score {
  readonly series: number;
  readonly found: number;
  readonly bare: number;
}

/** Draws until `count` series have at least so many samples in each window. */
export function score(kind: Kind, count: number, { samples }: { readonly samples: number }): Score {
  const offset = [...kind].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0, 11);
  let [series, found, bare] = [0, 0, 0];
  for (let at = 0; series < count && at < count * 20; at += 1) {
    const one = drawSeries(kind, (offset + at * 7_919) >>> 0);
    const { now, lastWeek, previous } = one.facts;
    if (Math.min(now.samples, lastWeek?.samples ?? 0, previous?.samples ?? 0) < samples) continue;
    series += 1;
    if (judged(one).kind === 'regressed') found += 1;
    if (judged({ ...one, facts: { ...one.facts, trend: [] } }).kind === 'regressed') bare += 1;
  }
  return { series, found, bare };
}
