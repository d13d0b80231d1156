import { isAncestor } from '../../git/history.ts';
import { type Commit, putCommit, type Signature } from '../../git/objects.ts';
import { changeTree, type FileMap } from '../../git/tree.ts';
import { need, type Session } from '../identity.ts';
import { notFound, Refusal, unprocessable } from '../refusal.ts';
import { signatureOf } from '../seed.ts';
import type { Repository } from '../state.ts';

export function refOf(repository: Repository, ref: string): string {
  const sha = repository.refs.get(ref);
  if (sha === undefined) throw notFound();
  return sha;
}

/** Creating a ref is atomic: the second of two gets 422, which makes a branch usable as a lock. */
export function createRef(
  session: Session,
  repository: Repository,
  draft: { ref: string; sha: string },
): void {
  need(session, 'contents', 'write');
  const { ref, sha } = draft;
  if (!/^refs\/[^/]+\/.+/.test(ref))
    throw unprocessable("Reference name must start with 'refs' and contain at least two slashes.");
  if (/\.\.|[\s~^:?*[\\]|\/$|\.lock$|\/\//.test(ref)) throw unprocessable(`${ref} is not a valid ref name.`);
  if (repository.refs.has(ref)) throw unprocessable('Reference already exists');
  if (!repository.git.commits.has(sha)) throw unprocessable('Object does not exist');
  for (const other of repository.refs.keys()) {
    const clash = other.startsWith(`${ref}/`) || ref.startsWith(`${other}/`);
    if (clash) throw unprocessable(`Reference cannot be created: '${other}' exists`);
  }
  repository.refs.set(ref, sha);
}

export function updateRef(
  session: Session,
  repository: Repository,
  change: { ref: string; sha: string; force: boolean },
): void {
  need(session, 'contents', 'write');
  const current = repository.refs.get(change.ref);
  if (current === undefined) throw unprocessable('Reference does not exist');
  if (!repository.git.commits.has(change.sha)) throw unprocessable('Object does not exist');
  if (!change.force && !isAncestor(repository.git, current, change.sha))
    throw unprocessable('Update is not a fast forward');
  repository.refs.set(change.ref, change.sha);
}

export function deleteRef(session: Session, repository: Repository, ref: string): void {
  need(session, 'contents', 'write');
  if (!repository.refs.has(ref)) throw unprocessable('Reference does not exist');
  repository.refs.delete(ref);
  const branch = ref.replace(/^refs\/heads\//, '');
  for (const issue of repository.issues.values()) {
    const open = issue.state === 'open' && issue.pull?.headRef === branch;
    if (open)
      Object.assign(issue, {
        state: 'closed',
        closedAt: session.state.clock.iso(),
        closedBy: session.account.login,
      });
  }
}

/** The commit that a branch, tag, full ref or SHA names. */
export function resolveCommit(repository: Repository, name: string): Commit | undefined {
  const named =
    repository.refs.get(name) ??
    repository.refs.get(`refs/${name}`) ??
    repository.refs.get(`refs/heads/${name}`) ??
    repository.refs.get(`refs/tags/${name}`) ??
    (name === 'HEAD' ? repository.refs.get(`refs/heads/${repository.defaultBranch}`) : undefined);
  const sha = named ?? name;
  const exact = repository.git.commits.get(sha);
  if (exact !== undefined || !/^[0-9a-f]{7,39}$/.test(sha)) return exact;
  return [...repository.git.commits.values()].find((commit) => commit.sha.startsWith(sha));
}

export type CommitDraft = {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author?: Signature | undefined;
  readonly committer?: Signature | undefined;
};

/** GitHub signs what a bot makes without naming an author or committer. */
export function createCommit(session: Session, repository: Repository, draft: CommitDraft): Commit {
  need(session, 'contents', 'write');
  const { git } = repository;
  if (!git.trees.has(draft.tree)) throw unprocessable('Tree SHA does not exist');
  if (draft.parents.some((parent) => !git.commits.has(parent)))
    throw unprocessable('Parent SHA does not exist or is not a commit object');
  const own = signatureOf(session.state, session.account.login);
  const verified =
    session.account.type === 'Bot' && draft.author === undefined && draft.committer === undefined;
  return putCommit(git, {
    tree: draft.tree,
    parents: draft.parents,
    author: draft.author ?? own,
    committer: draft.committer ?? draft.author ?? own,
    message: draft.message,
    verified,
    login: session.account.login,
  });
}

export type BranchCommit = {
  readonly branch: string;
  readonly expectedHead: string;
  readonly message: string;
  readonly changes: FileMap;
};

/** `createCommitOnBranch`: refuses when the branch moved; writes plain files only; always signed. */
export function commitOnBranch(session: Session, repository: Repository, draft: BranchCommit): Commit {
  need(session, 'contents', 'write');
  const ref = `refs/heads/${draft.branch.replace(/^refs\/heads\//, '')}`;
  const head = repository.refs.get(ref);
  if (head === undefined) throw notFound(`Branch ${draft.branch} does not exist`);
  if (head !== draft.expectedHead) {
    const text = `Expected branch to point to "${draft.expectedHead}" but it did not. Pull and try again.`;
    throw new Refusal(text, { status: 409, type: 'STALE_DATA' });
  }
  const { git } = repository;
  const who = signatureOf(session.state, session.account.login);
  const github: Signature = { name: 'GitHub', email: 'noreply@github.com', date: who.date };
  const commit = putCommit(git, {
    tree: changeTree(git, git.commits.get(head)?.tree, draft.changes),
    parents: [head],
    author: who,
    committer: github,
    message: draft.message,
    verified: true,
    login: session.account.login,
  });
  repository.refs.set(ref, commit.sha);
  return commit;
}
