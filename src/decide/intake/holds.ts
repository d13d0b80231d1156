import type { IssueFacts, Usage } from '../../domain/facts.ts';
import type { Incident } from '../../domain/incident.ts';
import type { TriagePolicy } from '../../domain/policy/triage.ts';
import type { ReasonCode } from '../../domain/reason-codes.ts';
import type { Surroundings } from '../../domain/record.ts';
import { hoursBetween } from '../triage/check.ts';

/** What GitHub and the policy say now; no request to Sentry is needed for it. */
export interface Present {
  readonly issue: IssueFacts;
  readonly around: Pick<Surroundings, 'pullRequests' | 'tickets'>;
  readonly usage: Usage;
  readonly policy: TriagePolicy;
  /** ISO 8601, UTC. */
  readonly now: string;
}

type Holds = (evidence: Readonly<Record<string, unknown>>, present: Present, incident: Incident) => boolean;

/** Refusals for a moment, whose end can be seen without asking for the evidence again. */
const HOLDS: Readonly<Partial<Record<ReasonCode, Holds>>> = {
  'assigned-to-human': (_, { issue }) => issue.assignees.some((one) => !one.isBot),
  'human-ticket': ({ ticket }, { around }) =>
    ticket === undefined || around.tickets.some((one) => one.number === ticket),
  'open-pull-request': ({ pullRequest }, { around }) =>
    around.pullRequests.some((one) => one.number === pullRequest && one.state === 'open'),
  'merged-pull-request': ({ pullRequest }, { around, policy, now }) =>
    around.pullRequests.some(
      (one) => one.number === pullRequest && hoursBetween(one.changedAt, now) < policy.mergedFixHours,
    ),
  'cool-down': (_, { policy, now }, { attempts }) =>
    hoursBetween(attempts.at(-1)?.at ?? '', now) < policy.budgets.coolDownHours,
  'daily-budget-spent': (_, { usage, policy }) => usage.dispatchesToday >= policy.budgets.dispatchesPerDay,
  'open-pull-request-budget-spent': (_, { usage, policy }) =>
    usage.openPullRequests >= policy.budgets.openPullRequests,
  disabled: (_, { policy }) => !policy.enabled,
};

/** Whether a refusal for a moment still holds; `null`: this cannot be told from GitHub alone. */
export function stillHolds(incident: Incident, present: Present): boolean | null {
  const holds = HOLDS[incident.decision.reasonCode];
  if (holds === undefined) return null;
  const reason = incident.decision.reasons.find(({ outcome }) => outcome === 'decisive');
  return holds(reason?.evidence ?? {}, present, incident);
}
