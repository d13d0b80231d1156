import type { FrameKey } from './frame-key.ts';

/** How alike two frames are: 1 the same, 0 different. An unknown name or file agrees with any, for less. */
function frameLikeness(a: FrameKey, b: FrameKey): number {
  if (a.file !== b.file && a.file !== '' && b.file !== '' && !sameEnd(a.file, b.file)) return 0;
  if (inOtherFolder(a, b)) return 0;
  if (a.function === '' && b.function === '' && a.spot !== null && a.spot.build === b.spot?.build)
    return isNear(a.spot, b.spot) ? 1 : 0;
  const sameFile = a.file === b.file && a.file !== '';
  if (a.function === b.function) {
    if (a.function !== '') return sameFile ? 1 : 0.85;
    return sameFile ? (a.line !== null && a.line === b.line ? 1 : 0.6) : 0;
  }
  const unknown = a.function === '' || b.function === '';
  return unknown && sameFile ? (a.line !== null && a.line === b.line ? 0.9 : 0.6) : 0;
}

/** Columns by which engines disagree on where one expression of a minified line stands. */
const ENGINES_DIFFER_BY = 40;

function isNear(a: NonNullable<FrameKey['spot']>, b: NonNullable<FrameKey['spot']>): boolean {
  return a.line === b.line && Math.abs(a.column - b.column) <= ENGINES_DIFFER_BY;
}

/** Two folders side by side: `order/validator` and `user/validator`. Roots that differ further up say nothing. */
function inOtherFolder(a: FrameKey, b: FrameKey): boolean {
  return a.folder !== '' && b.folder !== '' && a.folder !== b.folder && a.above !== '' && a.above === b.above;
}

/** `cart/index` and `index`: one source saw less of the path. */
function sameEnd(a: string, b: string): boolean {
  return a.endsWith(`/${b}`) || b.endsWith(`/${a}`);
}

/** How much of two stacks runs in parallel. */
export interface Alignment {
  /** Likeness of the innermost frames. */
  readonly innermost: number;
  /** Best innermost likeness when up to two frames of one side are skipped (inlining, a wrapper). */
  readonly shifted: number;
  /** Whether both innermost frames say which function they are. */
  readonly named: boolean;
  /** Common part relative to the shorter and to the longer stack, 0–1. */
  readonly overlap: number;
  readonly cover: number;
  /** Frames of the shorter stack. */
  readonly depth: number;
  /** Common part of what lies above the innermost frames, relative to the shorter; `null` when a side shows nothing. */
  readonly callers: number | null;
  /** Best likeness of the nearest callers when up to two wrappers are skipped; `null` when a side shows none. */
  readonly nearest: number | null;
  /** Whether the innermost frames stand on the same line or, as engines count differently, nearly so. */
  readonly nearLine: boolean;
  /** Whether the innermost frames stand on the same line, and a near caller too: one build, one statement. */
  readonly sameLine: boolean;
}

/** Frames compared, from the innermost outwards; beyond, stacks are the framework's. */
const DEEPEST = 24;

/** Lines by which engines disagree on where one statement stands: its first or its last. */
const ENGINES_DIFFER = 2;

/** Positions of the nearest callers, with up to two wrappers on one side. */
const NEAR = [
  [1, 1],
  [1, 2],
  [2, 1],
  [1, 3],
  [3, 1],
] as const;

export function align(a: readonly FrameKey[], b: readonly FrameKey[]): Alignment {
  const [x, y] = [a.slice(-DEEPEST).reverse(), b.slice(-DEEPEST).reverse()];
  const depth = Math.min(x.length, y.length);
  const like = (i: number, j: number): number => {
    const [one, other] = [x[i], y[j]];
    return one === undefined || other === undefined ? 0 : frameLikeness(one, other);
  };
  const [first, second] = [x[0], y[0]];
  const innermost = like(0, 0);
  // Most pairs are told apart by their innermost frames: the rest is looked at when somebody asks.
  const above = once(() => commonWeight(x.slice(1), y.slice(1)));
  const common = once(() => (innermost > 0 ? innermost + above() : commonWeight(x, y)));
  return {
    innermost,
    shifted: Math.max(like(0, 1), like(1, 0), like(0, 2), like(2, 0)),
    named: first !== undefined && second !== undefined && first.function !== '' && second.function !== '',
    depth,
    nearest: depth < 2 ? null : Math.max(...NEAR.map(([i, j]) => like(i, j))),
    nearLine:
      first?.line != null && second?.line != null && Math.abs(first.line - second.line) <= ENGINES_DIFFER,
    sameLine:
      first?.line != null &&
      first.line === second?.line &&
      (depth < 2 || NEAR.some(([i, j]) => like(i, j) >= 0.6 && x[i]?.line === y[j]?.line)),
    get overlap() {
      return depth === 0 ? 0 : common() / depth;
    },
    get cover() {
      return depth === 0 ? 0 : common() / Math.max(x.length, y.length);
    },
    get callers() {
      return depth < 2 ? null : above() / (depth - 1);
    },
  };
}

function once(compute: () => number): () => number {
  let known: number | null = null;
  return () => {
    known ??= compute();
    return known;
  };
}

/** Weight of the best common subsequence (dynamic programming, ≤ 24 × 24). */
function commonWeight(x: readonly FrameKey[], y: readonly FrameKey[]): number {
  let row: number[] = new Array(y.length + 1).fill(0);
  for (const one of x) {
    const next = [0];
    y.forEach((other, j) => {
      next.push(Math.max(row[j + 1] ?? 0, next[j] ?? 0, (row[j] ?? 0) + frameLikeness(one, other)));
    });
    row = next;
  }
  return row.at(-1) ?? 0;
}
