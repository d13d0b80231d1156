import { type FileMap, flatten } from '../git/tree.ts';
import { type Core, type Listening, listen } from '../server.ts';
import { accountOf } from './identity.ts';
import { type DeploySeed, deploy } from './operations/deployments.ts';
import { commentOf } from './operations/issues.ts';
import { type Merge, mergePull, putPull } from './operations/pulls.ts';
import { type RepositoryRecord, recordOf } from './record.ts';
import {
  addComment,
  addIssue,
  addRepository,
  addToken,
  type CommentSeed,
  type CommitSeed,
  commitFiles,
  createState,
  type IssueSeed,
  type RepositorySeed,
  type TokenSeed,
} from './seed.ts';
import { githubService } from './service.ts';
import {
  type CacheEntry,
  type Comment,
  type Deployment,
  type GitHubState,
  type Issue,
  type Repository,
  type Token,
  takeId,
} from './state.ts';
import { type Webhooks, webhooksOf } from './webhooks.ts';

/** The running GitHub double with everything a test does to it besides HTTP. */
export type GitHubDouble = Listening & {
  readonly state: GitHubState;
  readonly token: (seed: TokenSeed) => Token;
  readonly repository: (seed?: RepositorySeed) => RepositoryDouble;
};

/** One repository, with what people and other systems do to it. */
export type RepositoryDouble = {
  readonly state: Repository;
  readonly fullName: string;
  readonly openIssue: (seed: IssueSeed) => Issue;
  readonly issue: (number: number) => Issue;
  /** A push to a branch; returns the commit's SHA. */
  readonly push: (seed: CommitSeed) => string;
  /** Somebody pushes a branch and opens a pull request. */
  readonly openPull: (seed: PullSeed) => Issue;
  /** A human merges; returns the merge commit's SHA. */
  readonly merge: (merge: Merge) => string;
  readonly deploy: (seed: DeploySeed) => Deployment;
  readonly cache: (key: string, ref?: string) => CacheEntry;
  /** Somebody deletes the issue, or transfers it away. */
  readonly removeIssue: (number: number, how: 'deleted' | 'transferred') => void;
  readonly comment: (number: number, seed: CommentSeed) => Comment;
  /** Somebody with the right to do so edits another's comment. */
  readonly editComment: (commentId: number, edit: { readonly body: string; readonly by: string }) => void;
  /** SHA of a branch, the default branch unless named. */
  readonly head: (branch?: string) => string;
  /** Content of all text files of a branch. */
  readonly files: (branch?: string) => Readonly<Record<string, string>>;
  /** Everything that a client can change, as plain data: equal before and after means that nothing was written. */
  readonly snapshot: () => RepositorySnapshot;
  /** The same for people: without ids and times, for comparing worlds that got there in different ways. */
  readonly record: () => RepositoryRecord;
  /** Events of this repository, as workflow runs get them. */
  readonly events: Webhooks;
};

export type PullSeed = {
  readonly author: string;
  readonly title: string;
  readonly body?: string;
  readonly files: FileMap;
  readonly branch?: string;
  readonly draft?: boolean;
};

export type RepositorySnapshot = {
  readonly refs: Readonly<Record<string, string>>;
  readonly issues: readonly Issue[];
  readonly labels: readonly string[];
  readonly deployments: readonly Deployment[];
  readonly caches: readonly CacheEntry[];
  readonly dispatches: Repository['dispatches'];
};

export async function startGitHub(core: Core): Promise<GitHubDouble> {
  const state = createState(core.clock);
  const listening = await listen(githubService(state), core);
  return {
    ...listening,
    state,
    token: (seed) => addToken(state, seed),
    repository: (seed) => doubleOf(state, addRepository(state, seed)),
  };
}

function doubleOf(state: GitHubState, repository: Repository): RepositoryDouble {
  const head = (branch = repository.defaultBranch) => {
    const sha = repository.refs.get(`refs/heads/${branch}`);
    if (sha === undefined) throw new Error(`no branch ${branch}`);
    return sha;
  };
  const double: Omit<RepositoryDouble, 'events'> = {
    state: repository,
    fullName: `${repository.owner}/${repository.name}`,
    openIssue: (seed) => addIssue(state, repository, seed),
    issue: (number) => {
      const issue = repository.issues.get(number);
      if (issue === undefined) throw new Error(`no issue ${number}`);
      return issue;
    },
    push: (seed) => commitFiles(state, repository, seed),
    openPull: (seed) => openPull(state, repository, seed),
    merge: (merge) => mergePull(state, repository, merge),
    deploy: (seed) => deploy(state, repository, seed),
    cache: (key, ref = `refs/heads/${repository.defaultBranch}`) => {
      const at = state.clock.iso();
      const entry = {
        id: takeId(state),
        ref,
        key,
        version: 'v',
        size: 1024,
        createdAt: at,
        lastAccessedAt: at,
      };
      repository.caches.push(entry);
      return entry;
    },
    ...interventions(state, repository),
    head,
    files: (branch) => filesAt(repository, head(branch)),
    snapshot: () => snapshotOf(repository),
    record: () => recordOf(repository),
  };
  // Events look the double up when they are made, so it may refer to itself.
  const whole: RepositoryDouble = Object.assign(double, {
    events: webhooksOf(state, double as RepositoryDouble),
  });
  return whole;
}

function openPull(state: GitHubState, repository: Repository, seed: PullSeed): Issue {
  const { author, title, body, files, branch = `${author.replace(/\W/g, '')}-work`, draft } = seed;
  commitFiles(state, repository, { files, message: title, branch, login: author });
  const { login } = accountOf(state, author);
  const base = repository.defaultBranch;
  return putPull(state, repository, { author: login, title, body, head: branch, base, draft });
}

/** What people do to issues and comments outside our reach. */
function interventions(
  state: GitHubState,
  repository: Repository,
): Pick<RepositoryDouble, 'removeIssue' | 'editComment' | 'comment'> {
  return {
    comment: (number, seed) => {
      const issue = repository.issues.get(number);
      if (issue === undefined) throw new Error(`no issue ${number}`);
      return addComment(state, issue, seed);
    },
    removeIssue: (number, how) => {
      repository.issues.delete(number);
      repository.gone.set(
        number,
        how === 'deleted' ? how : `https://api.github.com/repositories/1/issues/${number}`,
      );
    },
    editComment: (commentId, { body, by }) => {
      const at = state.clock.iso();
      const edit = { body, updatedAt: at, editedAt: at, editedBy: by };
      Object.assign(commentOf(repository, commentId).comment, edit);
    },
  };
}

function filesAt({ git }: Repository, sha: string): Record<string, string> {
  const tree = git.commits.get(sha)?.tree ?? '';
  const text = (blob: string) => git.blobs.get(blob)?.toString('utf8') ?? '';
  return Object.fromEntries([...flatten(git, tree)].map(([path, entry]) => [path, text(entry.sha)]));
}

const snapshotOf = (repository: Repository): RepositorySnapshot =>
  structuredClone({
    refs: Object.fromEntries([...repository.refs].sort()),
    issues: [...repository.issues.values()],
    labels: [...repository.labels.values()].map((label) => label.name),
    deployments: repository.deployments,
    caches: repository.caches,
    dispatches: repository.dispatches,
  });
