import { accountOf, associationOf, may, need } from '../identity.ts';
import { nodeId } from '../node-id.ts';
import { issueNodeId, labelsOf } from '../shapes/issue.ts';
import { repositoryPage } from '../shapes/repository.ts';
import type { Comment, Issue, Label, TimelineEvent } from '../state.ts';
import { actorNode } from './actor-node.ts';
import { connection } from './connection.ts';
import type { Place } from './git-node.ts';
import { repositoryNode } from './repository-node.ts';
import { upper } from './view.ts';

export function labelNode(label: Label) {
  return {
    __typename: 'Label',
    id: nodeId('LA', label.id),
    name: label.name,
    color: label.color,
    description: label.description,
    isDefault: false,
  };
}

export function commentNode(place: Place, issue: Issue, comment: Comment) {
  const { view, repository } = place;
  return {
    __typename: 'IssueComment',
    id: nodeId('IC', comment.id),
    databaseId: comment.id,
    fullDatabaseId: String(comment.id),
    url: `${repositoryPage(repository)}/issues/${issue.number}#issuecomment-${comment.id}`,
    body: comment.body,
    bodyText: comment.body,
    author: () => actorNode(view, comment.author),
    authorAssociation: associationOf(repository, comment.author),
    viewerDidAuthor: comment.author === view.session.account.login,
    viewerCanUpdate: comment.author === view.session.account.login && may(view.session, 'issues', 'write'),
    createdAt: comment.createdAt,
    updatedAt: comment.updatedAt,
    publishedAt: comment.createdAt,
    lastEditedAt: comment.editedAt,
    editor: comment.editedBy === null ? null : actorNode(view, comment.editedBy),
    includesCreatedEdit: comment.editedAt !== null,
    isMinimized: comment.minimized,
    minimizedReason: comment.minimized ? 'outdated' : null,
    issue: () => issueNode(place, issue),
  };
}

const EVENT_TYPE = {
  labeled: 'LabeledEvent',
  unlabeled: 'UnlabeledEvent',
  closed: 'ClosedEvent',
  reopened: 'ReopenedEvent',
  assigned: 'AssignedEvent',
  locked: 'LockedEvent',
} as const;

const eventItem = (event: TimelineEvent): string =>
  EVENT_TYPE[event.kind].replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();

function eventNode({ view, repository }: Place, event: TimelineEvent) {
  const label = repository.labels.get((event.label ?? '').toLowerCase());
  return {
    __typename: EVENT_TYPE[event.kind],
    id: `EV_${event.id}`,
    actor: () => actorNode(view, event.actor),
    createdAt: event.at,
    ...(label === undefined ? {} : { label: labelNode(label) }),
  };
}

/** What issues and pull requests have in common. */
export function discussion(place: Place, issue: Issue) {
  const { view, repository } = place;
  const url = `${repositoryPage(repository)}/${issue.pull === undefined ? 'issues' : 'pull'}/${issue.number}`;
  const state = view.session.state;
  return {
    id: issueNodeId(issue),
    databaseId: issue.pull?.id ?? issue.id,
    fullDatabaseId: String(issue.pull?.id ?? issue.id),
    number: issue.number,
    title: issue.title,
    body: issue.body,
    bodyText: issue.body,
    url,
    closed: issue.state === 'closed',
    locked: issue.locked,
    activeLockReason: null,
    createdAt: issue.createdAt,
    updatedAt: issue.updatedAt,
    closedAt: issue.closedAt,
    lastEditedAt: null,
    includesCreatedEdit: false,
    author: () => actorNode(view, issue.author),
    authorAssociation: associationOf(repository, issue.author),
    viewerDidAuthor: issue.author === view.session.account.login,
    labels: connection('labels', labelsOf(repository, issue), labelNode),
    assignees: connection('assignees', issue.assignees, (login) =>
      actorNode(view, accountOf(state, login).login),
    ),
    comments: connection('comments', issue.comments, (comment) => commentNode(place, issue, comment)),
    repository: () => repositoryNode(view, repository),
    timelineItems: (page: { first?: number; last?: number; itemTypes?: readonly string[] | null }) => {
      const wanted = issue.timeline.filter((event) => page.itemTypes?.includes(eventItem(event)) ?? true);
      return connection('timelineItems', wanted, (event) => eventNode(place, event))(page);
    },
  };
}

export function issueNode(place: Place, issue: Issue): Record<string, unknown> {
  if (place.repository.private) need(place.view.session, 'issues', 'read');
  return {
    __typename: 'Issue',
    ...discussion(place, issue),
    state: upper(issue.state),
    stateReason: upper(issue.stateReason),
    isPinned: false,
  };
}
