import { readExtended, readGitLine, readSideLine } from './header.ts';
import { readHunk } from './hunk.ts';
import { wholePath } from './quoted.ts';
import { type Hunk, PatchSyntax, type Section } from './section.ts';

/** A patch as sections, and whether text stands before the first one. */
export interface ReadPatch {
  readonly sections: readonly Section[];
  /** 1-based line of text that is no part of any diff (a mail's header, a commit's message); `null` without. */
  readonly preamble: number | null;
}

/** What some tool could take for a diff. Such a line outside a diff makes a patch mean different things to them. */
const DIFF_LIKE =
  /^(?:diff |---? ?\S|--- |\+\+\+|@@|\*\*\*|Index:|index |old mode|new mode|new file|deleted file|rename |copy |similarity |dissimilarity |GIT binary|Binary files|Prereq:|Only in |\d+(?:,\d+)?[acd]\d+)/;
const SIGNATURE = /^-- ?$/;

/** Reads a unified diff of git (or a plain one). Throws `PatchSyntax` at the first line that leaves any doubt. */
export function readPatch(patch: string): ReadPatch {
  const lines = patch.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const cursor = { lines, at: 0 };
  const sections: Section[] = [];
  let preamble: number | null = null;
  while (cursor.at < lines.length) {
    const line = lines[cursor.at] ?? '';
    if (line.startsWith('diff --git ')) sections.push(readGit(cursor));
    else if (isPlain(lines, cursor.at)) sections.push(readPlain(cursor));
    else if (sections.length === 0 && (!DIFF_LIKE.test(line) || line === '---')) {
      preamble ??= line.trim() === '' ? null : cursor.at + 1;
      cursor.at += 1;
    } else if (line.trim() === '' && rest(lines, cursor.at)) cursor.at = lines.length;
    else if (SIGNATURE.test(line) && lines.length - cursor.at <= 3) {
      preamble ??= cursor.at + 1;
      cursor.at = lines.length;
    } else throw new PatchSyntax(cursor.at + 1, 'a line stands outside every file and hunk');
  }
  return { sections, preamble };
}

const rest = (lines: readonly string[], at: number): boolean =>
  lines.slice(at).every((line) => line.trim() === '');

function isPlain(lines: readonly string[], at: number): boolean {
  return (
    (lines[at] ?? '').startsWith('--- ') &&
    (lines[at + 1] ?? '').startsWith('+++ ') &&
    /^@@ /.test(lines[at + 2] ?? '')
  );
}

interface Cursor {
  readonly lines: readonly string[];
  at: number;
}

function readHunks(cursor: Cursor): readonly Hunk[] {
  const hunks: Hunk[] = [];
  while ((cursor.lines[cursor.at] ?? '').startsWith('@@ ')) hunks.push(readHunk(cursor));
  return hunks;
}

function readPlain(cursor: Cursor): Section {
  const start = cursor.at;
  const sides = readSides(cursor);
  const hunks = readHunks(cursor);
  const oldPath = sides.old === null ? null : unprefixed(sides.old, 'a/');
  const newPath = sides.now === null ? null : unprefixed(sides.now, 'b/');
  return {
    line: start + 1,
    oldPath,
    newPath,
    oldMode: null,
    newMode: null,
    created: oldPath === null,
    deleted: newPath === null,
    renamed: oldPath !== null && newPath !== null && oldPath !== newPath,
    copied: false,
    binary: false,
    plain: true,
    hunks,
    size: sizeOf(cursor.lines, start, cursor.at),
  };
}

const unprefixed = (path: string, prefix: string): string =>
  path.startsWith(prefix) ? path.slice(prefix.length) : path;

function readSides(cursor: Cursor): { old: string | null; now: string | null } {
  const old = readSideLine(cursor.lines[cursor.at] ?? '', cursor.at);
  const plus = cursor.lines[cursor.at + 1] ?? '';
  if (!plus.startsWith('+++ ')) throw new PatchSyntax(cursor.at + 2, 'a "---" line has no "+++" line');
  const now = readSideLine(plus, cursor.at + 1);
  cursor.at += 2;
  return { old, now };
}

function sizeOf(lines: readonly string[], from: number, to: number): number {
  let size = 0;
  for (let at = from; at < to; at += 1) size += (lines[at] ?? '').length + 1;
  return size;
}

function readBinary(cursor: Cursor): boolean {
  const line = cursor.lines[cursor.at] ?? '';
  if (/^Binary files .{1,4000} differ$/.test(line)) {
    cursor.at += 1;
    return true;
  }
  if (line !== 'GIT binary patch') return false;
  cursor.at += 1;
  // Base-85 lines: a length letter and at most 65 signs, and blank lines between the two halves.
  while (/^(?:literal \d+|delta \d+|[A-Za-z][!-~]{1,65}|)$/.test(cursor.lines[cursor.at] ?? '@'))
    cursor.at += 1;
  return true;
}

