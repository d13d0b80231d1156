import { need } from '../identity.ts';
import { nodeId } from '../node-id.ts';
import { commitsOf, endsOf, filesOf, type PullIssue } from '../operations/pulls.ts';
import { actorNode } from './actor-node.ts';
import { connection } from './connection.ts';
import { commitNode, type Place, refNode } from './git-node.ts';
import { discussion } from './issue-node.ts';
import { repositoryNode } from './repository-node.ts';

const CHANGE_TYPE = { added: 'ADDED', removed: 'DELETED', modified: 'MODIFIED', renamed: 'RENAMED' } as const;

const stateOf = (pull: PullIssue): string =>
  pull.pull.mergedAt !== null ? 'MERGED' : pull.state.toUpperCase();

/** Branches, commits and the merge. */
function ends(place: Place, issue: PullIssue) {
  const { repository, view } = place;
  const { pull } = issue;
  const { head, base } = endsOf(repository, issue);
  const merge = pull.mergeCommit === null ? undefined : repository.git.commits.get(pull.mergeCommit);
  const owner = () => actorNode(view, repository.owner);
  return {
    headRefName: pull.headRef,
    headRefOid: head,
    baseRefName: pull.baseRef,
    baseRefOid: base,
    headRef: () => refNode(place, `refs/heads/${pull.headRef}`),
    baseRef: () => refNode(place, `refs/heads/${pull.baseRef}`),
    headRepository: () => repositoryNode(view, repository),
    headRepositoryOwner: owner,
    isCrossRepository: false,
    merged: pull.mergedAt !== null,
    mergedAt: pull.mergedAt,
    mergedBy: pull.mergedBy === null ? null : actorNode(view, pull.mergedBy),
    mergeCommit: merge === undefined ? null : () => commitNode(place, merge),
  };
}

/** State of the newest commit's checks; `null` when there are none. */
function rollup({ view }: Place, { pull }: PullIssue) {
  need(view.session, 'checks', 'read');
  const { checks } = pull;
  if (checks.length === 0) return null;
  const failed = checks.some(({ conclusion }) => conclusion === 'FAILURE');
  const open = checks.some(({ conclusion }) => conclusion === null);
  return {
    id: `SCR_${pull.id}`,
    state: failed ? 'FAILURE' : open ? 'PENDING' : 'SUCCESS',
    contexts: connection('contexts', checks, (check) => ({
      __typename: 'CheckRun',
      id: `CR_${check.id}`,
      databaseId: check.id,
      name: check.name,
      status: check.conclusion === null ? 'IN_PROGRESS' : 'COMPLETED',
      conclusion: check.conclusion,
    })),
  };
}

export function pullNode(place: Place, issue: PullIssue): Record<string, unknown> {
  const { repository, view } = place;
  if (repository.private) need(view.session, 'pull_requests', 'read');
  const files = filesOf(repository, issue);
  return {
    __typename: 'PullRequest',
    ...discussion(place, issue),
    ...ends(place, issue),
    state: stateOf(issue),
    isDraft: issue.pull.draft,
    mergeable: issue.state === 'open' ? 'MERGEABLE' : 'UNKNOWN',
    reviewDecision: null,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changedFiles: files.length,
    files: connection('files', files, (file) => ({
      path: file.path,
      additions: file.additions,
      deletions: file.deletions,
      changeType: CHANGE_TYPE[file.status],
    })),
    commits: connection('commits', commitsOf(repository, issue), (commit) => ({
      __typename: 'PullRequestCommit',
      id: nodeId('C', `pr${issue.number}-${commit.sha}`),
      commit: { ...commitNode(place, commit), statusCheckRollup: () => rollup(place, issue) },
    })),
    reviews: connection('reviews', [], () => null),
    reviewRequests: connection('reviewRequests', issue.pull.reviewers, (login) => ({
      id: `RR_${issue.number}_${login}`,
      requestedReviewer: actorNode(view, login),
    })),
  };
}
