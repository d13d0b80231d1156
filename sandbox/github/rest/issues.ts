import { type Endpoint, endpoint } from '../endpoint.ts';
import { createIssue, issueOf, setLabels, updateIssue } from '../operations/issues.ts';
import { slice } from '../page.ts';
import { invalid, notFound } from '../refusal.ts';
import { addLabel } from '../seed.ts';
import { issueShape, labelShape, labelsOf } from '../shapes/issue.ts';
import type { Issue, Label, Repository } from '../state.ts';

const namesOf = (labels: readonly (string | { name?: string | null })[] | undefined): string[] | undefined =>
  labels?.map((label) => (typeof label === 'string' ? label : (label.name ?? '')));

type Filter = { readonly [Key in 'state' | 'labels' | 'creator' | 'assignee' | 'since']?: string };

function matches(issue: Issue, filter: Filter): boolean {
  const state = filter.state ?? 'open';
  if (state !== 'all' && issue.state !== state) return false;
  if (filter.creator !== undefined && issue.author !== filter.creator) return false;
  if (filter.since !== undefined && issue.updatedAt < filter.since) return false;
  const wanted = (filter.labels ?? '').split(',').filter((name) => name !== '');
  const had = issue.labels.map((name) => name.toLowerCase());
  return wanted.every((name) => had.includes(name.toLowerCase()));
}

function ordered(issues: Issue[], query: { sort?: string; direction?: string }): Issue[] {
  const key = (issue: Issue) =>
    query.sort === 'updated'
      ? issue.updatedAt
      : query.sort === 'comments'
        ? String(issue.comments.length)
        : issue.createdAt;
  const sign = query.direction === 'asc' ? 1 : -1;
  return issues.sort((a, b) => sign * (key(a) === key(b) ? a.number - b.number : key(a) < key(b) ? -1 : 1));
}

const ISSUE = '/repos/{owner}/{repo}/issues/{issue_number}' as const;

export const issueEndpoints: readonly Endpoint[] = [
  endpoint({ method: 'get', path: '/repos/{owner}/{repo}/issues', needs: ['issues', 'read'] }, (call) => {
    const found = [...call.repository.issues.values()].filter((issue) => matches(issue, call.query));
    const page = slice(call.page, ordered(found, call.query));
    return { status: 200, body: page.map((issue) => issueShape(call, issue)) };
  }),
  endpoint({ method: 'post', path: '/repos/{owner}/{repo}/issues', needs: ['issues', 'write'] }, (call) => {
    const { title, body, labels, assignees } = call.body;
    const issue = createIssue(call.session, call.repository, {
      title: String(title ?? ''),
      body,
      labels: namesOf(labels),
      assignees,
    });
    return { status: 201, body: issueShape(call, issue) };
  }),
  endpoint({ method: 'get', path: ISSUE, needs: ['issues', 'read'] }, (call) => ({
    status: 200,
    body: issueShape(call, issueOf(call.repository, Number(call.params.issue_number))),
  })),
  endpoint({ method: 'patch', path: ISSUE, needs: ['metadata', 'read'] }, (call) => {
    const issue = issueOf(call.repository, Number(call.params.issue_number));
    const { title, body, state, state_reason, labels, assignees } = call.body ?? {};
    const change = {
      title: title === null || title === undefined ? undefined : String(title),
      body,
      state,
      stateReason: state_reason === 'duplicate' ? 'not_planned' : (state_reason ?? undefined),
      labels: namesOf(labels),
      assignees: assignees?.map((who) => (typeof who === 'string' ? who : (who.login ?? ''))),
    } as const;
    return {
      status: 200,
      body: issueShape(call, updateIssue(call.session, call.repository, { issue, change })),
    };
  }),
];

const LABELS = '/repos/{owner}/{repo}/issues/{issue_number}/labels' as const;

