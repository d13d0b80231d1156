/** A quantile with its distribution-free interval, and the number of values it rests on. */
export interface QuantileInterval {
  readonly at: number;
  readonly lower: number;
  readonly upper: number;
}

/** More values than this say nothing more; every k-th is taken. */
const MOST = 10_000;

/**
 * Interval of a quantile from order statistics: the number of values below the quantile is binomial, whatever the
 * distribution of the values (Hahn and Meeker, Statistical Intervals, 5.2). No randomness, unlike a bootstrap. `null`
 * when so few values hold no interval of that confidence.
 */
export function quantileInterval(
  values: readonly number[],
  quantile: number,
  confidence: number,
): QuantileInterval | null {
  const step = Math.ceil(values.length / MOST);
  const sorted = values
    .filter((value, at) => Number.isFinite(value) && at % step === 0)
    .toSorted((a, b) => a - b);
  const n = sorted.length;
  const tail = (1 - confidence) / 2;
  let lower = -1;
  let upper = -1;
  for (const [below, cumulative] of binomial(n, quantile).entries()) {
    // P(fewer than `below + 1` values under the quantile); ranks count from 1.
    if (cumulative <= tail) lower = below;
    if (upper < 0 && cumulative >= 1 - tail) upper = below;
  }
  const at = sorted[Math.min(n - 1, Math.floor(n * quantile))];
  const low = sorted[lower];
  const high = sorted[upper];
  if (at === undefined || low === undefined || high === undefined) return null;
  return { at, lower: low, upper: high };
}

/** How sure it is that a quantile lies at or below a limit: the level of the greatest one-sided interval that does. */
export function confidenceBelow(values: readonly number[], quantile: number, limit: number): number {
  const step = Math.ceil(values.length / MOST);
  const counted = values.filter((value, at) => Number.isFinite(value) && at % step === 0);
  const below = counted.filter((value) => value <= limit).length;
  return Math.min(1, binomial(counted.length, quantile)[below - 1] ?? 0);
}

/** P(X ≤ k) for k = 0 … n − 1 of a binomial. */
function binomial(n: number, p: number): readonly number[] {
  const cumulative: number[] = [];
  let log = n * Math.log1p(-p);
  let total = 0;
  for (let k = 0; k < n; k += 1) {
    total += Math.exp(log);
    cumulative.push(total);
    log += Math.log((n - k) / (k + 1)) + Math.log(p / (1 - p));
  }
  return cumulative;
}
