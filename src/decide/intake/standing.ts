import type { SignalFacts } from '../../domain/facts.ts';
import type { Incident } from '../../domain/incident.ts';
import type { ReasonCode } from '../../domain/reason-codes.ts';
import type { Decision } from '../../domain/verdict.ts';
import { hoursBetween } from '../triage/check.ts';
import { latestCommand } from '../triage/command.ts';
import { type Present, stillHolds } from './holds.ts';

/** What a list of signals says of one of them. */
export type ListedSignal = Pick<SignalFacts, 'count' | 'substatus' | 'status' | 'lastSeen'>;

/** What is known of an incident on record before anything new is read of it. */
export interface Standing extends Present {
  readonly incident: Incident | 'newer';
  /** From a list of signals, when one was read; `null`: not among the recent ones. */
  readonly signal: ListedSignal | null;
  readonly run: string;
}

/**
 * Whether an incident on record stays as it is: a refusal holds until the evidence changes (ten times the volume, a
 * regression, a person asks), never until a timer ends; an attempt under way is waited for. `null`: judge it anew.
 */
export function standingDecision(standing: Standing): Decision | null {
  const { incident, run, policy, now } = standing;
  if (incident === 'newer') return stays('already-tracked', 'a newer Patchpilot keeps this record');
  if (asked(standing) || incident.run === run) return null;
  const last = incident.attempts.at(-1);
  if (incident.decision.verdict === 'accept' && last !== undefined) {
    const lost =
      last.outcome === 'dispatched' && hoursBetween(last.at, now) >= policy.budgets.attemptTimeoutHours;
    // A refused patch leaves a lesson; whether another attempt is due is asked of the budgets.
    return lost || last.outcome === 'refused'
      ? null
      : stays('already-tracked', `attempt ${last.number} ${last.outcome}`);
  }
  return changed(standing, incident) ? null : stays('remembered-no', incident.decision.reasonCode);
}

function asked({ incident, issue }: Standing): boolean {
  const last = latestCommand(issue.comments);
  return incident !== 'newer' && last?.verb === 'retry' && last.at > incident.decidedAt;
}

/** Refusals for want of evidence are asked again every time: nothing was refused but the moment. */
const TRANSIENT: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'sentry-unavailable',
  'sentry-not-configured',
  'event-missing',
  'tree-unavailable',
  'storm',
]);

/** Refusals that a new release or another stack may lift: asked again once a day, while events come in. */
const DAILY: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'no-stack',
  'no-frame-in-tree',
  'tree-truncated',
  'below-fixability',
]);

function changed(standing: Standing, incident: Incident): boolean {
  const { signal, policy, now } = standing;
  const { reasonCode } = incident.decision;
  if (TRANSIENT.has(reasonCode)) return true;
  const holds = stillHolds(incident, standing);
  if (holds !== null) return !holds;
  if (signal === null) return false;
  const before = Math.max(1, incident.evidence?.count ?? 1);
  if (signal.count >= before * policy.growthFactor) return true;
  if (reasonCode === 'already-resolved' || reasonCode === 'fixed-in-later-release')
    return signal.status === 'unresolved' && signal.lastSeen > incident.decidedAt;
  return DAILY.has(reasonCode) && signal.lastSeen > incident.decidedAt && isItsHour(incident, now);
}

/** Each incident has an hour of the day: once a day without a clock of its own, and never all at once. */
function isItsHour({ issue, decidedAt }: Incident, now: string): boolean {
  return hoursBetween(decidedAt, now) >= 1 && Number(now.slice(11, 13)) === issue % 24;
}

function stays(code: ReasonCode, because: string): Decision {
  const reason = { code, outcome: 'decisive', verdict: 'defer', evidence: { because } } as const;
  return { verdict: 'defer', reasonCode: code, reasons: [reason] };
}
