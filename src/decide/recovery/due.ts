import type { RecoveryCode } from '../../domain/recovery.ts';
import type { RecoveryRecord } from '../../domain/recovery-record.ts';

/** An open (or lately closed) incident; `record: null`: never checked. */
export interface Watched {
  readonly issue: number;
  readonly pullRequest: number | null;
  readonly record: RecoveryRecord | null;
}

/** Why recovery runs: its clock, a deployment to production, a pull request that was closed, or a person. */
export type RecoveryTrigger =
  | { readonly kind: 'schedule' }
  | { readonly kind: 'deployment' }
  | { readonly kind: 'pull-request'; readonly number: number }
  | { readonly kind: 'person'; readonly issue: number | null };

/** What a deployment may have changed. */
const WAITS_FOR_DEPLOY: readonly RecoveryCode[] = [
  'fix-not-live',
  'liveness-unknown',
  'liveness-contradicts',
  'deployment-pending',
  'deployment-failed',
  'deployment-blocked',
  'deploy-time-unknown',
  'rolled-back',
];

/**
 * Incidents to look at now, the longest overdue first, so that a run cut short starves nobody. Whatever the trigger,
 * everything that is due by the clock comes too: GitHub drops queued runs. `now` is ISO 8601.
 */
export function dueIncidents(
  watched: readonly Watched[],
  trigger: RecoveryTrigger,
  now: string,
): readonly Watched[] {
  const at = Date.parse(now);
  return watched
    .filter((one) => dueAt(one) <= at || concerns(trigger, one))
    .toSorted((a, b) => dueAt(a) - dueAt(b) || a.issue - b.issue);
}

/** Milliseconds since 1970; never checked is due at once, and what is not to be checked again never. */
function dueAt({ record }: Watched): number {
  if (record === null) return Number.NEGATIVE_INFINITY;
  return record.nextCheckAt === null ? Number.POSITIVE_INFINITY : Date.parse(record.nextCheckAt);
}

function concerns(trigger: RecoveryTrigger, { issue, pullRequest, record }: Watched): boolean {
  switch (trigger.kind) {
    case 'schedule':
      return false;
    case 'deployment':
      // A deployment may also take back a fix that is live, and so end the proof of a closed incident.
      return record !== null && (record.wasLive || WAITS_FOR_DEPLOY.includes(record.code));
    case 'pull-request':
      return pullRequest === trigger.number;
    case 'person':
      return trigger.issue === null || trigger.issue === issue;
  }
}
