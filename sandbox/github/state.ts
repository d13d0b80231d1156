import type { Clock } from '../clock.ts';
import type { GitStore } from '../git/objects.ts';

/** A user, bot or organisation. Bots carry `[bot]` in their REST login; GraphQL drops it. */
export type Account = {
  readonly id: number;
  readonly login: string;
  readonly type: 'User' | 'Bot' | 'Organization';
  /** Slug of the App that acts as this bot. */
  readonly app?: string;
};

export type Scope =
  | 'actions'
  | 'checks'
  | 'contents'
  | 'deployments'
  | 'issues'
  | 'metadata'
  | 'pull_requests'
  | 'statuses'
  | 'actions_variables';
export type Level = 'none' | 'read' | 'write';

/** What a credential may do, and as whom. `kind` decides who may open pull requests. */
export type Token = {
  readonly name: string;
  readonly secret: string;
  readonly login: string;
  readonly kind: 'actions' | 'app' | 'user';
  /** Scopes that are not named are `none`, as with a workflow's `permissions:` key. */
  readonly permissions: Partial<Record<Scope, Level>>;
  /** Requests an hour, for each of REST and GraphQL. */
  readonly limit: number;
  /** Requests in the hour `hour` (hours since the epoch); a new hour starts at zero. */
  readonly used: { rest: number; graphql: number; hour: number };
};

export type Comment = {
  readonly id: number;
  readonly author: string;
  body: string;
  readonly createdAt: string;
  updatedAt: string;
  /** Set when the body was changed after creation. */
  editedAt: string | null;
  editedBy: string | null;
  minimized: boolean;
};

export type TimelineEvent = {
  readonly id: number;
  readonly kind: 'labeled' | 'unlabeled' | 'closed' | 'reopened' | 'assigned' | 'locked';
  readonly actor: string;
  readonly label?: string;
  readonly at: string;
};

export type Issue = {
  readonly id: number;
  readonly number: number;
  readonly author: string;
  title: string;
  body: string;
  state: 'open' | 'closed';
  stateReason: 'completed' | 'not_planned' | 'reopened' | null;
  locked: boolean;
  labels: string[];
  assignees: string[];
  readonly createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  closedBy: string | null;
  readonly comments: Comment[];
  readonly timeline: TimelineEvent[];
  /** Present when this number is a pull request. */
  readonly pull?: Pull;
};

export type Pull = {
  readonly id: number;
  readonly headRef: string;
  readonly baseRef: string;
  /** Head and base as they were when the pull request closed; until then the branches tell. */
  closedHead: string | null;
  closedBase: string | null;
  draft: boolean;
  mergedAt: string | null;
  mergedBy: string | null;
  mergeCommit: string | null;
  reviewers: string[];
  /** Check runs on its newest commit, as CI made them. */
  checks: readonly CheckRun[];
};

export type CheckRun = {
  /** Of the job, too: its log is asked for by it. */
  readonly id: number;
  readonly name: string;
  /** `null`: it is still running. */
  readonly conclusion: 'SUCCESS' | 'FAILURE' | null;
  readonly log: string;
};

export type Label = { readonly id: number; name: string; color: string; description: string | null };

export type DeploymentState =
  | 'error'
  | 'failure'
  | 'inactive'
  | 'in_progress'
  | 'queued'
  | 'pending'
  | 'success';
export type DeploymentStatus = {
  readonly id: number;
  readonly state: DeploymentState;
  readonly creator: string;
  readonly environmentUrl: string;
  readonly description: string;
  readonly createdAt: string;
};
export type Deployment = {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly environment: string;
  readonly creator: string;
  readonly createdAt: string;
  readonly statuses: DeploymentStatus[];
};

export type CacheEntry = {
  readonly id: number;
  readonly ref: string;
  readonly key: string;
  readonly version: string;
  readonly size: number;
  readonly createdAt: string;
  lastAccessedAt: string;
};

export type Dispatch = { readonly event: string; readonly payload: unknown; readonly actor: string };

export type Repository = {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly private: boolean;
  readonly defaultBranch: string;
  readonly git: GitStore;
  /** Full ref name (`refs/heads/main`) to commit. */
  readonly refs: Map<string, string>;
  readonly issues: Map<number, Issue>;
  /** Issues that were deleted, or transferred to another repository's address. */
  readonly gone: Map<number, string>;
  readonly labels: Map<string, Label>;
  readonly deployments: Deployment[];
  readonly caches: CacheEntry[];
  readonly variables: Map<string, string>;
  /** Login to role; the owner and bots need no entry. */
  readonly collaborators: Map<string, 'admin' | 'maintain' | 'write' | 'triage' | 'read'>;
  readonly dispatches: Dispatch[];
  readonly settings: {
    /** "Allow GitHub Actions to create and approve pull requests". */
    actionsMayOpenPulls: boolean;
    /** The Trees API answers `truncated` beyond so many entries (GitHub: 100,000). */
    treeLimit: number;
    archived: boolean;
    hasIssues: boolean;
  };
};

export type GitHubState = {
  readonly clock: Clock;
  readonly accounts: Map<string, Account>;
  /** By secret. */
  readonly tokens: Map<string, Token>;
  /** By lower-case `owner/name`. */
  readonly repositories: Map<string, Repository>;
  /** One counter for every id on the service. */
  nextId: number;
};

export const takeId = (state: GitHubState): number => {
  state.nextId += 1;
  return state.nextId;
};
