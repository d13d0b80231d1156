import { type GitStore, type Mode, putBlob, putTree, type TreeEntry } from './objects.ts';

/** A file of a tree: what a path leads to. */
export type FlatEntry = { readonly mode: Mode; readonly sha: string };
/** All files of a tree by full path, folders left out. */
export type FlatTree = ReadonlyMap<string, FlatEntry>;

/** Files to seed: content, or content with a mode; `null` removes. */
export type FileSeed = string | Buffer | { readonly content: string | Buffer; readonly mode: Mode } | null;
export type FileMap = Readonly<Record<string, FileSeed>>;

const typeOf = (mode: Mode): TreeEntry['type'] =>
  mode === '160000' ? 'commit' : mode === '040000' ? 'tree' : 'blob';

/** Every file under a tree, by path. */
export function flatten(store: GitStore, tree: string): Map<string, FlatEntry> {
  const flat = new Map<string, FlatEntry>();
  const visit = (sha: string, prefix: string) => {
    for (const entry of store.trees.get(sha) ?? []) {
      if (entry.type === 'tree') visit(entry.sha, `${prefix}${entry.name}/`);
      else flat.set(`${prefix}${entry.name}`, { mode: entry.mode, sha: entry.sha });
    }
  };
  visit(tree, '');
  return flat;
}

type Folder = { readonly files: TreeEntry[]; readonly folders: Map<string, Folder> };
const folder = (): Folder => ({ files: [], folders: new Map() });

/** Stores the nested trees that hold these files; the root's name. */
export function writeTree(store: GitStore, flat: FlatTree): string {
  const root = folder();
  for (const [path, { mode, sha }] of flat) {
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    let at = root;
    for (const part of parts) {
      const next = at.folders.get(part) ?? folder();
      at.folders.set(part, next);
      at = next;
    }
    at.files.push({ name, mode, sha, type: typeOf(mode) });
  }
  return storeFolder(store, root);
}

function storeFolder(store: GitStore, at: Folder): string {
  const folders = [...at.folders].map(
    ([name, child]): TreeEntry => ({ name, mode: '040000', type: 'tree', sha: storeFolder(store, child) }),
  );
  return putTree(store, [...at.files, ...folders]);
}

/** The tree that results from these changes. */
export function changeTree(store: GitStore, base: string | undefined, changes: FileMap): string {
  const flat = base === undefined ? new Map<string, FlatEntry>() : flatten(store, base);
  for (const [path, seed] of Object.entries(changes)) {
    if (seed === null) {
      flat.delete(path);
      continue;
    }
    const plain = typeof seed === 'string' || Buffer.isBuffer(seed);
    const sha = putBlob(store, plain ? seed : seed.content);
    flat.set(path, { mode: plain ? (flat.get(path)?.mode ?? '100644') : seed.mode, sha });
  }
  return writeTree(store, flat);
}

/** All entries with full paths, folders included: each folder before its content, as the Trees API lists them. */
export function listRecursive(store: GitStore, tree: string): (TreeEntry & { readonly path: string })[] {
  const entries: (TreeEntry & { path: string })[] = [];
  const visit = (sha: string, prefix: string) => {
    for (const entry of store.trees.get(sha) ?? []) {
      const path = `${prefix}${entry.name}`;
      entries.push({ ...entry, path });
      if (entry.type === 'tree') visit(entry.sha, `${path}/`);
    }
  };
  visit(tree, '');
  return entries;
}

/** What a path leads to: a file, a folder, or nothing. The empty path is the root. */
export function entryAt(store: GitStore, tree: string, path: string): TreeEntry | undefined {
  let entry: TreeEntry | undefined = { name: '', mode: '040000', type: 'tree', sha: tree };
  for (const part of path.split('/').filter((piece) => piece !== '')) {
    if (entry?.type !== 'tree') return undefined;
    entry = store.trees.get(entry.sha)?.find((child) => child.name === part);
  }
  return entry;
}
