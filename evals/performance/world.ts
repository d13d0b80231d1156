import type { Random } from '../recovery/random.ts';

/** How the requests of one endpoint behave. */
export interface World {
  readonly random: Random;
  /** Milliseconds. */
  readonly median: number;
  /** Of the logs of the durations. */
  readonly spread: number;
  /** Slow path (a cache that misses): share of requests and how many times as long; none: share 0. */
  readonly slowPath: { readonly share: number; readonly factor: number };
  /** Share of requests that hang on something, with a heavy tail. */
  readonly hangs: number;
  /** Measured requests in a usual hour, and how much day and night differ. */
  readonly perHour: number;
  readonly day: number;
  readonly weekend: number;
  /** How much slower busy hours are. */
  readonly load: number;
  /** Swing from hour to hour (log scale, carried over by 0.7), and of whole days. */
  readonly swing: number;
  readonly daySwing: number;
  /** Share of requests that is measured; `change`: what it was multiplied by, so many hours ago. */
  readonly rate: number;
  readonly change: { readonly factor: number; readonly hoursAgo: number };
  /** A second service, slower or faster, of which another share is measured: its spans weigh more or less. */
  readonly second: { readonly share: number; readonly factor: number; readonly weight: number };
}

/** Draws an endpoint: 45 % have a slow path, 20 % hang at times, 30 % are two services, of 30 % the sampling changed. */
export function worldOf(random: Random): World {
  const some = (chance: number) => random.next() < chance;
  return {
    random,
    median: random.scale(40, 900),
    spread: random.between(0.35, 0.9),
    slowPath: some(0.45)
      ? { share: random.between(0.05, 0.5), factor: random.scale(3, 12) }
      : { share: 0, factor: 1 },
    hangs: some(0.2) ? random.between(0.002, 0.02) : 0,
    perHour: random.scale(15, 90),
    day: random.between(0.2, 0.8),
    weekend: random.between(0.4, 1),
    load: random.between(0, 0.35),
    swing: random.between(0.01, 0.07),
    daySwing: random.between(0, 0.04),
    rate: random.scale(0.01, 1),
    change: some(0.3)
      ? { factor: random.scale(0.4, 2.5), hoursAgo: random.between(6, 14 * 24) }
      : { factor: 1, hoursAgo: 0 },
    second: some(0.3)
      ? { share: random.between(0.2, 0.6), factor: random.scale(0.4, 2.5), weight: random.scale(0.25, 4) }
      : { share: 0, factor: 1, weight: 1 },
  };
}

/** Standard normal draws, two by two (Box and Muller). */
export function normals({ next }: Random): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - next()));
    const angle = 2 * Math.PI * next();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** Measured requests: how long each took, and how many it stands for beside the others (`null`: all the same). */
export interface Requests {
  readonly ms: Float64Array;
  readonly weights: Float64Array | null;
}

/** Draws so many requests at a level of 1. */
export function drawRequests(world: World, count: number, normal: () => number): Requests {
  const { random, spread, slowPath, hangs, second } = world;
  const mixed = second.share > 0;
  const ms = new Float64Array(count);
  const weights = mixed ? new Float64Array(count) : null;
  for (let at = 0; at < count; at += 1) {
    const other = mixed && random.next() < second.share;
    let one = Math.exp(spread * normal()) * (other ? second.factor : 1);
    if (slowPath.share > 0 && random.next() < slowPath.share) one *= slowPath.factor;
    // Pareto, cut where a timeout would.
    if (hangs > 0 && random.next() < hangs) one *= Math.min(60, (1 - random.next()) ** -0.8);
    ms[at] = one;
    if (weights !== null) weights[at] = other ? second.weight : 1;
  }
  return { ms, weights };
}

/** Several hours as one. */
export function together(all: readonly Requests[]): Requests {
  const count = all.reduce((sum, { ms }) => sum + ms.length, 0);
  const mixed = all.some(({ weights }) => weights !== null);
  const joined = { ms: new Float64Array(count), weights: mixed ? new Float64Array(count) : null };
  let at = 0;
  for (const { ms, weights } of all) {
    joined.ms.set(ms, at);
    if (weights !== null) joined.weights?.set(weights, at);
    at += ms.length;
  }
  return joined;
}

/** How many requests they stand for, before the rate. */
export function weightOf({ ms, weights }: Requests): number {
  return weights === null ? ms.length : weights.reduce((sum, one) => sum + one, 0);
}

/** Weighted percentiles, as Sentry extrapolates them; `null` where there is nothing. */
export function percentiles({ ms, weights }: Requests, shares: readonly number[]): (number | null)[] {
  if (ms.length === 0) return shares.map(() => null);
  if (weights === null) {
    const sorted = ms.toSorted();
    return shares.map(
      (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null,
    );
  }
  const order = Uint32Array.from(ms, (_, at) => at).sort((a, b) => (ms[a] ?? 0) - (ms[b] ?? 0));
  const total = weightOf({ ms, weights });
  return shares.map((share) => {
    let left = share * total;
    for (const at of order) {
      left -= weights[at] ?? 1;
      if (left <= 0) return ms[at] ?? null;
    }
    return ms[order.at(-1) ?? 0] ?? null;
  });
}
