import type { TreeEntry } from '../../git/objects.ts';
import { entryAt } from '../../git/tree.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { accountOf, roleOf } from '../identity.ts';
import { resolveCommit } from '../operations/refs.ts';
import { notFound, unprocessable } from '../refusal.ts';
import { simpleUser } from '../shapes/account.ts';
import type { Scene } from '../shapes/issue.ts';
import { repositoryPage, repositoryShape, repositoryUrl } from '../shapes/repository.ts';

/** Files above this size come without content (docs: REST contents). */
const CONTENT_LIMIT = 1024 * 1024;

function linksOf({ repository, at }: Scene, path: string, entry: TreeEntry) {
  const clean = path.split('/').map(encodeURIComponent).join('/');
  const url = `${repositoryUrl(repository, at)}/contents/${clean}?ref=${repository.defaultBranch}`;
  const gitUrl = `${repositoryUrl(repository, at)}/git/${entry.type}s/${entry.sha}`;
  const html = `${repositoryPage(repository)}/blob/${repository.defaultBranch}/${clean}`;
  return { url, git_url: gitUrl, html_url: html, _links: { self: url, git: gitUrl, html } };
}

function listing(scene: Scene, path: string, tree: string) {
  const { git } = scene.repository;
  return (git.trees.get(tree) ?? []).map((entry) => {
    const full = path === '' ? entry.name : `${path}/${entry.name}`;
    const type = entry.type === 'tree' ? 'dir' : entry.type === 'commit' ? 'submodule' : 'file';
    const size = git.blobs.get(entry.sha)?.length ?? 0;
    return {
      type,
      size,
      name: entry.name,
      path: full,
      sha: entry.sha,
      download_url: null,
      ...linksOf(scene, full, entry),
    } as const;
  });
}

const contents = endpoint(
  { method: 'get', path: '/repos/{owner}/{repo}/contents/{path}', needs: ['contents', 'read'] },
  (call) => {
    const commit = resolveCommit(call.repository, call.query.ref ?? call.repository.defaultBranch);
    if (commit === undefined) throw notFound(`No commit found for the ref ${call.query.ref}`);
    const path = call.params.path.replace(/\/$/, '');
    const { git } = call.repository;
    const entry = entryAt(git, commit.tree, path);
    if (entry === undefined) throw notFound();
    if (entry.type === 'tree') return { status: 200, body: listing(call, path, entry.sha) };
    const bytes = git.blobs.get(entry.sha) ?? Buffer.alloc(0);
    const whole = bytes.length <= CONTENT_LIMIT;
    return {
      status: 200,
      body: {
        type: 'file' as const,
        encoding: whole ? 'base64' : 'none',
        size: bytes.length,
        name: entry.name,
        path,
        content: whole ? bytes.toString('base64').replace(/.{60}/g, '$&\n') : '',
        sha: entry.sha,
        download_url: null,
        ...linksOf(call, path, entry),
      },
    };
  },
);

const PERMISSION = {
  admin: 'admin',
  maintain: 'write',
  write: 'write',
  triage: 'read',
  read: 'read',
  none: 'none',
} as const;

export const repositoryEndpoints: readonly Endpoint[] = [
  contents,
  endpoint({ method: 'get', path: '/repos/{owner}/{repo}', needs: ['metadata', 'read'] }, (call) => ({
    status: 200,
    body: repositoryShape(call.state, call.repository, call.at),
  })),
  endpoint(
    {
      method: 'get',
      path: '/repos/{owner}/{repo}/collaborators/{username}/permission',
      needs: ['metadata', 'read'],
    },
    (call) => {
      const login = call.params.username;
      const role = roleOf(call.repository, login);
      const user = simpleUser(accountOf(call.state, login), call.at);
      const permission = PERMISSION[role];
      return { status: 200, body: { permission, role_name: role, user: { ...user, role_name: role } } };
    },
  ),
  endpoint(
    { method: 'post', path: '/repos/{owner}/{repo}/dispatches', needs: ['contents', 'write'] },
    (call) => {
      const { event_type: event, client_payload: payload = {} } = call.body;
      if (event.length > 100) throw unprocessable('event_type is too long (maximum is 100 characters)');
      if (Object.keys(payload).length > 10)
        throw unprocessable('No more than 10 properties are allowed; client_payload');
      call.repository.dispatches.push({ event, payload, actor: call.session.account.login });
      return { status: 204, body: undefined };
    },
  ),
];
