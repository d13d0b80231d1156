import { accountOf, associationOf } from '../identity.ts';
import { nodeId } from '../node-id.ts';
import type { Comment, GitHubState, Issue, Label, Repository } from '../state.ts';
import { appOf, simpleUser } from './account.ts';
import { repositoryPage, repositoryUrl } from './repository.ts';
import type { At, Schema } from './schema.ts';

export function labelShape(repository: Repository, label: Label, at: At): Schema<'label'> {
  return {
    id: label.id,
    node_id: nodeId('LA', label.id),
    url: `${repositoryUrl(repository, at)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description,
  };
}

/** The repository's own labels that this issue carries. */
export const labelsOf = (repository: Repository, issue: Issue): Label[] =>
  issue.labels.flatMap((name) => repository.labels.get(name.toLowerCase()) ?? []);

const NO_REACTIONS = {
  total_count: 0,
  '+1': 0,
  '-1': 0,
  laugh: 0,
  confused: 0,
  heart: 0,
  hooray: 0,
  eyes: 0,
  rocket: 0,
} as const;

export const issueNodeId = (issue: Issue): string => nodeId(issue.pull === undefined ? 'I' : 'PR', issue.id);

export type Scene = { readonly state: GitHubState; readonly repository: Repository; readonly at: At };

/** An issue as the issues endpoints give it; pull requests appear there too. */
export function issueShape(scene: Scene, issue: Issue): Schema<'issue'> {
  const { state, repository, at } = scene;
  const url = `${repositoryUrl(repository, at)}/issues/${issue.number}`;
  const page = `${repositoryPage(repository)}/${issue.pull === undefined ? 'issues' : 'pull'}/${issue.number}`;
  const author = accountOf(state, issue.author);
  const assignees = issue.assignees.map((login) => simpleUser(accountOf(state, login), at));
  return {
    id: issue.id,
    node_id: issueNodeId(issue),
    number: issue.number,
    title: issue.title,
    body: issue.body,
    user: simpleUser(author, at),
    performed_via_github_app: appOf(author, at),
    author_association: associationOf(repository, issue.author),
    state: issue.state,
    state_reason: issue.stateReason,
    locked: issue.locked,
    active_lock_reason: null,
    labels: labelsOf(repository, issue).map((label) => labelShape(repository, label, at)),
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    comments: issue.comments.length,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    closed_by: issue.closedBy === null ? null : simpleUser(accountOf(state, issue.closedBy), at),
    reactions: { url: `${url}/reactions`, ...NO_REACTIONS },
    url,
    repository_url: repositoryUrl(repository, at),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url: page,
    ...(issue.pull === undefined ? {} : { pull_request: pullLinks(scene, issue), draft: issue.pull.draft }),
  };
}

function pullLinks({ repository, at }: Scene, issue: Issue) {
  const page = `${repositoryPage(repository)}/pull/${issue.number}`;
  return {
    merged_at: issue.pull?.mergedAt ?? null,
    url: `${repositoryUrl(repository, at)}/pulls/${issue.number}`,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
  };
}

export function commentShape(scene: Scene, issue: Issue, comment: Comment): Schema<'issue-comment'> {
  const { state, repository, at } = scene;
  const url = `${repositoryUrl(repository, at)}/issues/comments/${comment.id}`;
  const author = accountOf(state, comment.author);
  return {
    id: comment.id,
    node_id: nodeId('IC', comment.id),
    url,
    html_url: `${repositoryPage(repository)}/issues/${issue.number}#issuecomment-${comment.id}`,
    issue_url: `${repositoryUrl(repository, at)}/issues/${issue.number}`,
    body: comment.body,
    user: simpleUser(author, at),
    performed_via_github_app: appOf(author, at),
    author_association: associationOf(repository, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    reactions: { url: `${url}/reactions`, ...NO_REACTIONS },
  };
}
