import { slownessOf } from '../../src/decide/performance/slowness.ts';
import type { Slowness } from '../../src/domain/performance.ts';
import { DEFAULT_PERFORMANCE_POLICY } from '../../src/domain/policy/performance.ts';
import { drawSeries, type Kind, type Series } from './series.ts';

/** What the rule says of a series; absolute thresholds are left out, since a slow endpoint is no regression. */
export function judged({ facts, window, hours }: Series): Slowness {
  return slownessOf(facts, { ...DEFAULT_PERFORMANCE_POLICY, windowHours: hours, thresholds: {} }, window);
}

/** How many of a kind were called regressions. */
export interface Score {
  readonly series: number;
  readonly found: number;
}

export interface Filter {
  /** Fewest samples now and at the same hours last week. */
  readonly samples: number;
  /** Without the trend: what a first look decides. */
  readonly bare?: boolean;
}

/** Draws until `count` series have the samples. */
export function score(kind: Kind, count: number, { samples, bare = false }: Filter): Score {
  const offset = [...kind].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0, 11);
  let [series, found] = [0, 0];
  for (let at = 0; series < count && at < count * 20; at += 1) {
    const one = drawSeries(kind, (offset + at * 7_919) >>> 0);
    const least = Math.min(
      one.facts.now.samples,
      one.facts.lastWeek?.samples ?? 0,
      one.facts.previous?.samples ?? 0,
    );
    if (least < samples) continue;
    series += 1;
    const seen = bare ? { ...one, facts: { ...one.facts, trend: [] } } : one;
    if (judged(seen).kind === 'regressed') found += 1;
  }
  return { series, found };
}
