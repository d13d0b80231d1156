/** When an incident counts as over. Every number is argued in docs/recovery.md. */
export interface RecoveryPolicy {
  /** Greatest probability that the silence is chance. */
  readonly maxChance: number;
  /** Traffic beyond this multiple of what came before the fix in the same time is not believed. */
  readonly trafficSurge: number;
  /** Independent signals beside the silence that must agree. */
  readonly secondSignals: number;
  /** Least time under the fix, whatever the traffic, in minutes. */
  readonly dwellMinutes: number;
  /** Events this soon after a deploy may come from instances that were still going down, in minutes. */
  readonly settleMinutes: number;
  /** Assumed delay of events where it was not measured, and the one beyond which nothing is counted, in minutes. */
  readonly lagMinutes: { readonly assumed: number; readonly most: number };
  /** Clocks further apart than this decide nothing, in minutes. */
  readonly clockToleranceMinutes: number;
  readonly dispersion: DispersionPolicy;
  /** Swing of traffic around its daily mean that is assumed where only time is known: 0.6 is 4 : 1. */
  readonly dayAmplitude: number;
  readonly patience: RecoveryPatience;
  readonly performance: PerformanceRecoveryPolicy;
  readonly checks: CheckPolicy;
}

export interface DispersionPolicy {
  /** Variance over mean of the counts that is expected before anything is known, and its weight in intervals. */
  readonly expected: number;
  readonly weight: number;
  /** Fewest blocks from which a variance is estimated. */
  readonly minBlocks: number;
}

/** How long each kind of waiting may last before a person is asked. */
export interface RecoveryPatience {
  readonly pullRequestDays: number;
  readonly deployHours: number;
  readonly failedDeployHours: number;
  readonly unhealthyHours: number;
  readonly missingHours: number;
  readonly contradictionHours: number;
  readonly silenceDays: number;
  /** A silence that would take longer than this is not waited for. */
  readonly horizonDays: number;
}

export interface PerformanceRecoveryPolicy {
  /** Two-sided confidence of a quantile's interval. */
  readonly confidence: number;
  /** Fewest measured requests after the fix. */
  readonly minSamples: number;
  /** How far above its baseline a duration still counts as back. */
  readonly tolerance: number;
}

/** When to look again. */
export interface CheckPolicy {
  readonly firstMinutes: number;
  /** Share of the time already waited that passes until the next look. */
  readonly growth: number;
  readonly mostHours: number;
  /** How long a closed incident is watched for a regression. */
  readonly watchDays: number;
}

export const DEFAULT_RECOVERY_POLICY: RecoveryPolicy = {
  maxChance: 0.01,
  trafficSurge: 3,
  secondSignals: 1,
  dwellMinutes: 30,
  settleMinutes: 10,
  lagMinutes: { assumed: 10, most: 60 },
  clockToleranceMinutes: 15,
  dispersion: { expected: 1.3, weight: 2, minBlocks: 4 },
  dayAmplitude: 0.6,
  patience: {
    pullRequestDays: 14,
    deployHours: 72,
    failedDeployHours: 24,
    unhealthyHours: 6,
    missingHours: 48,
    contradictionHours: 24,
    silenceDays: 14,
    horizonDays: 30,
  },
  performance: { confidence: 0.95, minSamples: 100, tolerance: 0.1 },
  checks: { firstMinutes: 10, growth: 0.5, mostHours: 24, watchDays: 30 },
};

/**
 * Days for which closed issues are listed, and so the longest that `checks.watchDays` can be: the list is read in one query
 * with the configuration, before anybody knows the policy.
 */
export const MOST_WATCH_DAYS = 45;
