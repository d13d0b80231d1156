import { diffTrees } from '../../git/changes.ts';
import { ancestors, compareCommits } from '../../git/history.ts';
import type { Commit } from '../../git/objects.ts';
import { entryAt } from '../../git/tree.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { resolveCommit } from '../operations/refs.ts';
import { slice } from '../page.ts';
import { notFound } from '../refusal.ts';
import { commitShape, commitWithFiles, fileShape } from '../shapes/commit.ts';
import { repositoryPage, repositoryUrl } from '../shapes/repository.ts';
import type { Repository } from '../state.ts';

/** GitHub lists at most 300 files and 250 commits of a comparison on its first page. */
const FILE_LIMIT = 300;

function commitNamed(repository: Repository, name: string): Commit {
  const commit = resolveCommit(repository, name);
  if (commit === undefined) throw notFound();
  return commit;
}

/** Did this commit change what the path leads to? */
function touches({ git }: Repository, commit: Commit, path: string): boolean {
  const parent = commit.parents[0];
  const before = parent === undefined ? undefined : git.commits.get(parent)?.tree;
  const old = before === undefined ? undefined : entryAt(git, before, path);
  return old?.sha !== entryAt(git, commit.tree, path)?.sha;
}

export const commitEndpoints: readonly Endpoint[] = [
  endpoint({ method: 'get', path: '/repos/{owner}/{repo}/commits', needs: ['contents', 'read'] }, (call) => {
    const { path, since = '', until = '9999', sha } = call.query;
    const start = commitNamed(call.repository, sha ?? call.repository.defaultBranch);
    const found = ancestors(call.repository.git, start.sha).filter(
      (commit) =>
        commit.committer.date >= since &&
        commit.committer.date <= until &&
        (path === undefined || touches(call.repository, commit, path)),
    );
    return { status: 200, body: slice(call.page, found).map((commit) => commitShape(call, commit)) };
  }),
  endpoint(
    { method: 'get', path: '/repos/{owner}/{repo}/commits/{ref}', needs: ['contents', 'read'] },
    (call) => ({
      status: 200,
      body: commitWithFiles(call, commitNamed(call.repository, call.params.ref)),
    }),
  ),
  endpoint(
    { method: 'get', path: '/repos/{owner}/{repo}/compare/{basehead}', needs: ['contents', 'read'] },
    (call) => {
      const [from = '', to = ''] = call.params.basehead.split('...', 2);
      const { git } = call.repository;
      const base = commitNamed(call.repository, from);
      const head = commitNamed(call.repository, to);
      const { status, ahead, behind, mergeBase } = compareCommits(git, base.sha, head.sha);
      // GitHub: no common ancestor is a 404.
      if (mergeBase === undefined) throw notFound('No common ancestor between the two commits.');
      const url = `${repositoryUrl(call.repository, call.at)}/compare/${call.params.basehead}`;
      const page = `${repositoryPage(call.repository)}/compare/${call.params.basehead}`;
      const changes = diffTrees(git, mergeBase.tree, head.tree).slice(0, FILE_LIMIT);
      return {
        status: 200,
        body: {
          url,
          html_url: page,
          permalink_url: page,
          diff_url: `${page}.diff`,
          patch_url: `${page}.patch`,
          base_commit: commitShape(call, base),
          merge_base_commit: commitShape(call, mergeBase),
          status,
          ahead_by: ahead.length,
          behind_by: behind.length,
          total_commits: ahead.length,
          commits: slice(call.page, ahead).map((commit) => commitShape(call, commit)),
          files: changes.map((change) => fileShape(call, change, head.sha)),
        },
      };
    },
  ),
];
