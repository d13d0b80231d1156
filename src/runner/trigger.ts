import type { Sender, Trigger } from '../domain/trigger.ts';
import { untrusted } from '../domain/trust.ts';

/**
 * Reads the event file by hand rather than with zod: most runs of an `issues` workflow concern an issue that is not
 * Sentry's, and end here; loading a schema library would double their time (bench/startup.ts).
 */
export function readTrigger(name: string, payload: unknown): Trigger {
  const action = text(at(payload, 'action'));
  switch (name) {
    case 'issues':
      return issue(payload, action);
    case 'issue_comment':
      return comment(payload, action);
    case 'pull_request':
    case 'pull_request_target':
      return pullRequest(payload, action);
    case 'deployment_status':
      return deploymentStatus(payload);
    case 'repository_dispatch':
      return repositoryDispatch(payload, action);
    case 'workflow_dispatch':
      return { kind: 'dispatch' };
    case 'schedule':
      return { kind: 'schedule' };
    case 'push':
      return { kind: 'push' };
    default:
      return { kind: 'other', event: name };
  }
}

function issue(payload: unknown, action: string): Trigger {
  const found = at(payload, 'issue');
  const number = at(found, 'number');
  // A pull request also arrives as an "issue" in some payloads; it is none.
  if (typeof number !== 'number' || at(found, 'pull_request')) return { kind: 'other', event: 'issues' };
  return {
    kind: 'issue',
    action,
    number,
    body: untrusted(text(at(found, 'body'))),
    author: sender(at(found, 'user')),
  };
}

function comment(payload: unknown, action: string): Trigger {
  const number = at(at(payload, 'issue'), 'number');
  const found = at(payload, 'comment');
  const id = at(found, 'id');
  if (typeof number !== 'number' || typeof id !== 'number') return { kind: 'other', event: 'issue_comment' };
  const body = untrusted(text(at(found, 'body')));
  return { kind: 'issue-comment', action, number, commentId: id, body, author: sender(at(found, 'user')) };
}

/** A body is read as far as GitHub looks for references in practice. */
const MOST_TEXT = 20_000;

function pullRequest(payload: unknown, action: string): Trigger {
  const found = at(payload, 'pull_request');
  const number = at(found, 'number');
  if (typeof number !== 'number') return { kind: 'other', event: 'pull_request' };
  const branch = untrusted(text(at(at(found, 'head'), 'ref')));
  const words = untrusted(`${text(at(found, 'title'))}\n${text(at(found, 'body'))}`.slice(0, MOST_TEXT));
  return { kind: 'pull-request', action, number, merged: at(found, 'merged') === true, branch, text: words };
}

function deploymentStatus(payload: unknown): Trigger {
  const deployment = at(payload, 'deployment');
  const sha = at(deployment, 'sha');
  return {
    kind: 'deployment',
    state: text(at(at(payload, 'deployment_status'), 'state')),
    environment: untrusted(text(at(deployment, 'environment'))),
    sha: typeof sha === 'string' ? untrusted(sha) : null,
  };
}

/** Vercel sends `vercel.deployment.*` with `client_payload {environment, git.sha, state}`. */
function repositoryDispatch(payload: unknown, action: string): Trigger {
  if (!action.startsWith('vercel.deployment.')) return { kind: 'dispatch' };
  const client = at(payload, 'client_payload');
  const sha = at(at(client, 'git'), 'sha');
  return {
    kind: 'deployment',
    state: action.slice('vercel.deployment.'.length),
    environment: untrusted(text(at(client, 'environment'))),
    sha: typeof sha === 'string' ? untrusted(sha) : null,
  };
}

function sender(user: unknown): Sender {
  const id = at(user, 'id');
  return {
    login: text(at(user, 'login')),
    id: typeof id === 'number' ? id : null,
    isBot: at(user, 'type') === 'Bot',
  };
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
