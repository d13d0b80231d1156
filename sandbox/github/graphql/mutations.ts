import { need } from '../identity.ts';
import { parseNodeId } from '../node-id.ts';
import { addComment, deleteComment, setLabels, updateComment, updateIssue } from '../operations/issues.ts';
import { closePull, createPull, isPull } from '../operations/pulls.ts';
import { createRef, deleteRef, updateRef } from '../operations/refs.ts';
import { notFound, unprocessable } from '../refusal.ts';
import { accountNodeId } from '../shapes/account.ts';
import type { Issue, Repository } from '../state.ts';
import { actorNode } from './actor-node.ts';
import { commitMutation } from './commit-mutation.ts';
import { commentById, issueById, pullById, repositoryById } from './find.ts';
import { refNode } from './git-node.ts';
import { commentNode, issueNode } from './issue-node.ts';
import { pullNode } from './pull-node.ts';
import type { View } from './view.ts';

type Input = Readonly<Record<string, unknown>>;
type Mutation = (view: View, input: Input) => Record<string, unknown>;

const text = (input: Input, key: string): string => String(input[key] ?? '');
const optional = (input: Input, key: string): string | undefined =>
  typeof input[key] === 'string' ? input[key] : undefined;

const discussionNode = (view: View, repository: Repository, issue: Issue) =>
  isPull(issue) ? pullNode({ view, repository }, issue) : issueNode({ view, repository }, issue);

const commentMutations: Readonly<Record<string, Mutation>> = {
  addComment: (view, input) => {
    const { repository, issue } = issueById(view.session.state, text(input, 'subjectId'));
    const node = commentNode(
      { view, repository },
      issue,
      addComment(view.session, issue, text(input, 'body')),
    );
    return { commentEdge: { cursor: '', node }, subject: () => discussionNode(view, repository, issue) };
  },
  updateIssueComment: (view, input) => {
    const { repository, ...found } = commentById(view.session.state, text(input, 'id'));
    const comment = updateComment(view.session, found, text(input, 'body'));
    return { issueComment: commentNode({ view, repository }, found.issue, comment) };
  },
  deleteIssueComment: (view, input) => {
    deleteComment(view.session, commentById(view.session.state, text(input, 'id')));
    return {};
  },
};

function labelNames(repository: Repository, ids: unknown): string[] {
  return (ids as string[]).map((id) => {
    const { kind, key } = parseNodeId(id);
    const label = [...repository.labels.values()].find((item) => kind === 'LA' && String(item.id) === key);
    if (label === undefined) throw notFound(`Could not resolve to a node with the global id of '${id}'`);
    return label.name;
  });
}

function assignees(view: View, ids: unknown): string[] | undefined {
  if (!Array.isArray(ids)) return undefined;
  const known = [...view.session.state.accounts.values()];
  return ids.flatMap((id) => known.find((account) => accountNodeId(account) === id)?.login ?? []);
}

