import { isMissing, type PullRequestFacts, type TriageFacts } from '../../domain/facts.ts';
import { type Check, decisive, passes } from './check.ts';

/** Is it new? Not resolved, on record, or already in somebody's pull request. */
export const FRESH: readonly Check[] = [resolved, tracked, pullRequest, duplicate];

function resolved({ signal, event }: Parameters<Check>[0]): ReturnType<Check> {
  if (isMissing(signal)) return null;
  const release = isMissing(event) ? null : event.release;
  const fixed = signal.resolvedInRelease;
  if (signal.status === 'resolved' && fixed !== null && release !== null && release !== fixed) {
    return decisive('defer', 'fixed-in-later-release', { release, resolvedIn: fixed });
  }
  if (signal.status === 'resolved' || signal.status === 'ignored') {
    return decisive('defer', 'already-resolved', { status: signal.status });
  }
  return passes('already-resolved', { status: signal.substatus ?? signal.status });
}

/** The same Sentry issue under another GitHub issue: the same incident, also when that one is closed. */
function tracked({ issue, signal, incidents }: Parameters<Check>[0]): ReturnType<Check> {
  if (isMissing(signal)) return null;
  const other = incidents.find((one) => one.issue !== issue.number && one.sentryIds.includes(signal.id));
  return other === undefined
    ? null
    : decisive('defer', 'duplicate-class', { issue: other.issue, by: 'Sentry issue' });
}

function pullRequest(facts: Parameters<Check>[0]): ReturnType<Check> {
  const open = facts.pullRequests.find((one) => one.state === 'open' && concerns(one, facts));
  if (open !== undefined) {
    return decisive('defer', 'open-pull-request', { pullRequest: open.number, author: open.author.login });
  }
  const closed = facts.pullRequests.find(
    (one) => one.state === 'closed' && one.ours && isBranchOf(one, facts),
  );
  return closed === undefined
    ? passes('open-pull-request')
    : decisive('defer', 'human-closed-pull-request', { pullRequest: closed.number });
}

/** Ours by branch; anybody's when it names the issue or the Sentry issue, or a bot's when it touches the best suspect. */
function concerns(pull: PullRequestFacts, facts: TriageFacts): boolean {
  if (isBranchOf(pull, facts)) return true;
  const { issue, signal, ranking } = facts;
  const text = `${pull.title}\n${pull.body}`.slice(0, 20_000);
  if (!isMissing(signal) && namesWord(text, signal.shortId)) return true;
  if (new RegExp(`(?:^|[^\\w/&])#${issue.number}(?!\\d)`).test(text)) return true;
  const [top] = isMissing(ranking) || !ranking.confident ? [] : ranking.suspects;
  return (
    top !== undefined &&
    pull.files.includes(top.path) &&
    /^(?:fix|hotfix|bug)\b|^seer\//i.test(`${pull.title}`)
  );
}

function namesWord(text: string, word: string): boolean {
  const at = text.toUpperCase().indexOf(word.toUpperCase());
  return (
    at >= 0 &&
    word.length >= 3 &&
    !/[\w-]/.test(text[at + word.length] ?? '') &&
    !/[\w-]/.test(text[at - 1] ?? '')
  );
}

function isBranchOf(pull: PullRequestFacts, { errorClass }: TriageFacts): boolean {
  return errorClass !== null && pull.ours && pull.branch === `patchpilot/${errorClass.fingerprint}`;
}

function duplicate({
  issue,
  errorClass,
  incidents,
  acceptedInBatch,
}: Parameters<Check>[0]): ReturnType<Check> {
  if (errorClass === null || errorClass.parts.basis === 'message') return null;
  const live = incidents.find(
    (one) => one.issue !== issue.number && one.live && one.fingerprint === errorClass.fingerprint,
  );
  if (live !== undefined)
    return decisive('defer', 'duplicate-class', { issue: live.issue, by: 'error class' });
  const batch = acceptedInBatch.find((one) => one.fingerprint === errorClass.fingerprint);
  return batch === undefined
    ? passes('duplicate-class')
    : decisive('defer', 'duplicate-class', { issue: batch.issue, by: 'error class' });
}
