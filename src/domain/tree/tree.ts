import { type PathKind, pathKind } from './kind.ts';
import { sourceDistance } from './sources.ts';

/** One file of the tree. */
export interface TreeFile {
  readonly path: string;
  /** Lower-case base name without its last ending, then the folders from inside out, each followed by `/`. */
  readonly key: string;
  /** Last ending in lower case, without the dot; `''` when there is none. */
  readonly extension: string;
}

/** A repository's files, sorted so that every file that ends in the same folders and name lies side by side. */
export interface TreeIndex {
  readonly size: number;
  readonly files: readonly TreeFile[];
  /** Names of folders, and stems of files near the root, in lower case: what a package may be called. */
  readonly names: ReadonlySet<string>;
  readonly paths: ReadonlySet<string>;
}

/** Files that agree with a wanted path in its last `depth` segments (the stem counts as one). */
export interface SuffixMatch {
  readonly depth: number;
  readonly files: readonly TreeFile[];
}

/** How many files of one suffix are looked at; more than that are ambiguous anyway. */
const WIDEST_MATCH = 256;

/**
 * Indexes the paths of a git tree (`/`-separated, from the root). Order and repetition of paths do not matter.
 * About one string per file; 100,000 files sort in a fraction of a second.
 */
export function indexTree(paths: readonly string[]): TreeIndex {
  const unique = new Set(paths.map((path) => path.replace(/^(?:\.?\/)+/, '')).filter((path) => path !== ''));
  const files = [...unique].map(treeFile);
  files.sort((a, b) => order(a.key, b.key) || order(a.path, b.path));
  const names = new Set<string>();
  for (const { path, key } of files) {
    const folders = path.toLowerCase().split('/').slice(0, -1);
    for (const folder of folders) names.add(folder);
    if (folders.length <= 2) names.add(key.slice(0, key.indexOf('/')));
  }
  return { size: files.length, files, names, paths: unique };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function treeFile(path: string): TreeFile {
  const segments = path.toLowerCase().split('/');
  const [stem, extension] = splitName(segments.pop() ?? '');
  return { path, key: suffixKey([...segments, stem], segments.length + 1), extension };
}

/** `cart.test.ts` → `['cart.test', 'ts']`; a leading dot belongs to the stem. */
export function splitName(name: string): readonly [stem: string, extension: string] {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot + 1)];
}

/** Key of the last `depth` of segments, stem last: `['src','app','cart']`, 2 → `cart/app/`. */
function suffixKey(segments: readonly string[], depth: number): string {
  let key = '';
  for (let at = 0; at < depth; at++) key += `${segments[segments.length - 1 - at]}/`;
  return key;
}

/**
 * Files that share the longest suffix with `segments` (base name last) and whose ending may be its source.
 * `extensions` given: exactly these endings instead. Cost: O(segments × log files).
 */
export function longestSuffix(
  index: TreeIndex,
  segments: readonly string[],
  extensions?: readonly string[],
): SuffixMatch | null {
  const lower = segments.map((segment) => segment.toLowerCase());
  const [stem, extension] =
    extensions === undefined ? splitName(lower.at(-1) ?? '') : [lower.at(-1) ?? '', ''];
  if (stem === '') return null;
  const wanted = [...lower.slice(0, -1), stem];
  const fits = (file: TreeFile) =>
    extensions === undefined
      ? sourceDistance(extension, file.extension) >= 0
      : extensions.includes(file.extension);
  for (let depth = Math.min(wanted.length, 40); depth >= 1; depth--) {
    const key = suffixKey(wanted, depth);
    const files = range(index.files, key).filter(fits);
    if (files.length > 0) return { depth, files };
  }
  return null;
}

/** Files whose key starts with `key` (which ends in `/`), at most `WIDEST_MATCH`. */
function range(files: readonly TreeFile[], key: string): readonly TreeFile[] {
  const from = lowerBound(files, key);
  const to = lowerBound(files, `${key.slice(0, -1)}0`); // '0' follows '/' in every encoding of ASCII
  return files.slice(from, Math.min(to, from + WIDEST_MATCH));
}

function lowerBound(files: readonly TreeFile[], key: string): number {
  let [low, high] = [0, files.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((files[middle]?.key ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a file's whole path is the suffix: nothing of the tree's path is left unexplained. */
export function isWhole(file: TreeFile, depth: number): boolean {
  let count = 0;
  for (let at = file.key.indexOf('/'); at >= 0; at = file.key.indexOf('/', at + 1)) count++;
  return count === depth;
}

/** Kinds in the order in which equally good files are preferred: lower first. */
const PREFERENCE: Readonly<Record<PathKind, number>> = {
  source: 0,
  tooling: 1,
  data: 1,
  docs: 2,
  test: 2,
  example: 2,
  generated: 3,
  vendored: 4,
};

/** How unlikely a file is to be the one that people edit: 0 for sources, higher for vendored and generated files. */
export function demotion(path: string): number {
  return PREFERENCE[pathKind(path)];
}
