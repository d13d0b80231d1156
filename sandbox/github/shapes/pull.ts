import { accountOf, associationOf } from '../identity.ts';
import { nodeId } from '../node-id.ts';
import { commitsOf, endsOf, filesOf, type PullIssue } from '../operations/pulls.ts';
import { simpleUser } from './account.ts';
import { labelShape, labelsOf, type Scene } from './issue.ts';
import { repositoryPage, repositoryShape, repositoryUrl } from './repository.ts';
import type { Schema } from './schema.ts';

function linksOf({ repository, at }: Scene, issue: PullIssue) {
  const api = repositoryUrl(repository, at);
  const url = `${api}/pulls/${issue.number}`;
  const page = `${repositoryPage(repository)}/pull/${issue.number}`;
  const { head } = endsOf(repository, issue);
  return {
    url,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: `${api}/issues/${issue.number}`,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${api}/issues/${issue.number}/comments`,
    statuses_url: `${api}/statuses/${head}`,
  };
}

function relations(links: ReturnType<typeof linksOf>) {
  return {
    self: { href: links.url },
    html: { href: links.html_url },
    issue: { href: links.issue_url },
    comments: { href: links.comments_url },
    review_comments: { href: links.review_comments_url },
    review_comment: { href: links.review_comment_url },
    commits: { href: links.commits_url },
    statuses: { href: links.statuses_url },
  };
}

function endShape({ state, repository, at }: Scene, ref: string, sha: string) {
  const user = simpleUser(accountOf(state, repository.owner), at);
  const repo = repositoryShape(state, repository, at);
  return { label: `${repository.owner}:${ref}`, ref, sha, repo, user };
}

function common(scene: Scene, issue: PullIssue) {
  const { state, repository, at } = scene;
  const { pull } = issue;
  const { head, base } = endsOf(repository, issue);
  const links = linksOf(scene, issue);
  const people = (logins: readonly string[]) =>
    logins.map((login) => simpleUser(accountOf(state, login), at));
  return {
    id: pull.id,
    node_id: nodeId('PR', issue.id),
    number: issue.number,
    state: issue.state,
    locked: issue.locked,
    title: issue.title,
    body: issue.body,
    user: simpleUser(accountOf(state, issue.author), at),
    labels: labelsOf(repository, issue).map((label) => ({
      ...labelShape(repository, label, at),
      description: label.description ?? '',
    })),
    milestone: null,
    active_lock_reason: null,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommit,
    assignee: people(issue.assignees)[0] ?? null,
    assignees: people(issue.assignees),
    requested_reviewers: people(pull.reviewers),
    requested_teams: [],
    head: endShape(scene, pull.headRef, head),
    base: endShape(scene, pull.baseRef, base),
    author_association: associationOf(repository, issue.author),
    auto_merge: null,
    draft: pull.draft,
    _links: relations(links),
    ...links,
  };
}

/** A pull request as lists give it. */
export const pullSimple = (scene: Scene, issue: PullIssue): Schema<'pull-request-simple'> =>
  common(scene, issue);

/** A pull request on its own. */
export function pullShape(scene: Scene, issue: PullIssue): Schema<'pull-request'> {
  const { state, repository, at } = scene;
  const simple = common(scene, issue);
  const files = filesOf(repository, issue);
  const { mergedBy } = issue.pull;
  return {
    ...simple,
    labels: labelsOf(repository, issue).map((label) => labelShape(repository, label, at)),
    requested_reviewers: simple.requested_reviewers,
    merged: issue.pull.mergedAt !== null,
    mergeable: issue.state === 'open' ? true : null,
    rebaseable: issue.state === 'open' ? true : null,
    mergeable_state: issue.pull.draft ? 'draft' : issue.state === 'open' ? 'clean' : 'unknown',
    merged_by: mergedBy === null ? null : simpleUser(accountOf(state, mergedBy), at),
    comments: issue.comments.length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: commitsOf(repository, issue).length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}
