import type { Mode } from '../../git/objects.ts';
import { putBlob } from '../../git/objects.ts';
import { flatten, listRecursive, writeTree } from '../../git/tree.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { nodeId } from '../node-id.ts';
import { createCommit, createRef, deleteRef, refOf, resolveCommit, updateRef } from '../operations/refs.ts';
import { slice } from '../page.ts';
import { notFound, unprocessable } from '../refusal.ts';
import { gitCommitShape } from '../shapes/commit.ts';
import type { Scene } from '../shapes/issue.ts';
import { repositoryUrl } from '../shapes/repository.ts';
import type { Schema } from '../shapes/schema.ts';

const GIT = '/repos/{owner}/{repo}/git' as const;

function refShape({ repository, at }: Scene, ref: string): Schema<'git-ref'> {
  const sha = refOf(repository, ref);
  const url = `${repositoryUrl(repository, at)}/git`;
  return {
    ref,
    node_id: nodeId('REF', ref),
    url: `${url}/${ref}`,
    object: { type: 'commit', sha, url: `${url}/commits/${sha}` },
  };
}

const refEndpoints: readonly Endpoint[] = [
  endpoint({ method: 'get', path: `${GIT}/ref/{ref}`, needs: ['contents', 'read'] }, (call) => ({
    status: 200,
    body: refShape(call, `refs/${call.params.ref}`),
  })),
  endpoint({ method: 'get', path: `${GIT}/matching-refs/{ref}`, needs: ['contents', 'read'] }, (call) => {
    const refs = [...call.repository.refs.keys()].filter((ref) => ref.startsWith(`refs/${call.params.ref}`));
    return { status: 200, body: slice(call.page, refs.sort()).map((ref) => refShape(call, ref)) };
  }),
  endpoint({ method: 'post', path: `${GIT}/refs`, needs: ['contents', 'write'] }, (call) => {
    createRef(call.session, call.repository, call.body);
    return { status: 201, body: refShape(call, call.body.ref) };
  }),
  endpoint({ method: 'patch', path: `${GIT}/refs/{ref}`, needs: ['contents', 'write'] }, (call) => {
    const ref = `refs/${call.params.ref}`;
    updateRef(call.session, call.repository, { ref, sha: call.body.sha, force: call.body.force ?? false });
    return { status: 200, body: refShape(call, ref) };
  }),
  endpoint({ method: 'delete', path: `${GIT}/refs/{ref}`, needs: ['contents', 'write'] }, (call) => {
    deleteRef(call.session, call.repository, `refs/${call.params.ref}`);
    return { status: 204, body: undefined };
  }),
];

type TreeAnswer = {
  sha: string;
  url: string;
  truncated: boolean;
  tree: { path: string; mode: string; type: string; sha: string; size?: number; url?: string }[];
};

/** Lists a tree; beyond the limit the answer is cut and says so. */
function treeShape({ repository, at }: Scene, sha: string, recursive: boolean): TreeAnswer {
  const url = `${repositoryUrl(repository, at)}/git`;
  const { git, settings } = repository;
  const all = recursive
    ? listRecursive(git, sha)
    : (git.trees.get(sha) ?? []).map((entry) => ({ ...entry, path: entry.name }));
  const tree = all.slice(0, settings.treeLimit).map(({ path, mode, type, sha: child }) => ({
    path,
    mode,
    type,
    sha: child,
    ...(type === 'blob' ? { size: git.blobs.get(child)?.length ?? 0 } : {}),
    ...(type === 'commit' ? {} : { url: `${url}/${type}s/${child}` }),
  }));
  return { sha, url: `${url}/trees/${sha}`, truncated: all.length > settings.treeLimit, tree };
}

const treeEndpoints: readonly Endpoint[] = [
  endpoint({ method: 'get', path: `${GIT}/trees/{tree_sha}`, needs: ['contents', 'read'] }, (call) => {
    const name = call.params.tree_sha;
    const sha = call.repository.git.trees.has(name) ? name : resolveCommit(call.repository, name)?.tree;
    if (sha === undefined) throw notFound();
    // Any value of `recursive`, `0` and `false` included, turns it on (docs: REST trees).
    return { status: 200, body: treeShape(call, sha, call.query.recursive !== undefined) };
  }),
  endpoint({ method: 'post', path: `${GIT}/trees`, needs: ['contents', 'write'] }, (call) => {
    const { git } = call.repository;
    const { base_tree: base, tree } = call.body;
    if (base !== undefined && !git.trees.has(base)) throw unprocessable('base_tree is not a valid tree oid');
    const flat = base === undefined ? new Map() : flatten(git, base);
    for (const { path, mode, sha, content } of tree) {
      if (path === undefined) throw unprocessable('tree.path is required');
      if (sha === null) flat.delete(path);
      else flat.set(path, { mode: (mode ?? '100644') as Mode, sha: sha ?? putBlob(git, content ?? '') });
      if (typeof sha === 'string' && mode !== '160000' && !git.blobs.has(sha)) {
        throw unprocessable(`tree.sha ${sha} is not a valid blob`);
      }
    }
    return { status: 201, body: treeShape(call, writeTree(git, flat), false) };
  }),
];

const objectEndpoints: readonly Endpoint[] = [
  endpoint({ method: 'get', path: `${GIT}/blobs/{file_sha}`, needs: ['contents', 'read'] }, (call) => {
    const sha = call.params.file_sha;
    const bytes = call.repository.git.blobs.get(sha);
    if (bytes === undefined) throw notFound();
    const url = `${repositoryUrl(call.repository, call.at)}/git/blobs/${sha}`;
    const content = bytes.toString('base64').replace(/.{60}/g, '$&\n');
    const node = nodeId('B', sha);
    return {
      status: 200,
      body: { sha, node_id: node, size: bytes.length, url, content, encoding: 'base64' },
    };
  }),
  endpoint({ method: 'post', path: `${GIT}/blobs`, needs: ['contents', 'write'] }, (call) => {
    const encoding = call.body.encoding === 'base64' ? 'base64' : 'utf8';
    const sha = putBlob(call.repository.git, Buffer.from(call.body.content, encoding));
    return { status: 201, body: { sha, url: `${repositoryUrl(call.repository, call.at)}/git/blobs/${sha}` } };
  }),
  endpoint({ method: 'get', path: `${GIT}/commits/{commit_sha}`, needs: ['contents', 'read'] }, (call) => {
    const commit = call.repository.git.commits.get(call.params.commit_sha);
    if (commit === undefined) throw notFound();
    return { status: 200, body: gitCommitShape(call, commit) };
  }),
  endpoint({ method: 'post', path: `${GIT}/commits`, needs: ['contents', 'write'] }, (call) => {
    const { tree, message, parents, author, committer } = call.body;
    const date = call.state.clock.iso();
    const sign = (who: { name?: string; email?: string; date?: string } | undefined) =>
      who === undefined
        ? undefined
        : { name: who.name ?? '', email: who.email ?? '', date: who.date ?? date };
    const draft = { tree, message, parents: parents ?? [], author: sign(author), committer: sign(committer) };
    return { status: 201, body: gitCommitShape(call, createCommit(call.session, call.repository, draft)) };
  }),
];

export const gitEndpoints: readonly Endpoint[] = [...refEndpoints, ...treeEndpoints, ...objectEndpoints];
