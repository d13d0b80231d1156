import { chmodSync, lstatSync, mkdirSync, readlinkSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import type { TreeChange } from './compare.ts';
import { git } from './git.ts';
import type { Store } from './store.ts';

/**
 * Writes a tree as plain files into a folder that must be empty or new. No git folder is in it, so nothing that runs
 * there can reach the store; links that lead out of it become files that hold their target.
 */
export function writeTree(store: Store, tree: string, folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const index = join(store.gitDir, `write-${tree}.index`);
  const place = { gitDir: store.gitDir, index };
  const done =
    git(place, ['read-tree', tree]).ok &&
    git({ ...place, workTree: folder }, ['checkout-index', '--all', '--force', '--quiet']).ok;
  if (!done) throw new Error(`git could not write the tree ${tree}`);
  closeLinks(folder, linksOf(store, index));
}

/** Writes only the given changes' new files into an empty folder. */
export function writeChanges(store: Store, changes: readonly TreeChange[], folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  for (const { path, newId, newMode } of changes) {
    if (newId === null) continue;
    const blob = git({ gitDir: store.gitDir }, ['cat-file', 'blob', newId]);
    if (!blob.ok) throw new Error('git could not read a file of the patch');
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
    writeFileSync(file, blob.out);
    chmodSync(file, newMode === '100755' ? 0o755 : 0o644);
  }
}

function linksOf(store: Store, index: string): string[] {
  const done = git({ gitDir: store.gitDir, index }, ['ls-files', '-s', '-z']);
  return done.out
    .toString('utf8')
    .split('\0')
    .flatMap((entry) => (entry.startsWith('120000 ') ? [entry.slice(entry.indexOf('\t') + 1)] : []));
}

/** What `core.symlinks=false` would do to all links, for those alone that leave the folder. */
function closeLinks(folder: string, links: readonly string[]): void {
  const root = realpathSync(folder);
  for (const path of links) {
    const file = join(root, path);
    if (!isLink(file)) continue;
    const target = readlinkSync(file);
    if (staysInside(root, file, target)) continue;
    rmSync(file);
    writeFileSync(file, target);
  }
}

function isLink(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

function staysInside(root: string, file: string, target: string): boolean {
  const inside = (path: string) => path === root || path.startsWith(`${root}/`);
  if (target.startsWith('/') || !inside(normalize(join(dirname(file), target)))) return false;
  try {
    return inside(realpathSync(file));
  } catch {
    // It leads nowhere yet, and lexically stays inside.
    return true;
  }
}
