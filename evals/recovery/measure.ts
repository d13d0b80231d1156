import { drawHistory, type History, isBroken, type Kind } from './history.ts';
import type { Ending } from './rules.ts';

/** How a rule did on many histories. Times in hours since the deploy. */
export interface Score {
  readonly histories: number;
  /** Closed while users still met the bug. */
  readonly falseCloses: number;
  /** Closed rightly, and the error came back later; how many of all closed in error or too early were reopened. */
  readonly cameBack: number;
  readonly reopened: number;
  readonly fixed: number;
  /** Truly fixed and closed within the horizon. */
  readonly closed: number;
  readonly median: number;
  readonly mean: number;
}

export function draw(kind: Kind, count: number): readonly History[] {
  const offset = [...kind].reduce((sum, letter) => sum * 31 + (letter.codePointAt(0) ?? 0), 7);
  return Array.from({ length: count }, (_, at) => drawHistory(kind, (offset + at * 7_919) >>> 0));
}

export function score(histories: readonly History[], rule: (history: History) => Ending): Score {
  const ends = histories.map((history) => ({ history, ending: rule(history) }));
  const closed = ends.filter(({ ending }) => ending.end === 'closed');
  const right = closed.filter(({ history }) => history.fixed).map(({ ending }) => ending.at);
  const fixed = histories.filter((history) => history.fixed).length;
  const falseCloses = closed.filter(({ history, ending }) => isBroken(history, ending.at)).length;
  return {
    histories: histories.length,
    falseCloses,
    cameBack: closed.length - right.length - falseCloses,
    reopened: closed.filter(({ ending }) => ending.reopenedAt !== null).length,
    fixed,
    closed: right.length,
    median: medianOf(right, fixed),
    mean: right.reduce((total, hours) => total + hours, 0) / right.length,
  };
}

/** Over all that were fixed: one that was not closed counts as never. */
function medianOf(hours: readonly number[], all: number): number {
  return hours.toSorted((a, b) => a - b)[Math.floor((all - 1) / 2)] ?? Number.POSITIVE_INFINITY;
}
