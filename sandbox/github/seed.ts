import type { Clock } from '../clock.ts';
import { createStore, putCommit, type Signature } from '../git/objects.ts';
import { changeTree, type FileMap } from '../git/tree.ts';
import { accountOf } from './identity.ts';
import {
  type Account,
  type Comment,
  type GitHubState,
  type Issue,
  type Repository,
  type Token,
  takeId,
} from './state.ts';

/** The bots that every sandbox knows, with their real ids. */
export const KNOWN_BOTS: readonly Account[] = [
  { id: 41_898_282, login: 'github-actions[bot]', type: 'Bot', app: 'github-actions' },
  { id: 39_604_003, login: 'sentry[bot]', type: 'Bot', app: 'sentry' },
  { id: 157_164_994, login: 'seer-by-sentry[bot]', type: 'Bot', app: 'seer-by-sentry' },
  { id: 35_613_825, login: 'vercel[bot]', type: 'Bot', app: 'vercel' },
  { id: 49_699_333, login: 'dependabot[bot]', type: 'Bot', app: 'dependabot' },
];

export type IssueSeed = {
  readonly number?: number;
  readonly title: string;
  readonly body?: string;
  readonly author?: string;
  readonly state?: 'open' | 'closed';
  readonly stateReason?: Issue['stateReason'];
  readonly locked?: boolean;
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
  readonly createdAt?: string;
  readonly comments?: readonly CommentSeed[];
};

export type RepositorySeed = {
  readonly owner?: string;
  readonly name?: string;
  readonly private?: boolean;
  readonly defaultBranch?: string;
  /** Content of the first commit. */
  readonly files?: FileMap;
  readonly issues?: readonly IssueSeed[];
  readonly labels?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly collaborators?: Readonly<Record<string, 'admin' | 'maintain' | 'write' | 'triage' | 'read'>>;
  readonly settings?: Partial<Repository['settings']>;
};

export type TokenSeed = Omit<Token, 'used' | 'limit'> & { readonly limit?: number };

export function createState(clock: Clock): GitHubState {
  const accounts = new Map(KNOWN_BOTS.map((account) => [account.login.toLowerCase(), account]));
  return { clock, accounts, tokens: new Map(), repositories: new Map(), nextId: 1000 };
}

/** A credential; a GITHUB_TOKEN has 1,000 requests an hour (docs: rate limits for the REST API). */
export function addToken(state: GitHubState, seed: TokenSeed): Token {
  const token: Token = { ...seed, limit: seed.limit ?? 1000, used: { rest: 0, graphql: 0, hour: 0 } };
  accountOf(state, token.login);
  state.tokens.set(token.secret, token);
  return token;
}

export function addRepository(state: GitHubState, seed: RepositorySeed = {}): Repository {
  const owner = seed.owner ?? 'acme';
  const repository: Repository = {
    id: takeId(state),
    owner,
    name: seed.name ?? 'shop',
    private: seed.private ?? true,
    defaultBranch: seed.defaultBranch ?? 'main',
    git: createStore(),
    refs: new Map(),
    issues: new Map(),
    gone: new Map(),
    labels: new Map(),
    deployments: [],
    caches: [],
    variables: new Map(Object.entries(seed.variables ?? {})),
    collaborators: new Map(
      Object.entries(seed.collaborators ?? {}).map(([login, role]) => [login.toLowerCase(), role]),
    ),
    dispatches: [],
    settings: {
      actionsMayOpenPulls: true,
      treeLimit: 100_000,
      archived: false,
      hasIssues: true,
      ...seed.settings,
    },
  };
  state.repositories.set(`${owner}/${repository.name}`.toLowerCase(), repository);
  if (!state.accounts.has(owner.toLowerCase())) {
    state.accounts.set(owner.toLowerCase(), { id: takeId(state), login: owner, type: 'Organization' });
  }
  commitFiles(state, repository, {
    files: seed.files ?? { 'README.md': `# ${repository.name}\n` },
    message: 'Initial commit',
  });
  for (const name of seed.labels ?? []) addLabel(state, repository, name);
  for (const issue of seed.issues ?? []) addIssue(state, repository, issue);
  return repository;
}

export function signatureOf(state: GitHubState, login: string): Signature {
  const account = accountOf(state, login);
  const email = `${account.id}+${login}@users.noreply.github.com`;
  return { name: login, email, date: state.clock.iso() };
}

export type CommitSeed = {
  readonly files: FileMap;
  readonly message: string;
  readonly branch?: string;
  /** Branch to start from when `branch` is new; the default branch unless given. */
  readonly from?: string;
  readonly login?: string;
};

/** A push: commits the changes on a branch, which comes into being when new. Returns the new commit's SHA. */
export function commitFiles(state: GitHubState, repository: Repository, seed: CommitSeed): string {
  const ref = `refs/heads/${seed.branch ?? repository.defaultBranch}`;
  const parent =
    repository.refs.get(ref) ?? repository.refs.get(`refs/heads/${seed.from ?? repository.defaultBranch}`);
  const base = parent === undefined ? undefined : repository.git.commits.get(parent)?.tree;
  const who = signatureOf(state, seed.login ?? 'dev');
  const commit = putCommit(repository.git, {
    tree: changeTree(repository.git, base, seed.files),
    parents: parent === undefined ? [] : [parent],
    author: who,
    committer: who,
    message: seed.message,
    verified: false,
    login: seed.login ?? 'dev',
  });
  repository.refs.set(ref, commit.sha);
  return commit.sha;
}

export function addLabel(state: GitHubState, repository: Repository, name: string): void {
  const key = name.toLowerCase();
  if (repository.labels.has(key)) return;
  repository.labels.set(key, { id: takeId(state), name, color: 'ededed', description: null });
}

/** Issues and pull requests share one row of numbers. */
export const nextNumber = (repository: Repository): number =>
  Math.max(0, ...repository.issues.keys(), ...repository.gone.keys()) + 1;

export function addIssue(state: GitHubState, repository: Repository, seed: IssueSeed): Issue {
  const at = seed.createdAt ?? state.clock.iso();
  const status = seed.state ?? 'open';
  for (const label of seed.labels ?? []) addLabel(state, repository, label);
  const issue: Issue = {
    id: takeId(state),
    number: seed.number ?? nextNumber(repository),
    author: accountOf(state, seed.author ?? 'sentry[bot]').login,
    title: seed.title,
    body: seed.body ?? '',
    state: status,
    stateReason: seed.stateReason ?? (status === 'closed' ? 'completed' : null),
    locked: seed.locked ?? false,
    labels: [...(seed.labels ?? [])],
    assignees: [...(seed.assignees ?? [])],
    createdAt: at,
    updatedAt: at,
    closedAt: status === 'closed' ? at : null,
    closedBy: null,
    comments: [],
    timeline: [],
  };
  repository.issues.set(issue.number, issue);
  for (const comment of seed.comments ?? []) addComment(state, issue, comment);
  return issue;
}

export type CommentSeed = { readonly author: string; readonly body: string; readonly at?: string };

/** Somebody comments on an issue. */
export function addComment(state: GitHubState, issue: Issue, seed: CommentSeed): Comment {
  const at = seed.at ?? state.clock.iso();
  const times = { createdAt: at, updatedAt: at, editedAt: null, editedBy: null };
  const author = accountOf(state, seed.author).login;
  const comment: Comment = { id: takeId(state), author, body: seed.body, ...times, minimized: false };
  issue.comments.push(comment);
  return comment;
}
