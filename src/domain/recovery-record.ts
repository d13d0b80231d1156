import type { RecoveryCode, RecoveryDecision, RecoveryKind } from './recovery.ts';

/**
 * What one check leaves for the next, in the incident's marker. It holds what no service remembers: what was asked,
 * since when the site fails, that the fix was once in production.
 */
export interface RecoveryRecord {
  /** ISO 8601 since when recovery watches. */
  readonly watchedSince: string;
  readonly checkedAt: string;
  readonly kind: RecoveryKind;
  readonly code: RecoveryCode;
  readonly nextCheckAt: string | null;
  /** What a person was asked about and has not answered by an event of their own. */
  readonly asked: RecoveryCode | null;
  readonly failingSince: string | null;
  readonly wasLive: boolean;
  /** ISO 8601 of our close; `null`: not closed by us. */
  readonly closedAt: string | null;
  /** What a reader sees of the check; `null`: nothing to show. */
  readonly shown: ShownRecovery | null;
}

/** The last check as the comment shows it: figures, observations, and the story so far. */
export interface ShownRecovery
  extends Pick<
    RecoveryDecision,
    'reasons' | 'confidence' | 'expected' | 'seen' | 'waitLeft' | 'lesson' | 'reopen'
  > {
  /** The pull request that should have ended it. */
  readonly fix: number | null;
  /** Oldest first; `at` is ISO 8601, `what` one of our own words. */
  readonly story: readonly { readonly at: string; readonly what: string }[];
}
