import { accountOf } from '../identity.ts';
import { nodeId } from '../node-id.ts';
import type { GitHubState, Repository } from '../state.ts';
import { simpleUser } from './account.ts';
import type { At, Schema } from './schema.ts';

export const repositoryUrl = (repository: Repository, { origin }: At): string =>
  `${origin}/repos/${repository.owner}/${repository.name}`;

export const repositoryPage = (repository: Repository): string =>
  `https://github.com/${repository.owner}/${repository.name}`;

/** The many address templates of a repository. None of them is followed by a client that we test. */
function links(repository: Repository, at: At) {
  const url = repositoryUrl(repository, at);
  const link = (path: string) => `${url}/${path}`;
  return {
    url,
    archive_url: link('{archive_format}{/ref}'),
    assignees_url: link('assignees{/user}'),
    blobs_url: link('git/blobs{/sha}'),
    branches_url: link('branches{/branch}'),
    collaborators_url: link('collaborators{/collaborator}'),
    comments_url: link('comments{/number}'),
    commits_url: link('commits{/sha}'),
    compare_url: link('compare/{base}...{head}'),
    contents_url: link('contents/{+path}'),
    contributors_url: link('contributors'),
    deployments_url: link('deployments'),
    downloads_url: link('downloads'),
    events_url: link('events'),
    forks_url: link('forks'),
    git_commits_url: link('git/commits{/sha}'),
    git_refs_url: link('git/refs{/sha}'),
    git_tags_url: link('git/tags{/sha}'),
    hooks_url: link('hooks'),
    issue_comment_url: link('issues/comments{/number}'),
    issue_events_url: link('issues/events{/number}'),
    issues_url: link('issues{/number}'),
    keys_url: link('keys{/key_id}'),
    labels_url: link('labels{/name}'),
    languages_url: link('languages'),
    merges_url: link('merges'),
    milestones_url: link('milestones{/number}'),
    notifications_url: link('notifications{?since,all,participating}'),
    pulls_url: link('pulls{/number}'),
    releases_url: link('releases{/id}'),
    stargazers_url: link('stargazers'),
    statuses_url: link('statuses/{sha}'),
    subscribers_url: link('subscribers'),
    subscription_url: link('subscription'),
    tags_url: link('tags'),
    teams_url: link('teams'),
    trees_url: link('git/trees{/sha}'),
  };
}

/** Where git itself finds it. */
const cloneLinks = (repository: Repository) => ({
  html_url: repositoryPage(repository),
  git_url: `git://github.com/${repository.owner}/${repository.name}.git`,
  ssh_url: `git@github.com:${repository.owner}/${repository.name}.git`,
  clone_url: `${repositoryPage(repository)}.git`,
  svn_url: repositoryPage(repository),
});

const COUNTS = {
  forks_count: 0,
  forks: 0,
  stargazers_count: 0,
  watchers_count: 0,
  watchers: 0,
  subscribers_count: 0,
  network_count: 0,
  size: 1,
} as const;

/** What a token with push rights sees of the settings. */
const SETTINGS = {
  permissions: { admin: false, maintain: false, push: true, triage: true, pull: true },
  allow_forking: true,
  allow_rebase_merge: true,
  allow_squash_merge: true,
  allow_merge_commit: true,
  allow_auto_merge: false,
  delete_branch_on_merge: false,
} as const;

const TIMES = {
  pushed_at: '2026-01-01T00:00:00Z',
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
} as const;

/** Answers both `repository` and `full-repository`. */
export function repositoryShape(
  state: GitHubState,
  repository: Repository,
  at: At,
): Schema<'repository'> & Schema<'full-repository'> {
  const open = [...repository.issues.values()].filter((issue) => issue.state === 'open').length;
  return {
    id: repository.id,
    node_id: nodeId('R', repository.id),
    name: repository.name,
    full_name: `${repository.owner}/${repository.name}`,
    owner: simpleUser(accountOf(state, repository.owner), at),
    private: repository.private,
    visibility: repository.private ? 'private' : 'public',
    description: null,
    fork: false,
    homepage: null,
    language: null,
    mirror_url: null,
    license: null,
    topics: [],
    default_branch: repository.defaultBranch,
    is_template: false,
    has_issues: repository.settings.hasIssues,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_downloads: false,
    has_discussions: false,
    archived: repository.settings.archived,
    disabled: false,
    open_issues_count: open,
    open_issues: open,
    ...COUNTS,
    ...SETTINGS,
    ...TIMES,
    ...links(repository, at),
    ...cloneLinks(repository),
  };
}
