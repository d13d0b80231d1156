import type { Caller } from '../exchange.ts';
import { forbidden, notFound } from './refusal.ts';
import type { Account, GitHubState, Level, Repository, Scope, Token } from './state.ts';

/** Whoever made the request, with the right to ask what they may do. */
export type Session = { readonly state: GitHubState; readonly token: Token; readonly account: Account };

const RANK: Readonly<Record<Level, number>> = { none: 0, read: 1, write: 2 };

/** `Authorization: Bearer …` and the older `token …`, taken apart. */
export function credential(header: string | undefined): { scheme: string; secret: string } | undefined {
  const [scheme, secret] = (header ?? '').split(' ', 2);
  return scheme !== undefined && /^(bearer|token)$/i.test(scheme) && secret !== undefined
    ? { scheme, secret }
    : undefined;
}

export function callerOf(state: GitHubState, header: string | undefined): Caller | undefined {
  const found = credential(header);
  if (found === undefined) return undefined;
  return { scheme: found.scheme, name: state.tokens.get(found.secret)?.name };
}

/** The account with this login; accounts that tests only name come into being as users. */
export function accountOf(state: GitHubState, login: string): Account {
  const known = state.accounts.get(login.toLowerCase());
  if (known !== undefined) return known;
  const bot = login.endsWith('[bot]');
  const account: Account = {
    id: 1_000_000 + state.accounts.size,
    login,
    type: bot ? 'Bot' : 'User',
    ...(bot ? { app: login.slice(0, -5) } : {}),
  };
  state.accounts.set(login.toLowerCase(), account);
  return account;
}

export const may = (session: Session, scope: Scope, level: Level): boolean =>
  scope === 'metadata' || RANK[session.token.permissions[scope] ?? 'none'] >= RANK[level];

/** The sentence that GitHub uses, and the permission that would have been enough. */
export function need(session: Session, scope: Scope, level: Level): void {
  if (may(session, scope, level)) return;
  const who = session.token.kind === 'user' ? 'personal access token' : 'integration';
  throw forbidden(`Resource not accessible by ${who}`, `${scope}=${level}`);
}

/** The repository by name, or GitHub's 404. */
export function repositoryOf(state: GitHubState, owner: string, name: string): Repository {
  const repository = state.repositories.get(`${owner}/${name}`.toLowerCase());
  if (repository === undefined) throw notFound();
  return repository;
}

/** Role of a login in a repository: the owner is admin, strangers can read what is public. */
export function roleOf(
  repository: Repository,
  login: string,
): 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none' {
  if (login.toLowerCase() === repository.owner.toLowerCase()) return 'admin';
  return repository.collaborators.get(login.toLowerCase()) ?? (repository.private ? 'none' : 'read');
}

/** `author_association` of what this login writes in the repository. */
export function associationOf(
  repository: Repository,
  login: string,
): 'OWNER' | 'COLLABORATOR' | 'CONTRIBUTOR' | 'NONE' {
  if (login.toLowerCase() === repository.owner.toLowerCase()) return 'OWNER';
  if (repository.collaborators.has(login.toLowerCase())) return 'COLLABORATOR';
  return login.endsWith('[bot]') ? 'CONTRIBUTOR' : 'NONE';
}
