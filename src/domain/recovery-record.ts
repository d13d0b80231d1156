import type { RecoveryCode, RecoveryKind } from './recovery.ts';

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
}
