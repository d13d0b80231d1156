import { isMissing } from '../../domain/facts.ts';
import { chanceOfSilence, exposureForProof, perUnit, type Rate, readRate } from './silence.ts';
import { HOUR, type View } from './view.ts';

/** The silence in figures. */
export interface Silence {
  readonly basis: 'sessions' | 'transactions' | 'spans' | 'product-events' | 'time';
  readonly rate: Rate;
  /** Traffic (or worst-case hours) over which nothing was seen. */
  readonly exposure: number;
  /** Events at the mean rate; over time alone the chance rests on fewer. */
  readonly expected: number;
  readonly chance: number;
  /** Exposure that would be proof, and how much comes in an hour at present; 0 when none comes. */
  readonly needed: number;
  readonly perHour: number;
}

/**
 * Counts what silence there is. `null` without a rate. Traffic counts only when the history was counted in the same
 * kind; otherwise hours do, as the weaker evidence.
 */
export function readSilence(view: View): Silence | null {
  const { prior, traffic } = view.facts;
  if (isMissing(prior)) return null;
  const byTraffic = !isMissing(traffic) && prior.traffic === traffic.kind;
  if (prior.kind === 'rate' && prior.traffic !== null && !byTraffic) return null;
  const rate =
    prior.kind === 'rate'
      ? ({ kind: 'given', perUnit: prior.perUnit } as const)
      : readRate(prior.intervals, byTraffic && prior.traffic !== null, view.policy.dispersion);
  if (rate === null || !(perUnit(rate) > 0)) return null;
  const basis = byTraffic && !isMissing(traffic) ? traffic.kind : 'time';
  const exposure = basis === 'time' ? leastHours(view) : trafficExposure(view, rate);
  return {
    basis,
    rate,
    exposure,
    expected: perUnit(rate) * (basis === 'time' ? silentHours(view) : exposure),
    chance: chanceOfSilence(rate, exposure),
    needed: Math.max(
      exposureForProof(rate, view.policy.maxChance),
      rate.kind === 'counted' ? rate.longestSilence : 0,
    ),
    perHour: basis === 'time' ? 1 : trafficPerHour(view),
  };
}

/**
 * The least share of a day's traffic that so many hours can hold, in hours of mean traffic, when traffic swings by
 * `amplitude` around its mean over 24 h: T − a · 24/π · |sin(πT/24)|. Whole days count whole.
 */
export function worstCaseHours(hours: number, amplitude: number): number {
  return Math.max(0, hours - ((amplitude * 24) / Math.PI) * Math.abs(Math.sin((Math.PI * hours) / 24)));
}

function leastHours(view: View): number {
  return worstCaseHours(silentHours(view), view.policy.dayAmplitude);
}

function silentHours({ silent }: View): number {
  return silent === null ? 0 : (silent.to - silent.from) / HOUR;
}

/** Traffic of the silent part of the window, less what old clients made of it. */
function trafficExposure(view: View, rate: Rate): number {
  const { traffic, events } = view.facts;
  if (isMissing(traffic) || view.silent === null || view.start === null) return 0;
  const whole = view.now - view.start;
  const share = whole > 0 ? Math.min(1, (view.silent.to - view.silent.from) / whole) : 0;
  const old = traffic.onlyWithFix || isMissing(events) ? 0 : events.withoutFix;
  return Math.max(0, traffic.amount * share - oldTraffic(old, rate));
}

/**
 * Traffic that explains so many events of old releases: their number and one standard deviation more, over the rate.
 * If all traffic were old, two in a hundred such counts would still leave enough for a proof.
 */
function oldTraffic(events: number, rate: Rate): number {
  const variance = events * (rate.kind === 'counted' ? rate.dispersion : 1);
  return (events + Math.sqrt(variance)) / perUnit(rate);
}

function trafficPerHour({ facts: { traffic }, now, start }: View): number {
  if (isMissing(traffic) || start === null || now <= start) return 0;
  return (traffic.amount * HOUR) / (now - start);
}

/** Milliseconds until the silence alone would be proof; `null` when no traffic comes in. */
export function timeToProof(silence: Silence, view: View): number | null {
  if (silence.basis === 'time') return hoursToProof(silence, view) * HOUR;
  const left = Math.max(0, silence.needed - silence.exposure);
  if (left === 0) return 0;
  return silence.perHour > 0 && Number.isFinite(left) ? (left / silence.perHour) * HOUR : null;
}

/** Inverts {@link worstCaseHours} by bisection; it grows with the hours, and whole days are exact. */
function hoursToProof(silence: Silence, { silent, policy }: View): number {
  const gone = silent === null ? 0 : (silent.to - silent.from) / HOUR;
  let low = gone;
  let high = Math.max(gone, silence.needed + 24);
  if (worstCaseHours(gone, policy.dayAmplitude) >= silence.needed) return 0;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (worstCaseHours(middle, policy.dayAmplitude) >= silence.needed) high = middle;
    else low = middle;
  }
  return high - gone;
}
