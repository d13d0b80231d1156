import { git } from './git.ts';
import type { Store } from './store.ts';

/** One difference of two trees, as git's raw comparison gives it. Modes are six octal digits. */
export interface TreeChange {
  readonly path: string;
  /** Path before a rename, or `null`. */
  readonly oldPath: string | null;
  /** `null`: no file on this side; the same for the ids. */
  readonly oldMode: string | null;
  readonly newMode: string | null;
  readonly oldId: string | null;
  readonly newId: string | null;
}

/**
 * What differs between the base and a tree (`git diff-tree --raw -z`); `null` when a path is not one that a source
 * file may have: not UTF-8, a control character, or a part of it that a file system takes for another place.
 */
export function compareTrees(store: Store, tree: string): TreeChange[] | null {
  const flags = ['-r', '-z', '--raw', '--no-abbrev', '--find-renames', '--no-ext-diff', '--no-textconv'];
  const done = git({ gitDir: store.gitDir }, ['diff-tree', ...flags, store.baseTree, tree]);
  const text = done.ok ? decode(done.out) : null;
  return text === null ? null : readRaw(text);
}

/** Lines that each path gained and lost, by path (`--numstat -z`). */
export function countLines(
  store: Store,
  tree: string,
): Map<string, readonly [added: number, removed: number]> {
  const flags = ['-r', '-z', '--numstat', '--find-renames', '--no-ext-diff', '--no-textconv'];
  const done = git({ gitDir: store.gitDir }, ['diff-tree', ...flags, store.baseTree, tree]);
  const parts = done.out.toString('utf8').split('\0');
  const counts = new Map<string, readonly [number, number]>();
  for (let at = 0; at < parts.length - 1; ) {
    const [added = '', removed = '', path = ''] = (parts[at] ?? '').split('\t');
    // A rename has an empty path here, and both of its names as parts of their own.
    const moved = path === '';
    counts.set(moved ? (parts[at + 2] ?? '') : path, [Number(added) || 0, Number(removed) || 0]);
    at += moved ? 3 : 1;
  }
  return counts;
}

/** Parses `--raw -z`: `:oldmode newmode oldid newid STATUS NUL path NUL [path NUL]`. */
function readRaw(text: string): TreeChange[] | null {
  const parts = text.split('\0');
  const changes: TreeChange[] = [];
  for (let at = 0; at < parts.length - 1; ) {
    const head = /^:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*$/.exec(parts[at] ?? '');
    if (head === null) return null;
    const [, oldMode = '', newMode = '', oldId = '', newId = '', status = ''] = head;
    const moved = status === 'R' || status === 'C';
    const first = parts[at + 1] ?? '';
    const path = moved ? (parts[at + 2] ?? '') : first;
    if (!isPlainPath(first) || !isPlainPath(path)) return null;
    const [before, after] = [sided(oldMode, oldId), sided(newMode, newId)];
    changes.push({
      path,
      oldPath: moved ? first : null,
      oldMode: before.mode,
      newMode: after.mode,
      oldId: before.id,
      newId: after.id,
    });
    at += moved ? 3 : 2;
  }
  return changes;
}

function sided(mode: string, id: string): { mode: string | null; id: string | null } {
  return mode === '000000' ? { mode: null, id: null } : { mode, id };
}

/** Longest path that every file system takes, and no source file comes near. */
const LONGEST_PATH = 1_024;

/** Whether a path stays in its tree on every file system, and reads as what it is. */
export function isPlainPath(path: string): boolean {
  if (path === '' || path.length > LONGEST_PATH || path.startsWith('/')) return false;
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\\]/u.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !isGit(part));
}

/** `.git` as case-folding, NTFS and HFS+ file systems see it. */
function isGit(part: string): boolean {
  const plain = part
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[. ]+$/, '');
  return plain === '.git' || plain === 'git~1' || plain.startsWith('.git:') || plain === '.gitmodules';
}

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
