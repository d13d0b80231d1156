import type { Timing } from '../../domain/performance.ts';

/** Standard normal scores of the percentiles and the density there: how far durations spread tells how sure a percentile is. */
const POINTS = [
  { key: 'p50', p: 0.5, z: 0, density: 0.3989, weight: 0.35 },
  { key: 'p75', p: 0.75, z: 0.6745, density: 0.3178, weight: 0.4 },
  { key: 'p95', p: 0.95, z: 1.6449, density: 0.1031, weight: 0.25 },
] as const;

const Z99 = 2.3263;
/** Spread of durations (log scale) where percentiles are missing: that of a common web endpoint. */
const USUAL_SPREAD = 0.7;
const SPREADS = { least: 0.08, most: 2.5 };

type Point = (typeof POINTS)[number];

/** A shift on the log scale: its size, and its standard error from sampling alone. */
export interface Shift {
  readonly log: number;
  readonly error: number;
}

/**
 * How far all durations moved, by the three percentiles together: their mean is nearly as sharp as the mean of all
 * samples, where the p95 alone needs four times as many. Errors follow from the order statistics of a distribution that
 * is log-normal between its percentiles (Serfling, Approximation Theorems, 2.3.3); nothing is assumed of it as a whole.
 */
export function wholeShift(now: Timing, base: Timing): Shift | null {
  return shift(now, base, POINTS);
}

/** How far the slowest twentieth moved. */
export function tailShift(now: Timing, base: Timing): Shift | null {
  return shift(now, base, POINTS.slice(2));
}

/** How far the faster three quarters moved. */
export function bodyShift(now: Timing, base: Timing): Shift | null {
  return shift(now, base, POINTS.slice(0, 2));
}

function shift(now: Timing, base: Timing, points: readonly Point[]): Shift | null {
  const known = points.filter(({ key }) => isDuration(now[key]) && isDuration(base[key]));
  const total = known.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0 || now.samples < 1 || base.samples < 1) return null;
  const weighted = known.map((point) => ({ ...point, weight: point.weight / total }));
  const log = weighted.reduce(
    (sum, { key, weight }) => sum + weight * Math.log((now[key] ?? 1) / (base[key] ?? 1)),
    0,
  );
  return { log, error: Math.sqrt(variance(now, weighted) + variance(base, weighted)) };
}

type Weighted = Omit<Point, 'weight'> & { readonly weight: number };

/** Asymptotic variance of a weighted mean of log percentiles, with their covariances. */
function variance(timing: Timing, points: readonly Weighted[]): number {
  const spreads = spreadsOf(timing);
  let sum = 0;
  for (const a of points) {
    for (const b of points) {
      const [low, high] = a.p < b.p ? [a, b] : [b, a];
      const covariance = (low.p * (1 - high.p)) / (low.density * high.density);
      sum += a.weight * b.weight * covariance * spreads[a.key] * spreads[b.key];
    }
  }
  return sum / timing.samples;
}

/** Local spread of the log durations around each percentile. */
function spreadsOf({ p50, p75, p95, p99 }: Timing): Readonly<Record<Point['key'], number>> {
  const body = slope([p50, 0], [p75, 0.6745]);
  const upper = slope([p75, 0.6745], [p95, 1.6449]);
  const tail = slope([p95, 1.6449], [p99, Z99]);
  const wide = slope([p50, 0], [p95, 1.6449]);
  const at = (...slopes: readonly (number | null)[]) => {
    const known = slopes.filter((one) => one !== null);
    const spread = known.length === 0 ? (wide ?? USUAL_SPREAD) : Math.max(...known);
    return Math.min(SPREADS.most, Math.max(SPREADS.least, spread));
  };
  // The p99 of a few hundred samples rests on two of them: it may widen the error, but only by half.
  const outer = tail === null || upper === null ? tail : (tail + upper) / 2;
  return { p50: at(body), p75: at(body, upper), p95: at(upper, outer) };
}

function slope(
  [low, from]: readonly [number | null, number],
  [high, to]: readonly [number | null, number],
): number | null {
  if (!isDuration(low) || !isDuration(high)) return null;
  return Math.max(0, Math.log(high / low)) / (to - from);
}

/** Interval of the p95 itself, in milliseconds, so many standard errors wide on each side. */
export function p95Interval(
  timing: Timing,
  errors: number,
): { readonly lower: number; readonly upper: number } | null {
  if (!isDuration(timing.p95) || timing.samples < 1) return null;
  const [, , point] = POINTS;
  const spread = spreadsOf(timing).p95;
  const error = (spread * Math.sqrt((point.p * (1 - point.p)) / timing.samples)) / point.density;
  return { lower: timing.p95 * Math.exp(-errors * error), upper: timing.p95 * Math.exp(errors * error) };
}

export function isDuration(value: number | null): value is number {
  return value !== null && Number.isFinite(value) && value > 0;
}
