import { commandOf } from '../../decide/triage/command.ts';
import type { CandidateIssue } from '../../domain/record.ts';
import { untrusted } from '../../domain/trust.ts';
import type { World } from '../world.ts';

/** Most people whose right to give orders is asked about on one issue. */
const MOST_PEOPLE = 5;

/**
 * Makes sure that orders come from people who may write now: the association in a comment says who somebody was to the
 * repository, not what they may do in it. Costs a request only where somebody gave an order.
 */
export async function withVerifiedOrders(issue: CandidateIssue, { record }: World): Promise<CandidateIssue> {
  const orders = issue.facts.comments.filter((comment) => commandOf(comment) !== null);
  if (orders.length === 0) return issue;
  const people = [...new Set(orders.map((comment) => comment.author.login))].slice(-MOST_PEOPLE);
  const rights = new Map(
    await Promise.all(people.map(async (login) => [login, await record.mayWrite(login)] as const)),
  );
  const comments = issue.facts.comments.map((comment) =>
    orders.includes(comment) && rights.get(comment.author.login) !== true
      ? { ...comment, author: { ...comment.author, canWrite: false } }
      : comment,
  );
  return { ...issue, facts: { ...issue.facts, comments } };
}

/** Starting a workflow by hand takes write access: with `redispatch` it says what `/patchpilot retry` says. */
export function withRedispatch(issue: CandidateIssue, { now }: World): CandidateIssue {
  const author = { login: 'workflow_dispatch', id: null, isBot: false, canWrite: true };
  const body = untrusted('/patchpilot retry');
  const order = { id: 'redispatch', author, body, createdAt: now, edited: false, ours: false };
  return { ...issue, facts: { ...issue.facts, comments: [...issue.facts.comments, order] } };
}
