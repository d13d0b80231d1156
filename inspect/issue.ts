import type { Actor, IssueFacts } from '../src/domain/facts.ts';
import { untrusted } from '../src/domain/trust.ts';

type Json = Readonly<Record<string, unknown>>;

/** When everything of a case happens. */
export const NOW = '2026-01-02T00:00:00Z';
const BEFORE = '2026-01-01T00:00:00Z';

const SENTRY: Actor = { login: 'sentry-io[bot]', id: 39604003, isBot: true, canWrite: false };
const SOMEBODY: Actor = { login: 'somebody', id: null, isBot: false, canWrite: true };
const MAY_WRITE = new Set(['OWNER', 'MEMBER', 'COLLABORATOR']);

/**
 * The issue of a case, in this project's words or in those of GitHub's API (`user`, `assignee`, `labels: [{name}]`,
 * `author_association`, `created_at`). What is missing or cannot be read is unremarkable: Sentry opened it, nobody spoke.
 */
export function readIssue(value: unknown): IssueFacts {
  const given = typeof value === 'string' ? { body: value } : record(value);
  return {
    number: 1,
    title: untrusted(words(given.title)),
    body: untrusted(words(given.body)),
    state: words(given.state).toLowerCase() === 'closed' ? 'closed' : 'open',
    locked: given.locked === true,
    ours: false,
    labels: list(given.labels).flatMap((label) => words(record(label).name ?? label) || []),
    author: person(given.author ?? given.user, given) ?? SENTRY,
    assignees: [...list(given.assignees), given.assignee].flatMap((one) => person(one, {}) ?? []),
    createdAt: words(given.createdAt ?? given.created_at) || NOW,
    comments: list(given.comments).map((comment, at) => readComment(comment, at)),
  };
}

function readComment(value: unknown, at: number): IssueFacts['comments'][number] {
  const given = typeof value === 'string' ? { body: value } : record(value);
  return {
    id: String(at),
    author: person(given.author ?? given.user, given) ?? SOMEBODY,
    body: untrusted(words(given.body)),
    createdAt: words(given.createdAt ?? given.created_at) || BEFORE,
    edited: given.edited === true,
    ours: false,
  };
}

/** A login, or an account as the API gives it. `null`: nobody. */
function person(value: unknown, about: Json): Actor | null {
  const given = typeof value === 'string' ? { login: value } : record(value);
  const login = words(given.login);
  if (login === '') return null;
  const association = words(about.author_association ?? about.authorAssociation);
  return {
    login,
    id: typeof given.id === 'number' ? given.id : null,
    isBot: typeof given.isBot === 'boolean' ? given.isBot : given.type === 'Bot' || login.endsWith('[bot]'),
    canWrite:
      typeof given.canWrite === 'boolean' ? given.canWrite : association === '' || MAY_WRITE.has(association),
  };
}

function words(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function record(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}
