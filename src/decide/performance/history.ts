import type { TrendPoint } from '../../domain/performance.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Fewest samples of a day's window that count as a level. */
const LEAST = 30;
/** From the median absolute deviation to a standard deviation of normal values. */
const MAD = 1.4826;

/** Log p95 of the same hours on each day, today's window first; `null` where there was too little. */
export type Levels = readonly (number | null)[];

/** Levels of the window that ends now, on each of the days before. */
export function levelsOf(
  trend: readonly TrendPoint[],
  { to, hours }: { readonly to: string; readonly hours: number },
): Levels {
  const end = Date.parse(to);
  const first = trend[0];
  if (first === undefined || !Number.isFinite(end)) return [];
  const days = Math.min(35, Math.floor((end - Date.parse(first.at)) / DAY) + 1);
  const timed = trend.map((point) => ({ point, time: Date.parse(point.at) }));
  return Array.from({ length: Math.max(0, days) }, (_, day) => {
    const until = end - day * DAY;
    const within = timed.filter(({ time }) => time >= until - hours * HOUR && time < until);
    return level(within.map(({ point }) => point));
  });
}

/** Mean of the logs, weighted by samples: one hour of an outage does not speak for a day. */
function level(points: readonly TrendPoint[]): number | null {
  let sum = 0;
  let weight = 0;
  for (const { p95, samples } of points) {
    if (p95 === null || !(p95 > 0) || !(samples > 0)) continue;
    sum += samples * Math.log(p95);
    weight += samples;
  }
  return weight < LEAST ? null : sum / weight;
}

/**
 * How much the same hours swing from day to day without a reason, log scale; `null`: cannot be told. From differences of
 * differences: weekdays cancel out in the first, and a step or a drift touches few of the second.
 */
export function usualSwing(levels: Levels): number | null {
  const weeks = differences(levels.slice(1), 7);
  const twice = differences(weeks.length > 4 ? weeks : differences(levels.slice(1), 1), 1);
  const known = twice.flatMap((one) => (one === null ? [] : [Math.abs(one)]));
  return known.length < 4 ? null : (MAD * median(known)) / 2;
}

function differences(levels: Levels, apart: number): Levels {
  return levels.slice(0, Math.max(0, levels.length - apart)).map((one, at) => {
    const other = levels[at + apart] ?? null;
    return one === null || other === null ? null : one - other;
  });
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[middle - 1], sorted[middle]];
  if (high === undefined) return 0;
  return sorted.length % 2 === 1 || low === undefined ? high : (low + high) / 2;
}

/** Fewest earlier days by which a day stands out, and by how many of their own deviations. */
const OUTSTANDING = { days: 8, deviations: 3.5 };

/**
 * Today against the same hours of every day that is known: how much higher, log scale, and how far days lie apart for no
 * reason. Where the durations have two humps or a heavy tail, the days tell more than the percentiles of one of them.
 * `null`: too few days, another day was as slow, or days lie too far apart to say.
 */
export function outstanding(levels: Levels): { readonly log: number; readonly error: number } | null {
  const [today, ...rest] = levels;
  const days = rest.filter((one) => one !== null);
  if (today === undefined || today === null || days.length < OUTSTANDING.days) return null;
  const middle = median(days);
  const deviation = Math.max(LEAST_DEVIATION, MAD * median(days.map((one) => Math.abs(one - middle))));
  const log = today - middle;
  const stands = log >= OUTSTANDING.deviations * deviation && days.every((one) => one < today);
  return stands ? { log, error: deviation } : null;
}

/** Days are never as alike as a few of them may look. */
const LEAST_DEVIATION = 0.05;

/** How a rise over the week came about. */
export type Rise = 'step' | 'gradual' | 'odd-week' | 'recurring' | 'unknown';

/** Fewest days on the old level that make it a level, and not one odd day. */
const LEAST_DAYS = 2;

/**
 * Reads the days between the baseline and now: a step stays where it went; a drift climbs day by day; when only the
 * baseline's day was low, that day was odd; when earlier days were as slow, with fast ones between, it comes and goes.
 */
export function riseOf(levels: Levels): Rise {
  const known = levels.flatMap((value, day) => (value === null ? [] : [{ value, day }]));
  const [now] = known;
  const week = known.find(({ day }) => day === 7);
  if (now?.day !== 0 || week === undefined || known.length < 6) return 'unknown';
  const middle = (now.value + week.value) / 2;
  const slow = (value: number) => value >= middle;
  const lastSlow = known.findIndex(({ value }) => !slow(value));
  const before = lastSlow < 0 ? [] : known.slice(lastSlow);
  const fast = before.filter(({ value }) => !slow(value));
  if (fast.length < LEAST_DAYS) return 'odd-week';
  // Slow spells further back, each with fast days around it: this comes and goes.
  if (spells(before.map(({ value }) => slow(value))) >= 2) return 'recurring';
  return climbs(known.filter(({ day }) => day <= 7)) ? 'gradual' : 'step';
}

/** How often a run of slow days begins. */
function spells(days: readonly boolean[]): number {
  return days.filter((slow, at) => slow && days[at - 1] !== true).length;
}

/** Most pairs of days rise, and no single night brought half of the whole. */
function climbs(days: readonly { readonly value: number; readonly day: number }[]): boolean {
  const values = days.toReversed().map(({ value }) => value);
  const rise = (values.at(-1) ?? 0) - (values[0] ?? 0);
  let pairs = 0;
  let rising = 0;
  let largest = 0;
  for (const [at, value] of values.entries()) {
    largest = Math.max(largest, value - (values[at - 1] ?? value));
    for (const later of values.slice(at + 1)) {
      pairs += 1;
      if (later > value) rising += 1;
    }
  }
  return pairs > 0 && rising / pairs >= 0.75 && largest <= rise * 0.6;
}
