import type { FileChange } from '../../git/changes.ts';
import { diffTrees } from '../../git/changes.ts';
import type { Commit } from '../../git/objects.ts';
import { accountOf } from '../identity.ts';
import { nodeId } from '../node-id.ts';
import { simpleUser } from './account.ts';
import type { Scene } from './issue.ts';
import { repositoryPage, repositoryUrl } from './repository.ts';
import type { Schema } from './schema.ts';

function verificationOf(commit: Commit) {
  return {
    verified: commit.verified,
    reason: commit.verified ? 'valid' : 'unsigned',
    signature: commit.verified ? '-----BEGIN PGP SIGNATURE-----\n-----END PGP SIGNATURE-----' : null,
    payload: null,
    verified_at: commit.verified ? commit.committer.date : null,
  };
}

/** A commit as the git data endpoints give it. */
export function gitCommitShape({ repository, at }: Scene, commit: Commit): Schema<'git-commit'> {
  const url = repositoryUrl(repository, at);
  const page = repositoryPage(repository);
  return {
    sha: commit.sha,
    node_id: nodeId('C', commit.sha),
    url: `${url}/git/commits/${commit.sha}`,
    html_url: `${page}/commit/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    message: commit.message,
    tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${url}/git/commits/${sha}`,
      html_url: `${page}/commit/${sha}`,
    })),
    verification: verificationOf(commit),
  };
}

/** A commit as lists and comparisons give it: with GitHub accounts. */
export function commitShape(scene: Scene, commit: Commit): Schema<'commit'> {
  const { state, repository, at } = scene;
  const url = `${repositoryUrl(repository, at)}/commits/${commit.sha}`;
  const account = commit.login === undefined ? null : simpleUser(accountOf(state, commit.login), at);
  const git = gitCommitShape(scene, commit);
  return {
    sha: commit.sha,
    node_id: git.node_id,
    url,
    html_url: git.html_url,
    comments_url: `${url}/comments`,
    commit: {
      url: git.url,
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: git.tree,
      comment_count: 0,
      verification: git.verification,
    },
    author: account,
    committer: account,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${repositoryUrl(repository, at)}/commits/${sha}`,
      html_url: `${repositoryPage(repository)}/commit/${sha}`,
    })),
  };
}

/** One commit with its files, as `GET …/commits/{ref}` gives it. */
export function commitWithFiles(scene: Scene, commit: Commit): Schema<'commit'> {
  const { git } = scene.repository;
  const parent = commit.parents[0];
  const before = parent === undefined ? undefined : git.commits.get(parent)?.tree;
  const changes = diffTrees(git, before, commit.tree);
  const additions = changes.reduce((sum, change) => sum + change.additions, 0);
  const deletions = changes.reduce((sum, change) => sum + change.deletions, 0);
  return {
    ...commitShape(scene, commit),
    stats: { additions, deletions, total: additions + deletions },
    files: changes.map((change) => fileShape(scene, change, commit.sha)),
  };
}

export function fileShape({ repository, at }: Scene, change: FileChange, ref: string): Schema<'diff-entry'> {
  const path = change.path.split('/').map(encodeURIComponent).join('/');
  return {
    sha: change.sha,
    filename: change.path,
    status: change.status,
    additions: change.additions,
    deletions: change.deletions,
    changes: change.additions + change.deletions,
    blob_url: `${repositoryPage(repository)}/blob/${ref}/${path}`,
    raw_url: `${repositoryPage(repository)}/raw/${ref}/${path}`,
    contents_url: `${repositoryUrl(repository, at)}/contents/${path}?ref=${ref}`,
    ...(change.patch === undefined ? {} : { patch: change.patch }),
    ...(change.previousPath === undefined ? {} : { previous_filename: change.previousPath }),
  };
}
