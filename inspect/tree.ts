import { z } from 'zod';
import { indexTree, type TreeIndex } from '../src/domain/tree/tree.ts';

const Entry = z.union([z.string(), z.object({ path: z.string(), type: z.string().nullish() })]);

/**
 * Paths of a repository's files, however a case carries them: paths, entries of git's tree (`{path, type, size}`, files
 * only), the answer of GitHub's tree API, or one path a line. Entries that cannot be read are left out. `null`: none given.
 */
export function readTree(value: unknown): readonly string[] | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value.split(/\r?\n/).flatMap(filePath);
  const list: unknown = Array.isArray(value) ? value : (value as { tree?: unknown }).tree;
  if (!Array.isArray(list)) throw new Error('"tree" is a list of paths, or of {"path", "type"}');
  return list.flatMap(filePath);
}

function filePath(entry: unknown): readonly string[] {
  const parsed = Entry.safeParse(entry);
  if (!parsed.success) return [];
  const one = typeof parsed.data === 'string' ? { path: parsed.data } : parsed.data;
  const isFile = one.type === undefined || one.type === null || one.type === 'blob' || one.type === 'file';
  const path = one.path.trim();
  return isFile && path !== '' && !path.endsWith('/') ? [path] : [];
}

/** The paths of a verb that makes no sense without them. Throws one sentence that names the verb. */
export function needTree(value: unknown, verb: string): readonly string[] {
  const paths = readTree(value);
  if (paths === null) throw new Error(`${verb}: tree: give the repository's paths`);
  return paths;
}

let last: { readonly key: string; readonly index: TreeIndex } | null = null;

/** The index of a tree; kept while consecutive cases carry the same tree. */
export function treeOf(paths: readonly string[]): TreeIndex {
  const key = paths.join('\n');
  if (last?.key !== key) last = { key, index: indexTree(paths) };
  return last.index;
}
