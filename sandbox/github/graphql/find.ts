import { parseNodeId } from '../node-id.ts';
import { isPull, type PullIssue } from '../operations/pulls.ts';
import { notFound } from '../refusal.ts';
import type { Comment, GitHubState, Issue, Repository } from '../state.ts';
import { commitNode } from './git-node.ts';
import { commentNode, issueNode, labelNode } from './issue-node.ts';
import { pullNode } from './pull-node.ts';
import { repositoryNode } from './repository-node.ts';
import type { View } from './view.ts';

const missing = (id: string): Error => notFound(`Could not resolve to a node with the global id of '${id}'`);

export function repositoryById(state: GitHubState, id: string): Repository {
  const { kind, key } = parseNodeId(id);
  const found = [...state.repositories.values()].find((item) => kind === 'R' && String(item.id) === key);
  if (found === undefined) throw missing(id);
  return found;
}

/** `owner/name` or an id, as mutations name repositories. */
export function repositoryNamed(state: GitHubState, name: string): Repository {
  const found = state.repositories.get(name.toLowerCase());
  if (found === undefined) throw notFound(`Could not resolve to a Repository with the name '${name}'.`);
  return found;
}

export type FoundIssue = { readonly repository: Repository; readonly issue: Issue };

export function issueById(state: GitHubState, id: string): FoundIssue {
  const { kind, key } = parseNodeId(id);
  for (const repository of state.repositories.values()) {
    for (const issue of repository.issues.values()) {
      if (String(issue.id) === key && kind === (isPull(issue) ? 'PR' : 'I')) return { repository, issue };
    }
  }
  throw missing(id);
}

export function pullById(state: GitHubState, id: string): { repository: Repository; pull: PullIssue } {
  const { repository, issue } = issueById(state, id);
  if (!isPull(issue)) throw missing(id);
  return { repository, pull: issue };
}

export type FoundComment = FoundIssue & { readonly comment: Comment };

export function commentById(state: GitHubState, id: string): FoundComment {
  const { kind, key } = parseNodeId(id);
  for (const repository of state.repositories.values()) {
    for (const issue of repository.issues.values()) {
      const comment = issue.comments.find((item) => kind === 'IC' && String(item.id) === key);
      if (comment !== undefined) return { repository, issue, comment };
    }
  }
  throw missing(id);
}

/** `node(id:)` for the kinds that clients keep ids of. */
export function nodeById(view: View, id: string): unknown {
  const { state } = view.session;
  const { kind, key } = parseNodeId(id);
  if (kind === 'R') return repositoryNode(view, repositoryById(state, id));
  if (kind === 'IC') {
    const { repository, issue, comment } = commentById(state, id);
    return commentNode({ view, repository }, issue, comment);
  }
  for (const repository of state.repositories.values()) {
    const commit = kind === 'C' ? repository.git.commits.get(key) : undefined;
    if (commit !== undefined) return commitNode({ view, repository }, commit);
    const label = [...repository.labels.values()].find((item) => kind === 'LA' && String(item.id) === key);
    if (label !== undefined) return labelNode(label);
  }
  const { repository, issue } = issueById(state, id);
  return isPull(issue) ? pullNode({ view, repository }, issue) : issueNode({ view, repository }, issue);
}
