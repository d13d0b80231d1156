import { isMissing } from '../../domain/facts.ts';
import { readRate } from './history.ts';
import { chanceOfSilence, exposureForProof, perUnit, type Rate } from './silence.ts';
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
  /** Exposure still missing to a proof, and how much comes in an hour at present; 0 when none comes. */
  readonly missing: number;
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
  const whole = basis === 'time' ? leastHours(view) : silentTraffic(view);
  const old = oldExposure(view, rate);
  const exposure = Math.max(0, whole - old);
  return {
    basis,
    rate,
    exposure,
    expected: perUnit(rate) * Math.max(0, (basis === 'time' ? silentHours(view) : whole) - old),
    chance: chanceOfSilence(rate, exposure),
    missing: Math.max(0, exposureForSilence(view, rate) + old - whole),
    perHour: basis === 'time' ? 1 : Math.min(trafficPerHour(view), believable(view)),
  };
}

/** Exposure whose silence would be proof: unlikely by chance, and longer than any silence before. */
function exposureForSilence({ policy }: View, rate: Rate): number {
  const needed = exposureForProof(rate, policy.maxChance);
  return rate.kind === 'counted' ? Math.max(needed, rate.longestSilence) : needed;
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

/** Traffic of the silent part of the window. */
function silentTraffic(view: View): number {
  const { traffic } = view.facts;
  if (isMissing(traffic) || view.silent === null || view.start === null) return 0;
  const whole = view.now - view.start;
  const share = whole > 0 ? Math.min(1, (view.silent.to - view.silent.from) / whole) : 0;
  const hours = silentHours(view);
  return hours > 0 ? Math.min(traffic.amount * share, believable(view) * hours) : 0;
}

/**
 * Traffic an hour that can be believed. Sessions are sent by whoever knows the public DSN: a flood of them must not
 * make a short silence look long. Without hours in the history nothing is known against it.
 */
function believable({ facts: { prior }, policy }: View): number {
  if (isMissing(prior) || prior.kind === 'rate') return Number.POSITIVE_INFINITY;
  const hours = prior.intervals.reduce((total, one) => total + one.hours, 0);
  const traffic = prior.intervals.reduce((total, one) => total + (one.traffic ?? 0), 0);
  return hours > 0 && traffic > 0 ? (policy.trafficSurge * traffic) / hours : Number.POSITIVE_INFINITY;
}

/**
 * What old clients took of it: traffic that explains their events and two standard deviations more. Nothing where
 * traffic is told apart by release.
 */
function oldExposure({ facts: { traffic, events } }: View, rate: Rate): number {
  if (isMissing(events) || (!isMissing(traffic) && traffic.onlyWithFix)) return 0;
  const perBurst = rate.kind === 'counted' ? rate.events / rate.bursts : 1;
  const old = events.withoutFix;
  return (old + 2 * Math.sqrt(old * perBurst)) / perUnit(rate);
}

function trafficPerHour({ facts: { traffic }, now, start }: View): number {
  if (isMissing(traffic) || start === null || now <= start) return 0;
  return (traffic.amount * HOUR) / (now - start);
}

/** Milliseconds until the silence alone would be proof; `null` when no traffic comes in. */
export function timeToProof({ basis, missing, perHour }: Silence, view: View): number | null {
  if (missing === 0) return 0;
  if (!Number.isFinite(missing)) return null;
  if (basis === 'time') return hoursToGain(missing, view) * HOUR;
  return perHour > 0 ? (missing / perHour) * HOUR : null;
}

/** How long until {@link worstCaseHours} has grown so much, by bisection; it grows with the hours. */
function hoursToGain(gain: number, view: View): number {
  const gone = silentHours(view);
  const target = leastHours(view) + gain;
  let low = gone;
  let high = gone + gain + 24;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (worstCaseHours(middle, view.policy.dayAmplitude) >= target) high = middle;
    else low = middle;
  }
  return high - gone;
}
