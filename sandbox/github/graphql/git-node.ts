import { ancestors } from '../../git/history.ts';
import type { Commit, TreeEntry } from '../../git/objects.ts';
import { entryAt } from '../../git/tree.ts';
import { accountOf } from '../identity.ts';
import { nodeId } from '../node-id.ts';
import { resolveCommit } from '../operations/refs.ts';
import { repositoryPage } from '../shapes/repository.ts';
import type { Repository } from '../state.ts';
import { actorNode } from './actor-node.ts';
import { connection } from './connection.ts';
import type { View } from './view.ts';

/** Beyond this size `text` is cut and `isTruncated` says so. */
const TEXT_LIMIT = 512_000;

function blobNode(repository: Repository, sha: string) {
  const bytes = repository.git.blobs.get(sha) ?? Buffer.alloc(0);
  const isBinary = bytes.includes(0);
  return {
    __typename: 'Blob',
    id: nodeId('B', sha),
    oid: sha,
    abbreviatedOid: sha.slice(0, 7),
    byteSize: bytes.length,
    isBinary,
    isTruncated: bytes.length > TEXT_LIMIT,
    text: isBinary ? null : bytes.subarray(0, TEXT_LIMIT).toString('utf8'),
  };
}

export function treeNode(repository: Repository, sha: string): Record<string, unknown> {
  return {
    __typename: 'Tree',
    id: nodeId('T', sha),
    oid: sha,
    abbreviatedOid: sha.slice(0, 7),
    entries: () => (repository.git.trees.get(sha) ?? []).map((entry) => entryNode(repository, entry)),
  };
}

function entryNode(repository: Repository, entry: TreeEntry) {
  return {
    name: entry.name,
    oid: entry.sha,
    type: entry.type,
    mode: Number.parseInt(entry.mode, 8),
    path: entry.name,
    object: () => objectNode(repository, entry),
  };
}

function objectNode(repository: Repository, entry: TreeEntry) {
  if (entry.type === 'tree') return treeNode(repository, entry.sha);
  return entry.type === 'blob' ? blobNode(repository, entry.sha) : null;
}

export type Place = { readonly view: View; readonly repository: Repository };

function signatureNode({ view }: Place, commit: Commit, role: 'author' | 'committer') {
  const { login } = commit;
  const known = login === undefined || accountOf(view.session.state, login).type !== 'User';
  return { ...commit[role], user: known ? null : actorNode(view, login) };
}

export function commitNode(place: Place, commit: Commit): Record<string, unknown> {
  const { repository } = place;
  const cut = commit.message.indexOf('\n');
  const url = `${repositoryPage(repository)}/commit/${commit.sha}`;
  const known = (sha: string) => repository.git.commits.get(sha) ?? [];
  return {
    __typename: 'Commit',
    id: nodeId('C', commit.sha),
    oid: commit.sha,
    abbreviatedOid: commit.sha.slice(0, 7),
    url,
    commitUrl: url,
    message: commit.message,
    messageHeadline: cut < 0 ? commit.message : commit.message.slice(0, cut),
    messageBody: cut < 0 ? '' : commit.message.slice(cut + 1).trim(),
    committedDate: commit.committer.date,
    authoredDate: commit.author.date,
    author: () => signatureNode(place, commit, 'author'),
    committer: () => signatureNode(place, commit, 'committer'),
    signature: commit.verified
      ? { __typename: 'GpgSignature', isValid: true, state: 'VALID', wasSignedByGitHub: true }
      : null,
    tree: () => treeNode(repository, commit.tree),
    parents: connection('parents', commit.parents.flatMap(known), (parent) => commitNode(place, parent)),
    history: (page: { first?: number; after?: string; path?: string | null }) => {
      const { path } = page;
      const all = ancestors(repository.git, commit.sha);
      const at = (item: Commit) => entryAt(repository.git, item.tree, path ?? '')?.sha;
      const before = (item: Commit) => item.parents.flatMap(known).map(at)[0];
      const found = path ? all.filter((item) => at(item) !== before(item)) : all;
      return connection('history', found, (item) => commitNode(place, item))(page);
    },
  };
}

/** `object(expression: "HEAD:path")`, a branch, or a SHA: what `git rev-parse` takes. */
export function expressionNode(place: Place, expression: string) {
  const { repository } = place;
  const colon = expression.indexOf(':');
  const commit = resolveCommit(repository, colon < 0 ? expression : expression.slice(0, colon));
  if (commit === undefined) return oidNode(repository, expression);
  if (colon < 0) return commitNode(place, commit);
  const entry = entryAt(repository.git, commit.tree, expression.slice(colon + 1));
  return entry === undefined ? null : objectNode(repository, entry);
}

function oidNode(repository: Repository, oid: string) {
  if (repository.git.trees.has(oid)) return treeNode(repository, oid);
  return repository.git.blobs.has(oid) ? blobNode(repository, oid) : null;
}

export function refNode(place: Place, name: string): Record<string, unknown> | null {
  const sha = place.repository.refs.get(name);
  const commit = sha === undefined ? undefined : place.repository.git.commits.get(sha);
  if (commit === undefined) return null;
  const prefix = /^refs\/[^/]+\//.exec(name)?.[0] ?? 'refs/';
  return {
    __typename: 'Ref',
    id: nodeId('REF', `${place.repository.id}:${name}`),
    name: name.slice(prefix.length),
    prefix,
    target: () => commitNode(place, commit),
  };
}
