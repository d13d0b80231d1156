import type { ReasonCode } from '../../domain/reason-codes.ts';
import type { RecoveryDecision, RecoveryReason } from '../../domain/recovery.ts';
import type { CheckedIncident } from './plan.ts';

/** Refusals of triage that a retry bows to as well: a person has it, or there is nothing that a worker could do. */
const STOPS: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'opted-out',
  'issue-locked',
  'assigned-to-human',
  'human-handling',
  'human-said-ignore',
  'injection-suspected',
  'noise',
  'third-party-outage',
  'infrastructure',
  'no-stack',
  'no-frame-in-tree',
  'tree-unavailable',
  'event-missing',
  'sentry-unavailable',
  'sentry-not-configured',
  'sentry-issue-not-found',
]);

/** Whether a verdict of triage keeps a worker away from a retry. */
export function stopsRetry(code: ReasonCode): boolean {
  return STOPS.has(code);
}

/** Where no worker can be sent a person is asked, once. */
export function askedInstead(one: CheckedIncident): CheckedIncident {
  const { decision, watched } = one;
  const [first] = decision.reasons;
  if (first === undefined || watched.incident.recovery?.asked !== first.code)
    return { ...one, decision: { ...decision, kind: 'escalate' } };
  return postponed(one, { code: 'already-asked', says: 'decides', evidence: {} }, decision.nextCheckAt);
}

/** The same incident waiting instead, for a reason that now decides; what decided before speaks against closing. */
export function postponed(
  one: CheckedIncident,
  head: RecoveryReason,
  nextCheckAt: RecoveryDecision['nextCheckAt'],
): CheckedIncident {
  const { decision } = one;
  const [first, ...rest] = decision.reasons;
  const reasons = [head, ...(first === undefined ? [] : [{ ...first, says: 'against' as const }]), ...rest];
  return { ...one, decision: { ...decision, kind: 'wait', reasons, nextCheckAt } };
}
