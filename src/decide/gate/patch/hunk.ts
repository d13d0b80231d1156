import { type Hunk, PatchSyntax } from './section.ts';

const HEADER = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/;

interface Cursor {
  readonly lines: readonly string[];
  /** 0-based index of the next line. */
  at: number;
}

/** Reads the hunk at the cursor by its counts alone, so that no content can pass for a header. */
export function readHunk(cursor: Cursor): Hunk {
  const line = cursor.at + 1;
  const header = HEADER.exec(cursor.lines[cursor.at] ?? '');
  if (header === null) throw new PatchSyntax(line, 'a hunk header cannot be read');
  cursor.at += 1;
  const oldLines = Number(header[2] ?? 1);
  const newLines = Number(header[4] ?? 1);
  const lines: Hunk['lines'][number][] = [];
  let olds = 0;
  let news = 0;
  while (olds < oldLines || news < newLines) {
    const text = cursor.lines[cursor.at];
    if (text === undefined) throw new PatchSyntax(line, 'a hunk ends before its counted lines');
    // Mail programs strip the blank of an empty context line; git itself reads it so.
    const sign = text === '' ? ' ' : text[0];
    if (sign !== ' ' && sign !== '+' && sign !== '-') {
      throw new PatchSyntax(cursor.at + 1, 'a hunk holds a line that is neither context nor change');
    }
    if (sign !== '+') olds += 1;
    if (sign !== '-') news += 1;
    if (olds > oldLines || news > newLines) {
      throw new PatchSyntax(line, 'a hunk has other lines than it counts');
    }
    cursor.at += 1;
    const bare = cursor.lines[cursor.at]?.startsWith('\\ ') === true;
    if (bare) cursor.at += 1;
    lines.push({ sign, text: text.slice(1), bare });
  }
  return { line, oldStart: Number(header[1]), oldLines, newStart: Number(header[3]), newLines, lines };
}

const NO_FIT = 'a hunk does not fit its base';

interface Sides {
  readonly lines: readonly string[];
  /** Whether the file's last line has no line end. */
  readonly open: boolean;
}

function splitLines(text: string): Sides {
  if (text === '') return { lines: [], open: false };
  const lines = text.split('\n');
  const open = lines.at(-1) !== '';
  if (!open) lines.pop();
  return { lines, open };
}

/** Whether the old side of a hunk stands at this 0-based line of the base. A CR before the line end may differ. */
function fits(hunk: Hunk, base: readonly string[], at: number): boolean {
  let line = at;
  for (const { sign, text } of hunk.lines) {
    if (sign === '+') continue;
    const own = base[line];
    if (own === undefined || (own !== text && own.replace(/\r$/, '') !== text.replace(/\r$/, '')))
      return false;
    line += 1;
  }
  return true;
}

/** 0-based line of the base where a hunk belongs: where it says, else the only other place where it fits. */
function place(hunk: Hunk, base: readonly string[], from: number): number {
  const said = hunk.oldLines === 0 ? hunk.oldStart : hunk.oldStart - 1;
  if (said >= from && fits(hunk, base, said)) return said;
  if (hunk.oldLines === 0 || base.length > 20_000) throw new PatchSyntax(hunk.line, NO_FIT);
  const places: number[] = [];
  for (let at = from; at + hunk.oldLines <= base.length && places.length < 2; at += 1) {
    if (fits(hunk, base, at)) places.push(at);
  }
  const only = places[0];
  if (only === undefined) throw new PatchSyntax(hunk.line, NO_FIT);
  if (places.length > 1) throw new PatchSyntax(hunk.line, 'a hunk fits its base in more than one place');
  return only;
}

/** The text that the hunks make of a base. Throws `PatchSyntax` when they do not fit it, or not in one way only. */
export function applyHunks(base: string, hunks: readonly Hunk[]): string {
  const { lines, open } = splitLines(base);
  const result: string[] = [];
  let at = 0;
  let ends = open;
  for (const hunk of hunks) {
    const start = place(hunk, lines, at);
    for (; at < start; at += 1) result.push(lines[at] ?? '');
    for (const { sign, text, bare } of hunk.lines) {
      const last = sign !== '+' && at === lines.length - 1;
      if (sign !== '+' && bare && !(last && open)) throw new PatchSyntax(hunk.line, NO_FIT);
      if (sign === '+') result.push(text);
      else if (sign === ' ') result.push(lines[at] ?? '');
      if (sign !== '+') at += 1;
      if (sign !== '-') ends = bare || (sign === ' ' && last && open);
    }
  }
  if (at < lines.length) ends = open;
  result.push(...lines.slice(at));
  if (result.length === 0) return '';
  return result.join('\n') + (ends ? '' : '\n');
}
