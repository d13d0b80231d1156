import { join } from 'node:path';
import type { PatchFile } from '../domain/gate.ts';
import type { PatchLimits } from '../domain/policy/verify.ts';
import type { ProofCode } from '../domain/proof.ts';
import { compareTrees, type TreeChange } from './compare.ts';
import { git } from './git.ts';
import { readBlobs } from './objects.ts';
import { line, type Store } from './store.ts';

/** The tree that base and patch make, and what differs; or why there is none. */
export type Applied =
  | {
      readonly kind: 'applied';
      readonly tree: string;
      readonly files: readonly PatchFile[];
      /** The same files as git's objects, in the same order. */
      readonly changes: readonly TreeChange[];
    }
  | { readonly kind: 'refused'; readonly code: ProofCode };

/**
 * Applies a patch to an index only: no file is written anywhere, so no path in it can lead anywhere. What it did is
 * read from the two trees, never from the patch's text.
 */
export function applyPatch(store: Store, patch: Buffer, limits: PatchLimits): Applied {
  if (patch.toString('latin1').trim() === '') return refused('patch-empty');
  // Inflating one costs far more than its size, and no binary file is ever accepted.
  if (/^GIT binary patch\r?$/m.test(patch.toString('latin1'))) return refused('binary');
  const place = { gitDir: store.gitDir, index: join(store.gitDir, 'patched.index') };
  if (!git(place, ['read-tree', store.baseTree]).ok) return refused('patch-unreadable');
  const done = git({ ...place, input: patch }, ['apply', '--cached', '--whitespace=nowarn', '-']);
  if (!done.ok) return refused(refusalOf(done.error));
  const tree = line(git(place, ['write-tree']));
  if (tree === null) return refused('patch-unreadable');
  return judge(store, tree, limits);
}

function judge(store: Store, tree: string, limits: PatchLimits): Applied {
  const changes = compareTrees(store, tree);
  if (changes === null) return refused('path-escape');
  if (changes.length === 0) return refused('nothing-changed');
  if (changes.length > limits.files) return refused('patch-too-large');
  const shape = changes.map(shapeRefusal).find((code) => code !== null);
  if (shape !== undefined && shape !== null) return refused(shape);
  const blobs = readBlobs(store, changes, limits.content);
  if (blobs === null) return refused('patch-too-large');
  const files = changes.map((change, at): PatchFile => fileOf(change, blobs[at]));
  if (files.some(({ binary }) => binary)) return refused('binary');
  return { kind: 'applied', tree, files, changes };
}

function refused(code: ProofCode): Applied {
  return { kind: 'refused', code };
}

/** Modes of a plain file. Anything that the patch makes, or turns into something else, is refused. */
function shapeRefusal({ oldMode, newMode }: TreeChange): ProofCode | null {
  if (oldMode === '160000' || newMode === '160000') return 'submodule';
  if (oldMode === '120000' || newMode === '120000') return 'symlink';
  if (newMode === null) return null;
  return newMode === (oldMode ?? '100644') ? null : 'file-mode';
}

function fileOf(
  change: TreeChange,
  blob: { base: Buffer | null; patched: Buffer | null } | undefined,
): PatchFile {
  const base = blob?.base ?? null;
  const patched = blob?.patched ?? null;
  const binary = [base, patched].some((bytes) => bytes !== null && isBinary(bytes));
  return {
    path: change.path,
    ...(change.oldPath === null ? {} : { oldPath: change.oldPath }),
    oldMode: change.oldMode,
    newMode: change.newMode,
    base: binary ? null : (base?.toString('utf8') ?? null),
    patched: binary ? null : (patched?.toString('utf8') ?? null),
    binary,
    bytes: differing(base ?? NOTHING, patched ?? NOTHING),
  };
}

const NOTHING = Buffer.alloc(0);

/** Bytes between the common start and the common end of two contents, the longer side. */
function differing(one: Buffer, other: Buffer): number {
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < most - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  return Math.max(one.length, other.length) - start - end;
}

/** Git's own rule looks at the first 8,000 bytes for a NUL; a source file has none anywhere and is UTF-8. */
function isBinary(bytes: Buffer): boolean {
  return bytes.includes(0);
}

const REFUSALS: readonly (readonly [pattern: RegExp, code: ProofCode])[] = [
  [/invalid path|beyond a symbolic link|outside repository|unsafe path/i, 'path-escape'],
  [
    /does not apply|does not exist in index|already exists|does not match index|cannot read the current/i,
    'patch-does-not-apply',
  ],
  [/no valid patches/i, 'patch-unreadable'],
];

function refusalOf(error: string): ProofCode {
  return REFUSALS.find(([pattern]) => pattern.test(error))?.[1] ?? 'patch-unreadable';
}