const issueMutations: Readonly<Record<string, Mutation>> = {
  addLabelsToLabelable: (view, input) => {
    const { repository, issue } = issueById(view.session.state, text(input, 'labelableId'));
    const labels = [...issue.labels, ...labelNames(repository, input.labelIds)];
    setLabels(view.session, repository, { issue, labels });
    return { labelable: () => discussionNode(view, repository, issue) };
  },
  removeLabelsFromLabelable: (view, input) => {
    const { repository, issue } = issueById(view.session.state, text(input, 'labelableId'));
    const gone = labelNames(repository, input.labelIds);
    setLabels(view.session, repository, {
      issue,
      labels: issue.labels.filter((name) => !gone.includes(name)),
    });
    return { labelable: () => discussionNode(view, repository, issue) };
  },
  closeIssue: (view, input) => {
    const { repository, issue } = issueById(view.session.state, text(input, 'issueId'));
    const stateReason = input.stateReason === 'NOT_PLANNED' ? 'not_planned' : 'completed';
    updateIssue(view.session, repository, { issue, change: { state: 'closed', stateReason } });
    return { issue: () => issueNode({ view, repository }, issue) };
  },
  reopenIssue: (view, input) => {
    const { repository, issue } = issueById(view.session.state, text(input, 'issueId'));
    updateIssue(view.session, repository, { issue, change: { state: 'open' } });
    return { issue: () => issueNode({ view, repository }, issue) };
  },
  updateIssue: (view, input) => {
    const { repository, issue } = issueById(view.session.state, text(input, 'id'));
    const state = optional(input, 'state')?.toLowerCase() as 'open' | 'closed' | undefined;
    const labels = input.labelIds ? labelNames(repository, input.labelIds) : undefined;
    const change = { title: optional(input, 'title'), body: optional(input, 'body'), state, labels };
    updateIssue(view.session, repository, {
      issue,
      change: { ...change, assignees: assignees(view, input.assigneeIds) },
    });
    return {
      issue: () => issueNode({ view, repository }, issue),
      actor: () => actorNode(view, view.session.account.login),
    };
  },
};

function refById(view: View, id: string): { repository: Repository; name: string } {
  const { key } = parseNodeId(id);
  const cut = key.indexOf(':');
  const repository = [...view.session.state.repositories.values()].find(
    (item) => String(item.id) === key.slice(0, cut),
  );
  if (repository === undefined) throw notFound(`Could not resolve to a node with the global id of '${id}'`);
  return { repository, name: key.slice(cut + 1) };
}

const refMutations: Readonly<Record<string, Mutation>> = {
  createRef: (view, input) => {
    const repository = repositoryById(view.session.state, text(input, 'repositoryId'));
    const ref = text(input, 'name');
    if (repository.refs.has(ref))
      throw unprocessable(`A ref named "${ref}" already exists in the repository.`);
    createRef(view.session, repository, { ref, sha: text(input, 'oid') });
    return { ref: refNode({ view, repository }, ref) };
  },
  updateRef: (view, input) => {
    const { repository, name } = refById(view, text(input, 'refId'));
    updateRef(view.session, repository, {
      ref: name,
      sha: text(input, 'oid'),
      force: input.force === true,
    });
    return { ref: refNode({ view, repository }, name) };
  },
  deleteRef: (view, input) => {
    const { repository, name } = refById(view, text(input, 'refId'));
    deleteRef(view.session, repository, name);
    return {};
  },
};

const pullMutations: Readonly<Record<string, Mutation>> = {
  createPullRequest: (view, input) => {
    const repository = repositoryById(view.session.state, text(input, 'repositoryId'));
    const pull = createPull(view.session, repository, {
      title: text(input, 'title'),
      body: optional(input, 'body'),
      head: text(input, 'headRefName'),
      base: text(input, 'baseRefName'),
      draft: input.draft === true,
    });
    return { pullRequest: pullNode({ view, repository }, pull) };
  },
  convertPullRequestToDraft: (view, input) => {
    const { repository, pull } = pullById(view.session.state, text(input, 'pullRequestId'));
    need(view.session, 'pull_requests', 'write');
    pull.pull.draft = true;
    return { pullRequest: pullNode({ view, repository }, pull) };
  },
  closePullRequest: (view, input) => {
    const { repository, pull } = pullById(view.session.state, text(input, 'pullRequestId'));
    need(view.session, 'pull_requests', 'write');
    closePull(repository, pull, { at: view.session.state.clock.iso(), login: view.session.account.login });
    return { pullRequest: pullNode({ view, repository }, pull) };
  },
};

/** Merging is missing on purpose: a client that tries it meets an unknown field and fails its test. */
export const mutations: Readonly<Record<string, Mutation>> = {
  ...commentMutations,
  ...issueMutations,
  ...refMutations,
  ...pullMutations,
  createCommitOnBranch: commitMutation,
};
