import type { IssueFacts, PullRequestFacts } from '../../domain/facts.ts';
import type { TriagePolicy } from '../../domain/policy/triage.ts';
import type { ReasonCode } from '../../domain/reason-codes.ts';
import { latestCommand } from '../triage/command.ts';

/** What may have happened while the worker worked. */
export interface Meanwhile {
  readonly issue: IssueFacts;
  /** Pull requests of the class's branch, newest first. */
  readonly pullRequests: readonly Pick<PullRequestFacts, 'number' | 'state'>[];
  /** When the attempt was handed over, ISO 8601. */
  readonly since: string;
  readonly policy: TriagePolicy;
}

/**
 * A person's word wins at the last moment too: the issue was closed, locked, labelled, assigned or ignored, or a pull
 * request of the branch was closed or merged. `null`: still welcome.
 */
export function unwelcome({ issue, pullRequests, since, policy }: Meanwhile): ReasonCode | null {
  if (!policy.enabled) return 'disabled';
  if (issue.state === 'closed') return 'issue-closed';
  if (issue.locked) return 'issue-locked';
  const out = policy.optOutLabels.map((label) => label.toLowerCase());
  if (issue.labels.some((label) => out.includes(label.toLowerCase()))) return 'opted-out';
  const order = latestCommand(issue.comments);
  if (order?.verb === 'ignore') return 'human-said-ignore';
  const asked = order?.verb === 'retry' && order.at <= since;
  if (issue.assignees.some((one) => !one.isBot) && !asked) return 'assigned-to-human';
  const [newest] = pullRequests;
  if (newest?.state === 'merged') return 'merged-pull-request';
  return newest?.state === 'closed' && !asked ? 'human-closed-pull-request' : null;
}
