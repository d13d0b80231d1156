import type { ChangedFile } from '../changed-file.ts';
import type { Language } from '../code/language.ts';
import { type GateFinding, gateLine } from '../finding.ts';

/** A sign in one added line. */
export interface LineRule {
  readonly why: string;
  /** Empty: every language. */
  readonly languages: readonly Language[];
  /** What the pattern sees of a line: its code with strings blanked, or its comments, or all of it. */
  readonly sees: 'code' | 'comment' | 'line';
  readonly pattern: RegExp;
  readonly outcome: 'fail' | 'needs-human';
  /** Lines that it must find, and lines that it must not. */
  readonly hits: readonly string[];
  readonly misses: readonly string[];
}

/** What the comments of each line say; empty where there is none. */
export function commentLines(side: ChangedFile['base']): readonly string[] {
  const lines: string[] = new Array(side.lines.length).fill('');
  for (const { kind, text, line } of side.tokens()) {
    if (kind !== 'comment') continue;
    for (const [at, own] of text.split('\n').entries()) {
      const index = line - 1 + at;
      if (index < lines.length) lines[index] = `${lines[index] ?? ''} ${own}`;
    }
  }
  return lines;
}

function seen(side: ChangedFile['base'], sees: LineRule['sees']): readonly string[] {
  if (sees === 'comment') return commentLines(side);
  return sees === 'code' ? side.masked() : side.lines;
}

/** Finds what the added lines of a file bring. A sign that only moved, or whose line was edited, is not new. */
export function findByRules(file: ChangedFile, rules: readonly LineRule[]): readonly GateFinding[] {
  const { language, added, removed, base, patched } = file;
  if (language === null || added.length === 0) return [];
  return rules.flatMap(({ why, languages, sees, pattern, outcome }) => {
    if (languages.length > 0 && !languages.includes(language)) return [];
    const now = seen(patched, sees);
    const hits = added.filter((at) => pattern.test(now[at] ?? ''));
    if (hits.length === 0) return [];
    const old = seen(base, sees);
    const before = removed.filter((at) => pattern.test(old[at] ?? '')).length;
    return hits.slice(Math.min(before, hits.length)).map((at) => ({
      outcome,
      why,
      line: gateLine(file.path, at + 1, (patched.lines[at] ?? '').trim()),
    }));
  });
}
