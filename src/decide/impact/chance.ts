/** Standard error of the log of a ratio of two counts: Poisson, and the usual swing of each (log scale). */
export function logRatioError(a: number, b: number, noise: number): number {
  // Half an event more on each side keeps a zero finite (Haldane and Anscombe).
  return Math.sqrt(1 / (a + 0.5) + 1 / (b + 0.5) + 2 * noise * noise);
}

export function logRatio(a: number, b: number): number {
  return Math.log((a + 0.5) / (b + 0.5));
}

/** P(Z < z) of a standard normal (Abramowitz and Stegun 26.2.17; error below 1e-7). */
export function normalBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    0.3989422804 *
    Math.exp((-z * z) / 2) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z < 0 ? tail : 1 - tail;
}
