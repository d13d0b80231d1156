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

/** A hunk's first lines: `@@ -12,7 +12,9 @@`. */
const HUNK = /^@@ -(\d{1,9})(?:,\d{1,9})? \+(\d{1,9})(?:,\d{1,9})? @@/;

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

function diffLines(rows: readonly string[]): ShownLine[] {
  let path = '';
  let before = 0;
  let after = 0;
  return rows.flatMap((row) => {
    const hunk = HUNK.exec(row);
    if (hunk !== null) {
      before = Number(hunk[1]);
      after = Number(hunk[2]);
      return [];
    }
    if (row.startsWith('+++ ')) {
      path = row.slice(4).replace(/^b\//, '');
      return [];
    }
    if (/^(?:--- |diff --git |index )/.test(row)) return [];
    const line = row.startsWith('-') ? before++ : after++;
    if (!/^[-+]/.test(row)) before++;
    return [{ path, line, text: foldLine(row.replace(/^[-+ ]/, '')), kind: 'diff' as const }];
  });
}
