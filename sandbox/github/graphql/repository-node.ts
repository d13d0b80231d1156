import { nodeId } from '../node-id.ts';
import { isPull, type PullIssue } from '../operations/pulls.ts';
import { notFound } from '../refusal.ts';
import { repositoryPage } from '../shapes/repository.ts';
import type { Issue, Repository } from '../state.ts';
import { actorNode } from './actor-node.ts';
import { connection, type PageArguments } from './connection.ts';
import { deploymentNode } from './deployment-node.ts';
import { expressionNode, type Place, refNode } from './git-node.ts';
import { issueNode, labelNode } from './issue-node.ts';
import { pullNode } from './pull-node.ts';
import { reading, upper, type View } from './view.ts';

type Order = { readonly field: string; readonly direction: 'ASC' | 'DESC' } | null;

function ordered<Item extends Issue>(items: Item[], order: Order | undefined): Item[] {
  const key = (item: Item) => {
    if (order?.field === 'UPDATED_AT') return item.updatedAt;
    return order?.field === 'COMMENTS' ? String(item.comments.length).padStart(6, '0') : item.createdAt;
  };
  const sign = order?.direction === 'DESC' ? -1 : 1;
  return items.sort((a, b) => sign * (key(a) === key(b) ? a.number - b.number : key(a) < key(b) ? -1 : 1));
}

type IssueArguments = PageArguments & {
  readonly states?: readonly string[] | null;
  readonly labels?: readonly string[] | null;
  readonly orderBy?: Order;
  readonly filterBy?: {
    readonly createdBy?: string | null;
    readonly since?: string | null;
    readonly labels?: readonly string[] | null;
    readonly states?: readonly string[] | null;
    readonly assignee?: string | null;
  } | null;
};

/** `labels` matches any of the given names, unlike REST, where all must be there. */
const carriesAny = (issue: Issue, names: readonly string[] | null | undefined): boolean =>
  !names || names.some((name) => issue.labels.some((label) => label.toLowerCase() === name.toLowerCase()));

function issues({ view, repository }: Place, page: IssueArguments) {
  const { filterBy } = page;
  const states = page.states ?? filterBy?.states;
  const author = (login: string) => login.replace(/\[bot\]$/, '').replace(/^app\//, '');
  const found = [...repository.issues.values()].filter(
    (issue) =>
      !isPull(issue) &&
      (!states || states.includes(upper(issue.state) ?? '')) &&
      carriesAny(issue, page.labels) &&
      carriesAny(issue, filterBy?.labels) &&
      (!filterBy?.createdBy || author(issue.author) === author(filterBy.createdBy)) &&
      (!filterBy?.assignee || issue.assignees.includes(filterBy.assignee)) &&
      (!filterBy?.since || issue.updatedAt >= filterBy.since),
  );
  const node = (issue: Issue) => issueNode({ view, repository }, issue);
  return connection('issues', ordered(found, page.orderBy), node)(page);
}

type PullArguments = PageArguments & {
  readonly states?: readonly string[] | null;
  readonly labels?: readonly string[] | null;
  readonly headRefName?: string | null;
  readonly baseRefName?: string | null;
  readonly orderBy?: Order;
};

function pulls({ view, repository }: Place, page: PullArguments) {
  const state = (issue: PullIssue) => (issue.pull.mergedAt === null ? (upper(issue.state) ?? '') : 'MERGED');
  const found = [...repository.issues.values()]
    .filter(isPull)
    .filter(
      (issue) =>
        (!page.states || page.states.includes(state(issue))) &&
        carriesAny(issue, page.labels) &&
        (!page.headRefName || page.headRefName === issue.pull.headRef) &&
        (!page.baseRefName || page.baseRefName === issue.pull.baseRef),
    );
  const node = (issue: PullIssue) => pullNode({ view, repository }, issue);
  return connection('pullRequests', ordered(found, page.orderBy), node)(page);
}

type RefArguments = PageArguments & { readonly refPrefix: string; readonly query?: string | null };

function refs(place: Place, page: RefArguments) {
  const found = [...place.repository.refs.keys()]
    .filter((name) => name.startsWith(page.refPrefix) && (!page.query || name.includes(page.query)))
    .sort();
  return connection('refs', found, (name) => refNode(place, name))(page);
}

function numbered(place: Place, number: number): Issue {
  const issue = place.repository.issues.get(number);
  if (issue !== undefined) return issue;
  throw notFound(`Could not resolve to an issue or pull request with the number of ${number}.`);
}

/** Issues, pull requests, labels and deployments of the repository. */
function content(place: Place) {
  const { view, repository } = place;
  return {
    issue: ({ number }: { number: number }) =>
      reading(view, repository, ['issues', () => issueNode(place, numbered(place, number))]),
    issueOrPullRequest: ({ number }: { number: number }) => {
      const found = numbered(place, number);
      return isPull(found) ? pullNode(place, found) : issueNode(place, found);
    },
    pullRequest: ({ number }: { number: number }) => {
      const found = numbered(place, number);
      if (isPull(found)) return pullNode(place, found);
      throw notFound(`Could not resolve to a PullRequest with the number of ${number}.`);
    },
    issues: (page: IssueArguments) => reading(view, repository, ['issues', () => issues(place, page)]),
    pullRequests: (page: PullArguments) =>
      reading(view, repository, ['pull_requests', () => pulls(place, page)]),
    labels: (page: PageArguments) => connection('labels', [...repository.labels.values()], labelNode)(page),
    label: ({ name }: { name: string }) => {
      const label = repository.labels.get(name.toLowerCase());
      return label === undefined ? null : labelNode(label);
    },
    deployments: (page: PageArguments & { environments?: readonly string[] | null }) => {
      const found = repository.deployments.filter(
        (item) => page.environments?.includes(item.environment) ?? true,
      );
      const node = (item: (typeof found)[number]) => deploymentNode(place, item);
      const list = () => connection('deployments', [...found].reverse(), node)(page);
      return reading(view, repository, ['deployments', list]);
    },
  };
}

export function repositoryNode(view: View, repository: Repository): Record<string, unknown> {
  const place = { view, repository };
  const code = <Value>(make: () => Value) => reading(view, repository, ['contents', make]);
  return {
    __typename: 'Repository',
    id: nodeId('R', repository.id),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: `${repository.owner}/${repository.name}`,
    url: repositoryPage(repository),
    owner: () => actorNode(view, repository.owner),
    isPrivate: repository.private,
    isArchived: repository.settings.archived,
    isFork: false,
    isDisabled: false,
    hasIssuesEnabled: repository.settings.hasIssues,
    visibility: repository.private ? 'PRIVATE' : 'PUBLIC',
    viewerPermission: null,
    defaultBranchRef: () => code(() => refNode(place, `refs/heads/${repository.defaultBranch}`)),
    ref: ({ qualifiedName }: { qualifiedName: string }) =>
      code(() =>
        refNode(place, qualifiedName.startsWith('refs/') ? qualifiedName : `refs/heads/${qualifiedName}`),
      ),
    refs: (page: RefArguments) => code(() => refs(place, page)),
    object: ({ expression, oid }: { expression?: string | null; oid?: string | null }) =>
      code(() => expressionNode(place, expression ?? oid ?? 'HEAD')),
    ...content(place),
  };
}