/** Labels of an issue. */
export const labelEndpoints: readonly Endpoint[] = [
  endpoint({ method: 'get', path: LABELS, needs: ['issues', 'read'] }, (call) => {
    const issue = issueOf(call.repository, Number(call.params.issue_number));
    const labels = slice(call.page, labelsOf(call.repository, issue));
    return { status: 200, body: labels.map((label) => labelShape(call.repository, label, call.at)) };
  }),
  endpoint({ method: 'post', path: LABELS, needs: ['metadata', 'read'] }, (call) => {
    const issue = issueOf(call.repository, Number(call.params.issue_number));
    const given = Array.isArray(call.body)
      ? call.body
      : ((call.body as { labels?: (string | { name: string })[] })?.labels ?? []);
    setLabels(call.session, call.repository, { issue, labels: [...issue.labels, ...(namesOf(given) ?? [])] });
    return {
      status: 200,
      body: labelsOf(call.repository, issue).map((label) => labelShape(call.repository, label, call.at)),
    };
  }),
  endpoint({ method: 'put', path: LABELS, needs: ['metadata', 'read'] }, (call) => {
    const issue = issueOf(call.repository, Number(call.params.issue_number));
    const given = Array.isArray(call.body)
      ? call.body
      : ((call.body as { labels?: (string | { name: string })[] })?.labels ?? []);
    setLabels(call.session, call.repository, { issue, labels: namesOf(given) ?? [] });
    return {
      status: 200,
      body: labelsOf(call.repository, issue).map((label) => labelShape(call.repository, label, call.at)),
    };
  }),
  endpoint({ method: 'delete', path: `${LABELS}/{name}`, needs: ['metadata', 'read'] }, (call) => {
    const issue = issueOf(call.repository, Number(call.params.issue_number));
    const name = call.params.name.toLowerCase();
    const left = issue.labels.filter((label) => label.toLowerCase() !== name);
    if (left.length === issue.labels.length) throw notFound('Label does not exist');
    setLabels(call.session, call.repository, { issue, labels: left });
    return {
      status: 200,
      body: labelsOf(call.repository, issue).map((label) => labelShape(call.repository, label, call.at)),
    };
  }),
];

const OWN = '/repos/{owner}/{repo}/labels' as const;

function ownLabel(repository: Repository, name: string): Label {
  const label = repository.labels.get(name.toLowerCase());
  if (label === undefined) throw notFound();
  return label;
}

/** The repository's own labels. */
export const ownLabelEndpoints: readonly Endpoint[] = [
  endpoint({ method: 'get', path: OWN, needs: ['issues', 'read'] }, (call) => ({
    status: 200,
    body: slice(call.page, [...call.repository.labels.values()]).map((label) =>
      labelShape(call.repository, label, call.at),
    ),
  })),
  endpoint({ method: 'post', path: OWN, needs: ['issues', 'write'] }, (call) => {
    const { name, color, description } = call.body;
    const key = name.toLowerCase();
    if (call.repository.labels.has(key))
      throw invalid([{ resource: 'Label', code: 'already_exists', field: 'name' }]);
    addLabel(call.state, call.repository, name);
    const label = call.repository.labels.get(key);
    if (label === undefined) throw notFound();
    Object.assign(label, { color: color ?? label.color, description: description ?? null });
    return { status: 201, body: labelShape(call.repository, label, call.at) };
  }),
  endpoint({ method: 'get', path: `${OWN}/{name}`, needs: ['issues', 'read'] }, (call) => ({
    status: 200,
    body: labelShape(call.repository, ownLabel(call.repository, call.params.name), call.at),
  })),
  endpoint({ method: 'delete', path: `${OWN}/{name}`, needs: ['issues', 'write'] }, (call) => {
    const { name } = ownLabel(call.repository, call.params.name);
    call.repository.labels.delete(name.toLowerCase());
    for (const issue of call.repository.issues.values())
      issue.labels = issue.labels.filter((label) => label.toLowerCase() !== name.toLowerCase());
    return { status: 204, body: undefined };
  }),
];
