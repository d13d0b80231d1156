/** A bot account whose issues are believed. `id` null: the login alone must do (self-hosted Sentry Apps). */
export interface TrustedAuthor {
  readonly login: string;
  readonly id: number | null;
}

/** What intake may act on, and how much of it. Reasons for the numbers: docs/adr/0003-thresholds-of-triage.md. */
export interface TriagePolicy {
  /** The kill switch. */
  readonly enabled: boolean;
  readonly authors: readonly TrustedAuthor[];
  /** Names that production has in Sentry; compared without case. */
  readonly environments: readonly string[];
  /** Labels that keep Patchpilot out of an issue. */
  readonly optOutLabels: readonly string[];
  /** Names of noise rules that do not apply here. */
  readonly allowNoise: readonly string[];
  /** Least severity (0–100) and fixability (0–1) for a worker. */
  readonly minSeverity: number;
  readonly minFixability: number;
  /** Hours for which a merged pull request that names the error is trusted to be its fix. */
  readonly mergedFixHours: number;
  /** Days without a change after which an open pull request no longer holds a file. */
  readonly stalePullRequestDays: number;
  /** Growth that brings a remembered no back, as a factor of the events at that time. */
  readonly growthFactor: number;
  readonly budgets: Budgets;
  readonly storm: StormPolicy;
}

/** Limits that keep one bad day from becoming an expensive one. */
export interface Budgets {
  readonly openPullRequests: number;
  readonly dispatchesPerDay: number;
  readonly attemptsPerIncident: number;
  /** Hours between two attempts at one incident. */
  readonly coolDownHours: number;
  /** Hours after which an attempt that never reported counts as lost: a job lasts at most six. */
  readonly attemptTimeoutHours: number;
}

export interface StormPolicy {
  /** New classes at once that make a storm. */
  readonly classes: number;
  /** Incidents with one root (same suspect file, first release or other service) that make one. */
  readonly sharedRoot: number;
  /** Minutes within which they must have started. */
  readonly windowMinutes: number;
  /** Hours without an event after which an incident is no longer part of it. */
  readonly calmHours: number;
  /** Hours after which a storm is not news any more. */
  readonly mostHours: number;
}

export const DEFAULT_TRIAGE_POLICY: TriagePolicy = {
  enabled: true,
  // Numeric ids of Sentry's own Apps: a look-alike login cannot have them.
  authors: [
    { login: 'sentry-io[bot]', id: 39604003 },
    { login: 'sentry[bot]', id: null },
  ],
  environments: ['production'],
  optOutLabels: ['patchpilot:ignore', 'wontfix', 'duplicate'],
  allowNoise: [],
  minSeverity: 20,
  minFixability: 0.5,
  mergedFixHours: 72,
  stalePullRequestDays: 14,
  growthFactor: 10,
  budgets: {
    openPullRequests: 5,
    dispatchesPerDay: 10,
    attemptsPerIncident: 2,
    coolDownHours: 12,
    attemptTimeoutHours: 7,
  },
  storm: { classes: 8, sharedRoot: 4, windowMinutes: 60, calmHours: 2, mostHours: 24 },
};
