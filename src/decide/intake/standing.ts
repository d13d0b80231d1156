import type { CommentFacts, SignalFacts } from '../../domain/facts.ts';
import type { Incident } from '../../domain/incident.ts';
import type { TriagePolicy } from '../../domain/policy/triage.ts';
import type { ReasonCode } from '../../domain/reason-codes.ts';
import type { Decision } from '../../domain/verdict.ts';
import { hoursBetween } from '../triage/check.ts';
import { latestCommand } from '../triage/command.ts';

/** What is known of an incident on record before anything new is read of it. */
export interface Standing {
  readonly incident: Incident | 'newer';
  readonly comments: readonly CommentFacts[];
  /** Counts from a list of signals, when one was read; `null`: not among the recent ones. */
  readonly signal: Pick<SignalFacts, 'count' | 'substatus'> | null;
  readonly run: string;
  /** ISO 8601, UTC. */
  readonly now: string;
}

/**
 * Whether an incident on record stays as it is: a refusal holds until the evidence changes (ten times the volume, a
 * regression, a person asks), never until a timer ends; an attempt under way is waited for. `null`: judge it anew.
 */
export function standingDecision(standing: Standing, policy: TriagePolicy): Decision | null {
  const { incident, run, now } = standing;
  if (incident === 'newer') return stays('already-tracked', 'a newer Patchpilot keeps this record');
  if (asked(standing) || incident.run === run) return null;
  const last = incident.attempts.at(-1);
  if (incident.decision.verdict === 'accept' && last !== undefined) {
    const lost =
      last.outcome === 'dispatched' && hoursBetween(last.at, now) >= policy.budgets.attemptTimeoutHours;
    return lost ? null : stays('already-tracked', `attempt ${last.number} ${last.outcome}`);
  }
  return changed(standing, policy) ? null : stays('remembered-no', incident.decision.reasonCode);
}

function asked({ incident, comments }: Standing): boolean {
  const last = latestCommand(comments);
  return incident !== 'newer' && last?.verb === 'retry' && last.at > incident.decidedAt;
}

/** Refusals for want of evidence or of budget are asked again every time: nothing was refused but the moment. */
const TRANSIENT: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'sentry-unavailable',
  'sentry-not-configured',
  'event-missing',
  'tree-unavailable',
  'cool-down',
  'daily-budget-spent',
  'open-pull-request-budget-spent',
  'storm',
  'open-pull-request',
  'merged-pull-request',
  'assigned-to-human',
  'disabled',
]);

function changed({ incident, signal }: Standing, policy: TriagePolicy): boolean {
  if (incident === 'newer') return false;
  if (TRANSIENT.has(incident.decision.reasonCode)) return true;
  if (signal === null) return false;
  const before = Math.max(1, incident.evidence?.count ?? 1);
  const regressed = signal.substatus === 'regressed' && incident.decision.reasonCode === 'already-resolved';
  return regressed || signal.count >= before * policy.growthFactor;
}

function stays(code: ReasonCode, because: string): Decision {
  const reason = { code, outcome: 'decisive', verdict: 'defer', evidence: { because } } as const;
  return { verdict: 'defer', reasonCode: code, reasons: [reason] };
}
