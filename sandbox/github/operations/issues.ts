import { need, type Session } from '../identity.ts';
import { forbidden, invalid, notFound, Refusal } from '../refusal.ts';
import { addIssue, addLabel } from '../seed.ts';
import { type Comment, type Issue, type Repository, takeId } from '../state.ts';

/** Bodies longer than this are refused: "body is too long (maximum is 65536 characters)". */
const BODY_LIMIT = 65_536;

export function issueOf(repository: Repository, number: number): Issue {
  const issue = repository.issues.get(number);
  if (issue !== undefined) return issue;
  const gone = repository.gone.get(number);
  if (gone === 'deleted') throw new Refusal('This issue was deleted', { status: 410, type: 'NOT_FOUND' });
  if (gone === undefined) throw notFound();
  throw new Refusal('Moved Permanently', { status: 301, type: 'NOT_FOUND', headers: { location: gone } });
}

/** Issues and pull requests have their own rights, though they share the endpoints. */
export function needIssue(session: Session, issue: Issue, level: 'read' | 'write'): void {
  need(session, issue.pull === undefined ? 'issues' : 'pull_requests', level);
}

function checkBody(resource: string, body: string): void {
  if (body.length <= BODY_LIMIT) return;
  throw invalid([
    {
      resource,
      code: 'custom',
      field: 'body',
      message: `body is too long (maximum is ${BODY_LIMIT} characters)`,
    },
  ]);
}

/** A locked conversation takes no comment from a token without push rights, which bots do not have. */
function refuseLocked(issue: Issue): void {
  if (issue.locked) throw forbidden('Unable to create comment because issue is locked.');
}

export type IssueDraft = {
  readonly title: string;
  readonly body?: string | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly assignees?: readonly string[] | undefined;
};

export function createIssue(session: Session, repository: Repository, draft: IssueDraft): Issue {
  need(session, 'issues', 'write');
  if (!repository.settings.hasIssues) {
    throw new Refusal('Issues has been disabled in this repository.', { status: 410 });
  }
  if (draft.title === '') throw invalid([{ resource: 'Issue', code: 'missing_field', field: 'title' }]);
  checkBody('Issue', draft.body ?? '');
  return addIssue(session.state, repository, {
    title: draft.title,
    body: draft.body ?? '',
    author: session.account.login,
    labels: draft.labels ?? [],
    assignees: draft.assignees ?? [],
  });
}

export type IssueChange = {
  readonly title?: string | undefined;
  readonly body?: string | null | undefined;
  readonly state?: 'open' | 'closed' | undefined;
  readonly stateReason?: Issue['stateReason'] | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly assignees?: readonly string[] | undefined;
};

export function updateIssue(
  session: Session,
  repository: Repository,
  target: { issue: Issue; change: IssueChange },
): Issue {
  const { issue, change } = target;
  needIssue(session, issue, 'write');
  if (change.title !== undefined) issue.title = change.title;
  if (change.body !== undefined) issue.body = change.body ?? '';
  checkBody('Issue', issue.body);
  if (change.assignees !== undefined) issue.assignees = [...change.assignees];
  if (change.labels !== undefined) setLabels(session, repository, { issue, labels: change.labels });
  if (change.state !== undefined) setState(session, issue, change);
  issue.updatedAt = session.state.clock.iso();
  return issue;
}

function setState(session: Session, issue: Issue, change: IssueChange): void {
  if (change.state === issue.state && change.stateReason === undefined) return;
  const at = session.state.clock.iso();
  const actor = session.account.login;
  if (change.state === 'closed') {
    Object.assign(issue, { state: 'closed', closedAt: at, closedBy: actor });
    issue.stateReason = change.stateReason ?? 'completed';
  } else {
    Object.assign(issue, { state: 'open', closedAt: null, closedBy: null, stateReason: 'reopened' });
  }
  const kind = change.state === 'closed' ? 'closed' : 'reopened';
  issue.timeline.push({ id: takeId(session.state), kind, actor, at });
}

/** Replaces the labels; names that the repository does not have are created, as the API does. */
export function setLabels(
  session: Session,
  repository: Repository,
  target: { readonly issue: Issue; readonly labels: readonly string[] },
): void {
  const { issue } = target;
  needIssue(session, issue, 'write');
  const wanted = new Map(target.labels.map((name) => [name.toLowerCase(), name]));
  const had = new Set(issue.labels.map((name) => name.toLowerCase()));
  const at = session.state.clock.iso();
  const record = (kind: 'labeled' | 'unlabeled', label: string) =>
    issue.timeline.push({ id: takeId(session.state), kind, actor: session.account.login, label, at });
  for (const name of wanted.values()) addLabel(session.state, repository, name);
  for (const [key, name] of wanted) if (!had.has(key)) record('labeled', name);
  for (const name of issue.labels) if (!wanted.has(name.toLowerCase())) record('unlabeled', name);
  const changed = wanted.size !== had.size || [...wanted.keys()].some((key) => !had.has(key));
  issue.labels = [...wanted.keys()].map((key) => repository.labels.get(key)?.name ?? key);
  if (changed) issue.updatedAt = at;
}

export function addComment(session: Session, issue: Issue, body: string): Comment {
  needIssue(session, issue, 'write');
  refuseLocked(issue);
  if (body.trim() === '') throw invalid([{ resource: 'IssueComment', code: 'missing_field', field: 'body' }]);
  checkBody('IssueComment', body);
  const at = session.state.clock.iso();
  const comment: Comment = {
    id: takeId(session.state),
    author: session.account.login,
    body,
    createdAt: at,
    updatedAt: at,
    editedAt: null,
    editedBy: null,
    minimized: false,
  };
  issue.comments.push(comment);
  issue.updatedAt = at;
  return comment;
}

export type FoundComment = { readonly issue: Issue; readonly comment: Comment };

export function commentOf(repository: Repository, id: number): FoundComment {
  for (const issue of repository.issues.values()) {
    const comment = issue.comments.find((candidate) => candidate.id === id);
    if (comment !== undefined) return { issue, comment };
  }
  throw notFound();
}

export function updateComment(session: Session, found: FoundComment, body: string): Comment {
  needIssue(session, found.issue, 'write');
  checkBody('IssueComment', body);
  const at = session.state.clock.iso();
  if (body !== found.comment.body)
    Object.assign(found.comment, { editedAt: at, editedBy: session.account.login });
  Object.assign(found.comment, { body, updatedAt: at });
  return found.comment;
}

export function deleteComment(session: Session, found: FoundComment): void {
  needIssue(session, found.issue, 'write');
  found.issue.comments.splice(found.issue.comments.indexOf(found.comment), 1);
}
