import type { TreeChange } from './compare.ts';
import { git } from './git.ts';
import type { Store } from './store.ts';

/** Contents of a changed file on both sides; `null`: no file there. */
export interface BlobPair {
  readonly base: Buffer | null;
  readonly patched: Buffer | null;
}

/**
 * Contents of every changed file, in order; `null` when the patched side has more bytes than `limit` (asked before
 * anything is read). The base side is the repository's own and counts four times that.
 */
export function readBlobs(store: Store, changes: readonly TreeChange[], limit: number): BlobPair[] | null {
  const patched = changes.map(({ newId }) => newId);
  const base = changes.map(({ oldId }) => oldId);
  if (sizeOf(store, patched) > limit || sizeOf(store, base) > limit * 4) return null;
  const contents = readAll(store, new Set([...patched, ...base].filter((id) => id !== null)));
  if (contents === null) return null;
  const of = (id: string | null | undefined) => (id ? (contents.get(id) ?? null) : null);
  return changes.map((_, at) => ({ base: of(base[at]), patched: of(patched[at]) }));
}

/** Bytes of all objects together, each as often as it is named; infinite when one is not there. */
function sizeOf(store: Store, ids: readonly (string | null)[]): number {
  const wanted = ids.filter((id) => id !== null);
  if (wanted.length === 0) return 0;
  const done = git({ gitDir: store.gitDir, input: `${wanted.join('\n')}\n` }, [
    'cat-file',
    '--batch-check=%(objectsize)',
  ]);
  if (!done.ok) return Number.POSITIVE_INFINITY;
  return done.out
    .toString('latin1')
    .trimEnd()
    .split('\n')
    .reduce((sum, size) => sum + (/^\d+$/.test(size) ? Number(size) : Number.POSITIVE_INFINITY), 0);
}

/** `cat-file --batch`: `id type size LF content LF`, one after the other. */
function readAll(store: Store, ids: ReadonlySet<string>): Map<string, Buffer> | null {
  const found = new Map<string, Buffer>();
  if (ids.size === 0) return found;
  const done = git({ gitDir: store.gitDir, input: `${[...ids].join('\n')}\n` }, ['cat-file', '--batch']);
  let at = 0;
  while (done.ok && at < done.out.length) {
    const end = done.out.indexOf(10, at);
    const head = /^([0-9a-f]+) blob (\d+)$/.exec(done.out.toString('latin1', at, end));
    if (end < 0 || head === null) return null;
    const start = end + 1;
    const size = Number(head[2]);
    found.set(head[1] ?? '', done.out.subarray(start, start + size));
    at = start + size + 1;
  }
  return done.ok ? found : null;
}

/** Texts of files of the base, by path; what is missing or too large is left out. */
export function readBaseTexts(store: Store, paths: readonly string[], limit: number): Map<string, string> {
  const texts = new Map<string, string>();
  for (const path of paths) {
    const size = git({ gitDir: store.gitDir }, ['cat-file', '-s', `${store.baseTree}:${path}`]);
    if (!size.ok || Number(size.out.toString('latin1')) > limit) continue;
    const blob = git({ gitDir: store.gitDir }, ['cat-file', 'blob', `${store.baseTree}:${path}`]);
    if (blob.ok) texts.set(path, blob.out.toString('utf8'));
  }
  return texts;
}

/** Every path of the base's files, in git's order. */
export function listBase(store: Store): string[] {
  const done = git({ gitDir: store.gitDir }, ['ls-tree', '-r', '-z', '--name-only', store.baseTree]);
  return done.out
    .toString('utf8')
    .split('\0')
    .filter((path) => path !== '');
}
