import type { ReasonCode } from '../../domain/reason-codes.ts';
import type { Decision } from '../../domain/verdict.ts';

/**
 * Refusals that leave no trace on the issue: it is not ours to speak in, somebody closed the conversation, or there
 * already stands what we would say. Every other verdict is recorded once, in place.
 */
const SILENT: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'not-sentry-issue',
  'untrusted-author',
  'foreign-organization',
  'issue-closed',
  'issue-locked',
  'opted-out',
  'human-said-ignore',
  'disabled',
  'already-tracked',
  'remembered-no',
]);

/** Whether a decision is written into its issue. */
export function isRecorded(decision: Decision): boolean {
  return !SILENT.has(decision.reasonCode);
}
