import type { Change, Comparison, Timing } from '../../domain/performance.ts';
import type { PerformancePolicy } from '../../domain/policy/performance.ts';
import { bodyShift, isDuration, type Shift, tailShift, wholeShift } from './shift.ts';

/** How much harder it is for the slowest twentieth alone to count: fewer samples speak for it, and it is tried second. */
const TAIL = { ratio: 1.1, errors: 1.15 };

/**
 * Now against one baseline. Slower: all durations, or the slowest twentieth, moved by at least the ratio, by something
 * that a person could feel, and by more than the samples and the usual swing (`noise`, log scale, a window) explain.
 */
export function compare(
  { now, base }: { readonly now: Timing; readonly base: Timing | null },
  policy: PerformancePolicy,
  noise: number,
): Comparison {
  if (base === null || base.samples === 0) return { kind: 'unknown', why: 'no-baseline' };
  if (Math.min(now.samples, base.samples) < policy.minSamples)
    return { kind: 'unknown', why: 'too-few-samples' };
  const whole = wholeShift(now, base);
  const tail = tailShift(now, base);
  if (whole === null) return { kind: 'unknown', why: 'too-few-samples' };
  const { minRatio, minStandardErrors: errors } = policy;
  const tailOnly = (bodyShift(now, base)?.log ?? whole.log) * 1.5 < (tail?.log ?? 0);
  const moved = deltaMs(now, base) >= policy.minChangeMs;
  if (moved && stands(whole, { ratio: minRatio, errors, noise }))
    return { kind: 'slower', change: change(whole, { now, base, noise, errors, tailOnly }) };
  const strict = { ratio: minRatio * TAIL.ratio, errors: errors * TAIL.errors, noise };
  if (moved && tail !== null && stands(tail, strict))
    return { kind: 'slower', change: change(tail, { now, base, noise, errors, tailOnly: true }) };
  return { kind: 'not-slower', change: change(whole, { now, base, noise, errors, tailOnly: false }) };
}

function stands(
  { log, error }: Shift,
  { ratio, errors, noise }: { readonly ratio: number; readonly errors: number; readonly noise: number },
): boolean {
  return log >= Math.log(ratio) && log >= errors * Math.hypot(error, noise * Math.SQRT2);
}

interface Sides {
  readonly now: Timing;
  readonly base: Timing;
  readonly noise: number;
  readonly errors: number;
  readonly tailOnly: boolean;
}

function change({ log, error }: Shift, { now, base, noise, errors, tailOnly }: Sides): Change {
  const reach = errors * Math.hypot(error, noise * Math.SQRT2);
  const ratio = (value: number) => Math.round(Math.exp(value) * 100) / 100;
  return {
    ratio: ratio(log),
    lower: ratio(log - reach),
    upper: ratio(log + reach),
    deltaMs: Math.round(deltaMs(now, base)),
    tailOnly,
  };
}

/** Change of the highest percentile that both have, up to the p95. */
function deltaMs(now: Timing, base: Timing): number {
  for (const key of ['p95', 'p75', 'p50'] as const) {
    const [after, before] = [now[key], base[key]];
    if (isDuration(after) && isDuration(before)) return after - before;
  }
  return 0;
}
