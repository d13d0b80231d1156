import type { Query } from './query.ts';
import { COMMON_STEMS, sourceDistance } from './sources.ts';
import { demotion, isWhole, longestSuffix, splitName, type TreeFile, type TreeIndex } from './tree.ts';

/** A way to read a frame that found files in the tree. */
export interface Found {
  /** The one best file; `null` when several are equally good. */
  readonly path: string | null;
  /** Equally good files, sorted; one when `path` is set. */
  readonly candidates: readonly string[];
  /** 0–1: how much of both paths agrees, and how telling that part is. */
  readonly strength: number;
  readonly depth: number;
  readonly reason: string;
}

/**
 * Looks a query up and weighs the evidence. `null`: nothing, or too little: a common base name alone
 * (`index.js`, `utils.py`) says nothing, nor do two paths that part ways after the base name.
 */
export function matchQuery(index: TreeIndex, query: Query, extensions?: readonly string[]): Found | null {
  const match = longestSuffix(index, query.segments, extensions);
  if (match === null) return null;
  const best = equallyGood(match.files, query, match.depth);
  const first = best[0];
  if (first === undefined) return null;
  const strength = suffixStrength({ ...match, file: first, alone: match.files.length === 1 }, query);
  if (strength === 0) return null;
  const candidates = best.map((file) => file.path);
  const path = candidates.length === 1 ? first.path : null;
  return { path, candidates, strength, depth: match.depth, reason: describe(query, match.depth) };
}

function describe(query: Query, depth: number): string {
  return `${query.how} (${depth} of ${query.segments.length} segments)`;
}

/** The files that nothing tells apart: whole paths first, then sources, then the nearest ending, then exact case. */
function equallyGood(files: readonly TreeFile[], query: Query, depth: number): readonly TreeFile[] {
  const extension = splitName((query.segments.at(-1) ?? '').toLowerCase())[1];
  const tail = withoutEnding(query.segments.slice(-depth).join('/'));
  const steps: readonly ((file: TreeFile) => number)[] = [
    (file) => (isWhole(file, depth) ? 0 : 1),
    (file) => demotion(file.path),
    (file) => Math.max(0, sourceDistance(extension, file.extension)),
    (file) => (withoutEnding(file.path).endsWith(tail) ? 0 : 1),
  ];
  let rest = files;
  for (const step of steps) {
    if (rest.length <= 1) break;
    const least = Math.min(...rest.map(step));
    rest = rest.filter((file) => step(file) === least);
  }
  return rest;
}

const withoutEnding = (path: string): string => path.replace(/(?<=[^/])\.[^./]*$/, '');

/** A matched suffix: the best file, its depth, and whether it is the only file with that suffix. */
interface Evidence {
  readonly file: TreeFile;
  readonly depth: number;
  readonly alone: boolean;
}

/**
 * How far a suffix is evidence. Whole equality of both paths is the strongest; a frame that goes on above the tree's
 * root, or a tree that goes on above the frame's, is normal (deploy folders, monorepos) once two segments agree; two
 * paths that part ways need a telling name.
 */
function suffixStrength({ file, depth, alone }: Evidence, query: Query): number {
  const common = isCommonName(query.segments.at(-1) ?? '');
  const whole = isWhole(file, depth);
  const all = depth === query.segments.length;
  if (whole && all) {
    if (query.rooted || depth >= 2) return 1;
    return common && !alone ? 0 : 0.7;
  }
  if (depth === 1) {
    if (common || !alone) return common ? 0 : all ? 0.5 : 0;
    return all ? 0.6 : whole ? 0.5 : 0;
  }
  if (whole) return 0.95;
  if (all) return common && depth === 2 ? 0.7 : 0.9;
  if (depth >= 3) return common ? 0.6 : 0.8;
  return common ? 0 : 0.55;
}

/** Whether a base name exists in almost every project. */
export function isCommonName(name: string): boolean {
  return COMMON_STEMS.has(splitName(name.toLowerCase())[0]);
}
