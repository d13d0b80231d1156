import { diffTrees, type FileChange } from '../../git/changes.ts';
import { ancestors, compareCommits } from '../../git/history.ts';
import { type Commit, putCommit } from '../../git/objects.ts';
import { flatten, writeTree } from '../../git/tree.ts';
import { need, type Session } from '../identity.ts';
import { forbidden, invalid, notFound, unprocessable } from '../refusal.ts';
import { nextNumber, signatureOf } from '../seed.ts';
import { type GitHubState, type Issue, type Pull, type Repository, takeId } from '../state.ts';

export type PullIssue = Issue & { readonly pull: Pull };

export const isPull = (issue: Issue): issue is PullIssue => issue.pull !== undefined;

export function pullOf(repository: Repository, number: number): PullIssue {
  const issue = repository.issues.get(number);
  if (issue === undefined || !isPull(issue)) throw notFound();
  return issue;
}

const tip = (repository: Repository, branch: string): string | undefined =>
  repository.refs.get(`refs/heads/${branch}`);

/** Head and base commits: live while the pull request is open, as they were once it is closed. */
export function endsOf(repository: Repository, { pull }: PullIssue): { head: string; base: string } {
  const head = pull.closedHead ?? tip(repository, pull.headRef) ?? '';
  return { head, base: pull.closedBase ?? tip(repository, pull.baseRef) ?? '' };
}

/** What the pull request changes: from the merge base to the head. */
export function filesOf(repository: Repository, pull: PullIssue): FileChange[] {
  const { head, base } = endsOf(repository, pull);
  const { mergeBase } = compareCommits(repository.git, base, head);
  const to = repository.git.commits.get(head);
  return to === undefined ? [] : diffTrees(repository.git, mergeBase?.tree, to.tree);
}

export function commitsOf(repository: Repository, pull: PullIssue): readonly Commit[] {
  const { head, base } = endsOf(repository, pull);
  return compareCommits(repository.git, base, head).ahead;
}

export type PullDraft = {
  readonly title: string;
  readonly body?: string | undefined;
  readonly head: string;
  readonly base: string;
  readonly draft?: boolean | undefined;
};

export function createPull(session: Session, repository: Repository, draft: PullDraft): PullIssue {
  need(session, 'pull_requests', 'write');
  if (session.token.kind === 'actions' && !repository.settings.actionsMayOpenPulls) {
    throw forbidden('GitHub Actions is not permitted to create or approve pull requests.');
  }
  const headRef = draft.head.replace(new RegExp(`^${repository.owner}:`), '');
  const head = tip(repository, headRef);
  const base = tip(repository, draft.base);
  if (base === undefined) throw invalid([{ resource: 'PullRequest', field: 'base', code: 'invalid' }]);
  if (head === undefined) throw invalid([{ resource: 'PullRequest', field: 'head', code: 'invalid' }]);
  const custom = (message: string) => invalid([{ resource: 'PullRequest', code: 'custom', message }]);
  const label = `${repository.owner}:${headRef}`;
  const twin = [...repository.issues.values()].find(
    (issue) => issue.state === 'open' && issue.pull?.headRef === headRef && issue.pull.baseRef === draft.base,
  );
  if (twin !== undefined) throw custom(`A pull request already exists for ${label}.`);
  if (ancestors(repository.git, base).some((commit) => commit.sha === head)) {
    throw custom(`No commits between ${draft.base} and ${headRef}`);
  }
  return putPull(session.state, repository, { ...draft, head: headRef, author: session.account.login });
}

/** Puts a pull request into the repository, whoever opened it and whatever it may. */
export function putPull(
  state: GitHubState,
  repository: Repository,
  draft: PullDraft & { readonly author: string },
): PullIssue {
  const at = state.clock.iso();
  const issue: PullIssue = {
    id: takeId(state),
    number: nextNumber(repository),
    author: draft.author,
    title: draft.title,
    body: draft.body ?? '',
    state: 'open',
    stateReason: null,
    locked: false,
    labels: [],
    assignees: [],
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    closedBy: null,
    comments: [],
    timeline: [],
    pull: newPull(takeId(state), {
      headRef: draft.head,
      baseRef: draft.base,
      draft: draft.draft ?? false,
    }),
  };
  repository.issues.set(issue.number, issue);
  return issue;
}

