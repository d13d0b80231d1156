import { createHash } from 'node:crypto';

/** Git's file modes, as the API writes them. */
export type Mode = '100644' | '100755' | '040000' | '120000' | '160000';
export type EntryType = 'blob' | 'tree' | 'commit';
export type TreeEntry = {
  readonly name: string;
  readonly mode: Mode;
  readonly type: EntryType;
  readonly sha: string;
};

/** Author or committer. `date` is ISO 8601 in UTC. */
export type Signature = { readonly name: string; readonly email: string; readonly date: string };

export type Commit = {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
  /** GitHub signed it: made through the API by a bot, without author or committer of its own. */
  readonly verified: boolean;
  /** Login of the account that made it, when GitHub knows. */
  readonly login?: string;
};

/** A content-addressed store with git's own SHA-1 names. */
export type GitStore = {
  readonly blobs: Map<string, Buffer>;
  readonly trees: Map<string, readonly TreeEntry[]>;
  readonly commits: Map<string, Commit>;
};

export const createStore = (): GitStore => ({ blobs: new Map(), trees: new Map(), commits: new Map() });

/** `git hash-object`: SHA-1 over type, length and content. */
export function hashObject(type: EntryType, content: Buffer): string {
  return createHash('sha1').update(`${type} ${content.length}\0`).update(content).digest('hex');
}

export function putBlob(store: GitStore, content: Buffer | string): string {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  const sha = hashObject('blob', bytes);
  store.blobs.set(sha, bytes);
  return sha;
}

/** Git sorts names bytewise, a folder as if it ended in `/`. */
const sortKey = (entry: TreeEntry): string => (entry.type === 'tree' ? `${entry.name}/` : entry.name);

/** A tree as git stores it; the entries come sorted. */
export function treeBytes(sorted: readonly TreeEntry[]): Buffer {
  const parts = sorted.map((entry) =>
    Buffer.concat([
      Buffer.from(`${entry.mode.replace(/^0/, '')} ${entry.name}\0`),
      Buffer.from(entry.sha, 'hex'),
    ]),
  );
  return Buffer.concat(parts);
}

export function putTree(store: GitStore, entries: readonly TreeEntry[]): string {
  const sorted = [...entries].sort((a, b) =>
    Buffer.compare(Buffer.from(sortKey(a)), Buffer.from(sortKey(b))),
  );
  const sha = hashObject('tree', treeBytes(sorted));
  store.trees.set(sha, sorted);
  return sha;
}

const signatureLine = (role: string, who: Signature): string =>
  `${role} ${who.name} <${who.email}> ${Math.floor(Date.parse(who.date) / 1000)} +0000`;

/** A commit as git stores it. */
export function commitText(commit: Omit<Commit, 'sha'>): string {
  return [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    signatureLine('author', commit.author),
    signatureLine('committer', commit.committer),
    '',
    commit.message,
  ].join('\n');
}

/** Stores a commit under its true name. A real signature would be part of the hash; here `verified` only says so. */
export function putCommit(store: GitStore, commit: Omit<Commit, 'sha'>): Commit {
  const stored = { ...commit, sha: hashObject('commit', Buffer.from(commitText(commit), 'utf8')) };
  store.commits.set(stored.sha, stored);
  return stored;
}
