import type { JudgePrompt, JudgeSection } from '../../domain/judge.ts';

/** A line of the material as the judge saw it. */
export interface ShownLine {
  /** File it stands in; empty for the error. */
  readonly path: string;
  /** 1-based: in the patched file, or in the base for a removed line and for code; 0 when unknown. */
  readonly line: number;
  /** White space folded, the sign of a diff taken off. */
  readonly text: string;
  readonly kind: JudgeSection['kind'];
}

/** First line of a hunk: `@@ -12,7 +12,9 @@`; a count that is left out is 1. */
const HUNK = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/;

/** Every line of the prompt's data that may be quoted, with its place. */
export function shownLines(prompt: JudgePrompt): ShownLine[] {
  return prompt.sections.flatMap((section) => {
    const rows = body(section.text);
    if (section.kind === 'diff') return diffLines(rows);
    const first = section.kind === 'code' ? section.firstLine : 0;
    return rows.map((row, index) => ({
      path: section.path,
      line: first === 0 ? 0 : first + index,
      text: foldLine(row),
      kind: section.kind,
    }));
  });
}

/** White space folded: a model keeps words and signs, rarely indentation. */
export function foldLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Lines inside of the fence: without our two lines around it and the fence itself. */
function body(text: string): string[] {
  return text.split('\n').slice(2, -2);
}

/** Where reading a diff stands: next lines of both sides, and how many of each the hunk still has. */
interface Reading {
  path: string;
  before: number;
  after: number;
  removedLeft: number;
  addedLeft: number;
}

/** Hunks are read by their counts: a line of code may look like a header (`-- comment` removed is `--- comment`). */
function diffLines(rows: readonly string[]): ShownLine[] {
  const at: Reading = { path: '', before: 0, after: 0, removedLeft: 0, addedLeft: 0 };
  return rows.flatMap((row) => {
    if (at.removedLeft > 0 || at.addedLeft > 0) return hunkLine(row, at);
    const hunk = HUNK.exec(row);
    if (hunk !== null) {
      at.before = Number(hunk[1]);
      at.after = Number(hunk[3]);
      at.removedLeft = Number(hunk[2] ?? 1);
      at.addedLeft = Number(hunk[4] ?? 1);
    }
    if (row.startsWith('+++ ')) at.path = (row.slice(4).split('\t')[0] ?? '').replace(/^b\//, '');
    return [];
  });
}

function hunkLine(row: string, at: Reading): ShownLine[] {
  if (row.startsWith('\\')) return [];
  const [removed, added] = [row.startsWith('-'), row.startsWith('+')];
  const line = removed ? at.before : at.after;
  if (!added) {
    at.before += 1;
    at.removedLeft -= 1;
  }
  if (!removed) {
    at.after += 1;
    at.addedLeft -= 1;
  }
  return [{ path: at.path, line, text: foldLine(row.replace(/^[-+ ]/, '')), kind: 'diff' }];
}
