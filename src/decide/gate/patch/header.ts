import { readQuoted, wholePath } from './quoted.ts';
import { PatchSyntax } from './section.ts';

/** The extended header lines of git, each at most once in a section (git's own `diff-format`). */
const EXTENDED =
  /^(old mode|new mode|deleted file mode|new file mode|copy from|copy to|rename from|rename to|similarity index|dissimilarity index|index) (.*)$/;

export interface Header {
  /** Header words with their values. */
  readonly said: ReadonlyMap<string, string>;
  /** Paths of the `diff --git` line when it can be read in one way only. */
  readonly named: readonly [old: string, now: string] | null;
}

/** Paths of `diff --git a/X b/Y`. Unquoted names with blanks are read only when both halves are the same. */
export function readGitLine(line: string): readonly [string, string] | null {
  const rest = line.slice('diff --git '.length);
  if (rest.startsWith('"')) {
    const old = readQuoted(rest, 0);
    if (old === null || rest[old.end] !== ' ') return null;
    const now = wholePath(rest.slice(old.end + 1));
    return now === null ? null : [old.path, now];
  }
  if (rest.endsWith('"')) {
    const cut = rest.indexOf(' "');
    const now = cut < 0 ? null : wholePath(rest.slice(cut + 1));
    return now === null ? null : [rest.slice(0, cut), now];
  }
  const parts = rest.split(' ');
  if (parts.length === 2) return [parts[0] ?? '', parts[1] ?? ''];
  const half = (rest.length - 1) / 2;
  const [old, now] = [rest.slice(0, half), rest.slice(half + 1)];
  return rest[half] === ' ' && old.slice(2) === now.slice(2) ? [old, now] : null;
}

/** Reads the extended header from `at`; gives the index of the first line behind it. */
export function readExtended(
  lines: readonly string[],
  at: number,
): { said: Map<string, string>; end: number } {
  const said = new Map<string, string>();
  let end = at;
  for (; end < lines.length; end += 1) {
    const match = EXTENDED.exec(lines[end] ?? '');
    if (match === null) break;
    const [, word = '', value = ''] = match;
    if (said.has(word)) throw new PatchSyntax(end + 1, `a file has two "${word}" headers`);
    said.set(word, value);
  }
  return { said, end };
}

/** Path of a `---` or `+++` line, `null` for `/dev/null`. A tab ends a plain one: behind it comes a date. */
export function readSideLine(line: string, at: number): string | null {
  const rest = line.slice(4);
  const path = rest.startsWith('"') ? wholePath(rest.replace(/\t.*$/, '')) : (rest.split('\t')[0] ?? '');
  if (path === null || path === '') throw new PatchSyntax(at + 1, 'a file name cannot be read');
  return path === '/dev/null' ? null : path;
}
