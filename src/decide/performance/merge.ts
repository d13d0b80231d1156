import type { Timing } from '../../domain/performance.ts';

const KEYS = ['p50', 'p75', 'p95', 'p99', 'avg'] as const;

/**
 * Timings of names that are one name (`/users/1`, `/users/2`) as one. Counts add up; percentiles are means by sample
 * count on the log scale, which is right where the parts are alike, and they are requests of one kind.
 */
export function mergeTimings(parts: readonly Timing[]): Timing | null {
  const [only] = parts;
  if (only === undefined || parts.length === 1) return only ?? null;
  const of = (key: (typeof KEYS)[number]): number | null => {
    let sum = 0;
    let weight = 0;
    for (const { [key]: value, samples } of parts) {
      if (value === null || !(value > 0)) continue;
      sum += Math.max(1, samples) * Math.log(value);
      weight += Math.max(1, samples);
    }
    return weight === 0 ? null : Math.exp(sum / weight);
  };
  const [p50, p75, p95, p99, avg] = KEYS.map(of);
  const add = (key: 'count' | 'samples') => parts.reduce((sum, part) => sum + part[key], 0);
  return {
    p50: p50 ?? null,
    p75: p75 ?? null,
    p95: p95 ?? null,
    p99: p99 ?? null,
    avg: avg ?? null,
    count: add('count'),
    samples: add('samples'),
    // The same people may ask for several of them.
    users: parts.reduce<number | null>(
      (most, { users }) => (users === null ? most : Math.max(most ?? 0, users)),
      null,
    ),
  };
}