function newPull(id: number, ends: Pick<Pull, 'headRef' | 'baseRef' | 'draft'>): Pull {
  const open = { closedHead: null, closedBase: null, mergedAt: null, mergedBy: null, mergeCommit: null };
  return { id, ...ends, ...open, reviewers: [], checks: [] };
}

/** Remembers the ends when a pull request closes, so that deleting its branch changes nothing. */
export function closePull(
  repository: Repository,
  issue: PullIssue,
  who: { at: string; login: string },
): void {
  const { head, base } = endsOf(repository, issue);
  Object.assign(issue.pull, { closedHead: head, closedBase: base });
  Object.assign(issue, { state: 'closed', closedAt: who.at, closedBy: who.login, updatedAt: who.at });
}

export function reopenPull(repository: Repository, issue: PullIssue, at: string): void {
  if (issue.pull.mergedAt !== null || tip(repository, issue.pull.headRef) === undefined) {
    throw invalid([
      { resource: 'PullRequest', field: 'state', code: 'invalid', message: 'state cannot be changed.' },
    ]);
  }
  Object.assign(issue.pull, { closedHead: null, closedBase: null });
  Object.assign(issue, { state: 'open', closedAt: null, closedBy: null, updatedAt: at });
}

export type MergeMethod = 'merge' | 'squash' | 'rebase';
export type Merge = {
  readonly number: number;
  readonly method?: MergeMethod;
  readonly by?: string;
  readonly title?: string;
};

/** A human presses the button. There is no endpoint for this: Patchpilot never merges. */
export function mergePull(state: GitHubState, repository: Repository, merge: Merge): string {
  const issue = pullOf(repository, merge.number);
  if (issue.state !== 'open') throw unprocessable('Pull Request is not mergeable');
  const { head, base } = endsOf(repository, issue);
  const login = merge.by ?? 'dev';
  const tree = mergedTree(repository, issue);
  const who = signatureOf(state, login);
  const put = (message: string, parents: readonly string[]) =>
    putCommit(repository.git, { tree, parents, author: who, committer: who, message, verified: true, login })
      .sha;
  const method = merge.method ?? 'merge';
  const title = merge.title ?? `${issue.title} (#${issue.number})`;
  const sha =
    method === 'merge'
      ? put(
          `Merge pull request #${issue.number} from ${repository.owner}/${issue.pull.headRef}\n\n${issue.title}`,
          [base, head],
        )
      : put(
          method === 'squash'
            ? `${title}\n\n${issue.body}`
            : (repository.git.commits.get(head)?.message ?? title),
          [base],
        );
  closePull(repository, issue, { at: state.clock.iso(), login });
  Object.assign(issue.pull, { mergedAt: state.clock.iso(), mergedBy: login, mergeCommit: sha });
  repository.refs.set(`refs/heads/${issue.pull.baseRef}`, sha);
  return sha;
}

/** The base's tree with the pull request's changes on it: file by file, enough where the ends do not conflict. */
function mergedTree(repository: Repository, issue: PullIssue): string {
  const { base, head } = endsOf(repository, issue);
  const { git } = repository;
  const onto = flatten(git, git.commits.get(base)?.tree ?? '');
  const from = flatten(git, git.commits.get(head)?.tree ?? '');
  for (const change of filesOf(repository, issue)) {
    const entry = from.get(change.path);
    if (change.previousPath !== undefined) onto.delete(change.previousPath);
    if (entry === undefined) onto.delete(change.path);
    else onto.set(change.path, entry);
  }
  return writeTree(git, onto);
}