function readGit(cursor: Cursor): Section {
  const start = cursor.at;
  const named = readGitLine(cursor.lines[start] ?? '');
  const { said, end } = readExtended(cursor.lines, start + 1);
  cursor.at = end;
  const binary = readBinary(cursor);
  const hasSides = !binary && (cursor.lines[cursor.at] ?? '').startsWith('--- ');
  const sides = hasSides ? readSides(cursor) : null;
  const hunks = readHunks(cursor);
  if (sides !== null && hunks.length === 0) throw new PatchSyntax(start + 1, 'a file has names but no hunk');
  const head: GitHead = { line: start + 1, named, said, sides };
  const { oldPath, newPath } = agree(head);
  return {
    line: start + 1,
    oldPath,
    newPath,
    ...modesOf(head),
    created: said.has('new file mode'),
    deleted: said.has('deleted file mode'),
    renamed: said.has('rename from'),
    copied: said.has('copy from'),
    binary,
    plain: false,
    hunks,
    size: sizeOf(cursor.lines, start, cursor.at),
  };
}

interface GitHead {
  readonly line: number;
  readonly named: readonly [string, string] | null;
  readonly said: ReadonlyMap<string, string>;
  readonly sides: { readonly old: string | null; readonly now: string | null } | null;
}

function modesOf({ said, line }: GitHead): Pick<Section, 'oldMode' | 'newMode'> {
  const index = /^[0-9a-f]{4,64}\.\.[0-9a-f]{4,64}(?: (\d{6}))?$/.exec(said.get('index') ?? '');
  if (said.has('index') && index === null) throw new PatchSyntax(line, 'an index line cannot be read');
  const shared = index?.[1];
  const [olds, news] = [said.get('old mode'), said.get('new mode')];
  if ((olds === undefined) !== (news === undefined))
    throw new PatchSyntax(line, 'a mode change has one side only');
  const oldMode = said.get('deleted file mode') ?? olds ?? shared ?? null;
  const newMode = said.get('new file mode') ?? news ?? shared ?? null;
  if (shared !== undefined && news !== undefined) throw new PatchSyntax(line, 'a mode is said twice');
  return {
    oldMode: said.has('new file mode') ? null : oldMode,
    newMode: said.has('deleted file mode') ? null : newMode,
  };
}

/** What git writes before the paths: `a/` and `b/`, or with `diff.mnemonicPrefix` what is compared (commit, index, …). */
const OLD = /^[aciow]\//;
const NEW = /^[bciow]\//;

/** The two paths, when every header that names them says the same. */
function agree(head: GitHead): { oldPath: string | null; newPath: string | null } {
  const { said, named, sides, line } = head;
  const doubt = (): never => {
    throw new PatchSyntax(line, 'the headers of a file do not agree on its name');
  };
  const moved = ['rename', 'copy'].filter((word) => said.has(`${word} from`) || said.has(`${word} to`));
  const whole = [
    'new file mode',
    'deleted file mode',
    ...(moved.length > 0 ? ['rename or copy'] : []),
  ].filter((word) => said.has(word) || word === 'rename or copy');
  if (moved.length > 1 || whole.length > 1) doubt();
  const from = said.get(`${moved[0]} from`);
  const to = said.get(`${moved[0]} to`);
  if (moved.length > 0 && (from === undefined || to === undefined)) doubt();
  const strip = (path: string, prefix: RegExp) => (prefix.test(path) ? path.slice(2) : doubt());
  const olds = new Set<string>();
  const news = new Set<string>();
  if (named !== null) {
    olds.add(strip(named[0], OLD));
    news.add(strip(named[1], NEW));
  }
  if (from !== undefined) olds.add(wholePath(from) ?? doubt());
  if (to !== undefined) news.add(wholePath(to) ?? doubt());
  if (sides !== null) {
    if ((sides.old === null) !== said.has('new file mode')) doubt();
    if ((sides.now === null) !== said.has('deleted file mode')) doubt();
    if (sides.old !== null) olds.add(strip(sides.old, OLD));
    if (sides.now !== null) news.add(strip(sides.now, NEW));
  }
  if (olds.size !== 1 && !(sides?.old === null && olds.size === 0)) doubt();
  if (news.size !== 1 && !(sides?.now === null && news.size === 0)) doubt();
  const [oldPath = null] = olds;
  const [newPath = null] = news;
  if (moved.length === 0 && oldPath !== null && newPath !== null && oldPath !== newPath) doubt();
  return {
    oldPath: said.has('new file mode') ? null : (oldPath ?? newPath),
    newPath: said.has('deleted file mode') ? null : (newPath ?? oldPath),
  };
}
