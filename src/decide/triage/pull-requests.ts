import { branchOf } from '../../domain/branch.ts';
import { isMissing, type PullRequestFacts, type TriageFacts } from '../../domain/facts.ts';
import { type Check, decisive, hoursBetween, notes, passes } from './check.ts';
import { latestCommand } from './command.ts';

/** Is it in somebody's pull request already: open, just merged, or one of ours that a person closed? */
export const PULL_REQUESTS: readonly Check[] = [open, merged, closed];

function open(facts: Parameters<Check>[0], policy: Parameters<Check>[1]): ReturnType<Check> {
  for (const pull of facts.pullRequests) {
    if (pull.state !== 'open' || isFailedProposal(pull, facts)) continue;
    const why = concern(pull, facts, policy.stalePullRequestDays);
    if (why !== null) {
      const evidence = { pullRequest: pull.number, author: pull.author.login, why };
      return decisive('defer', 'open-pull-request', evidence);
    }
  }
  return passes('open-pull-request');
}

/** Our own proposal for this very incident whose checks are red: the next attempt replaces it. */
function isFailedProposal(pull: PullRequestFacts, { issue, incidents }: TriageFacts): boolean {
  const own = incidents.find((one) => one.issue === issue.number);
  return pull.ours && own?.pullRequest === pull.number && own.lastRefused;
}

/** A fix that was merged but perhaps not deployed yet; a regression says that it did not help. */
function merged(facts: Parameters<Check>[0], policy: Parameters<Check>[1]): ReturnType<Check> {
  const { pullRequests, signal, now } = facts;
  if (isMissing(signal) || signal.substatus === 'regressed' || askedBack(facts)) return null;
  const fix = pullRequests.find(
    (one) =>
      one.state === 'merged' &&
      names(one, facts) !== null &&
      hoursBetween(one.changedAt, now) < policy.mergedFixHours,
  );
  if (fix === undefined) return null;
  return decisive('defer', 'merged-pull-request', { pullRequest: fix.number, author: fix.author.login });
}

function closed(facts: Parameters<Check>[0]): ReturnType<Check> {
  const found = facts.pullRequests.find((one) => one.state === 'closed' && names(one, facts) !== null);
  if (found === undefined) return null;
  const evidence = { pullRequest: found.number };
  if (found.ours && isBranchOf(found, facts) && !askedBack(facts))
    return decisive('defer', 'human-closed-pull-request', evidence);
  return notes('human-closed-pull-request', { ...evidence, author: found.author.login });
}

/** Why an open pull request deals with the incident; `null` when it does not. */
function concern(pull: PullRequestFacts, facts: TriageFacts, staleDays: number): string | null {
  const named = names(pull, facts);
  if (named !== null) return named;
  if (KEEPERS.test(pull.author.login) || isMissing(facts.ranking)) return null;
  const { suspects, confident } = facts.ranking;
  const [top] = suspects;
  if (top === undefined || !confident) return null;
  const fixes = /^(?:fix|hotfix|bugfix|bug)\b|^seer\/|\bfix(?:es|ed|ing)?\b/i.test(
    `${pull.title}\n${pull.branch}`,
  );
  const touched = suspects.slice(0, 3).find((suspect) => pull.files.includes(suspect.path));
  if (fixes && touched !== undefined) return `fixes something in ${touched.path}`;
  const fresh = hoursBetween(pull.changedAt, facts.now) <= staleDays * 24;
  return fresh && pull.files.includes(top.path) ? `changes ${top.path}` : null;
}

/** Bots that keep dependencies, translations or formatting, and fix no errors. */
const KEEPERS =
  /^(?:dependabot|renovate|github-actions|pre-commit-ci|crowdin|weblate|imgbot|snyk|greenkeeper|depfu|allcontributors)\b/i;

/** How a pull request names the incident: by our branch, Sentry's id, its issue, or the class's own words. */
function names(pull: PullRequestFacts, facts: TriageFacts): string | null {
  if (isBranchOf(pull, facts)) return 'our branch for this class';
  const { issue, signal, event } = facts;
  const text = `${pull.title}\n${pull.body}`.slice(0, 20_000);
  if (!isMissing(signal) && namesWord(text, signal.shortId)) return `names ${signal.shortId}`;
  if (issue.number > 0 && new RegExp(`(?:^|[^\\w/&])#${issue.number}(?!\\d)`).test(text))
    return 'names this issue';
  const cause = isMissing(event) ? undefined : event.exceptions[0];
  const inner = cause?.frames.at(-1)?.function ?? null;
  const said = (cause?.value ?? '').split('\n', 1)[0]?.trim() ?? '';
  if (said.length >= 20 && text.includes(said)) return 'quotes the error';
  if (
    cause?.type &&
    inner !== null &&
    inner.length >= 4 &&
    namesWord(text, cause.type) &&
    namesWord(text, inner)
  )
    return `names ${inner} and the type of the error`;
  return null;
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
  return errorClass !== null && pull.ours && pull.branch === branchOf(errorClass.fingerprint);
}

/** A person asked for another try: what lies behind no longer holds. */
function askedBack({ issue, incidents }: TriageFacts): boolean {
  const last = latestCommand(issue.comments);
  const decided = incidents.find((one) => one.issue === issue.number)?.decidedAt ?? '';
  return last?.verb === 'retry' && last.at > decided;
}
