/** How a class fired before the fix, in units of traffic (or hours): all that the probability of silence needs. */
export type Rate =
  | {
      readonly kind: 'counted';
      readonly events: number;
      readonly exposure: number;
      /** Independent bursts that these events came in, at least; one event may be a burst. */
      readonly bursts: number;
      /** Longest stretch without an event, in units of exposure. */
      readonly longestSilence: number;
      /** Stretches too long for the pace at which it otherwise fired; `null` when there were none. */
      readonly calms: Calms | null;
    }
  | { readonly kind: 'given'; readonly perUnit: number };

/** Times at which a class that fires in waves was calm: together how long, and how often a wave ended them. */
export interface Calms {
  readonly ended: number;
  readonly exposure: number;
}

/** Events per unit of exposure. */
export function perUnit(rate: Rate): number {
  return rate.kind === 'given' ? rate.perUnit : rate.events / rate.exposure;
}

/**
 * Probability of no event over `exposure`, had nothing changed. For a given rate exp(−λT). For a counted one the
 * rate is itself uncertain: with B bursts seen over E, the gamma–Poisson predictive is (1 + T / E)^−B, which becomes
 * exp(−λT) as the history grows and the bursts shrink (Gelman et al., Bayesian Data Analysis, 3rd ed., 2.6).
 */
export function chanceOfSilence(rate: Rate, exposure: number): number {
  if (exposure <= 0) return 1;
  if (rate.kind === 'given') return Math.exp(-rate.perUnit * exposure);
  const bursts = -rate.bursts * Math.log1p(exposure / rate.exposure);
  return Math.exp(rate.calms === null ? bursts : Math.max(bursts, calmFor(rate.calms, exposure)));
}

/** Exposure after which silence is less likely than `chance`; infinite where the class never fired. */
export function exposureForProof(rate: Rate, chance: number): number {
  const nats = -Math.log(chance);
  if (rate.kind === 'given') return rate.perUnit > 0 ? nats / rate.perUnit : Number.POSITIVE_INFINITY;
  const bursts = rate.bursts > 0 ? rate.exposure * Math.expm1(nats / rate.bursts) : Number.POSITIVE_INFINITY;
  if (rate.calms === null) return bursts;
  return Math.max(bursts, rate.calms.exposure * Math.expm1(nats / (rate.calms.ended + CALM_WEIGHT)));
}

/** Calms that an estimate starts from: one seen unfinished, and no other, leaves next to nothing to be sure of. */
const CALM_WEIGHT = 1;

/** Logarithm of the chance that a calm, once begun, lasts so long: the same gamma–Poisson predictive, over calms. */
function calmFor({ ended, exposure }: Calms, silence: number): number {
  return -(ended + CALM_WEIGHT) * Math.log1p(silence / exposure);
}
