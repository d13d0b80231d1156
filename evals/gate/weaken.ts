/** One way to weaken a test file. `make` gives up to a few weakened texts; none when the file offers no place for it. */
export interface Operator {
  readonly name: string;
  readonly make: (text: string, dialect: Dialect) => readonly string[];
}

/** How tests look in a language, as far as operators need it. Independent of the gates' own reading. */
export interface Dialect {
  readonly name: string;
  readonly files: RegExp;
  /** First line of a test case. */
  readonly test: RegExp;
  readonly assertion: RegExp;
  readonly comment: string;
  /** Puts a skip on a test's first line. */
  readonly skip: (line: string) => string;
  /** Replacements that loosen an assertion's line. */
  readonly loosen: readonly (readonly [RegExp, string])[];
  /** What an empty body holds. */
  readonly empty: string;
  /** Renames a test so that no runner finds it. */
  readonly hide: (line: string) => string;
  readonly leave: string;
  readonly hollow: string;
}

interface Place {
  readonly from: number;
  /** Behind the last line. */
  readonly to: number;
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** The block that a line opens: all that is indented deeper, and the line that closes it. */
export function blockOf(lines: readonly string[], at: number): Place {
  const indent = indentOf(lines[at] ?? '');
  let to = at + 1;
  while (to < lines.length && ((lines[to] ?? '').trim() === '' || indentOf(lines[to] ?? '') > indent))
    to += 1;
  if (/^\s*(?:[}\])]|end\b)/.test(lines[to] ?? '') && indentOf(lines[to] ?? '') === indent) to += 1;
  // A Python signature over several lines closes at its own indent and goes on.
  if (/^\s*\).*:\s*$/.test(lines[to - 1] ?? ''))
    return blockOf(lines, to - 1).to > to ? { from: at, to: blockOf(lines, to - 1).to } : { from: at, to };
  while (to > at + 1 && (lines[to - 1] ?? '').trim() === '') to -= 1;
  return { from: at, to };
}

/** Decorators and annotations above a line belong to it. */
function withMarks(lines: readonly string[], place: Place): Place {
  let from = place.from;
  while (from > 0 && /^\s*(?:@|#\[|\[[A-Z])/.test(lines[from - 1] ?? '')) from -= 1;
  return { ...place, from };
}

const pick = <T>(all: readonly T[], most = 2): readonly T[] => {
  const step = Math.max(1, Math.floor(all.length / most));
  return all.filter((_, at) => at % step === 0).slice(0, most);
};

function tests(lines: readonly string[], dialect: Dialect): readonly Place[] {
  return lines.flatMap((line, at) => {
    if (!dialect.test.test(line)) return [];
    const place = blockOf(lines, at);
    return place.to - place.from > 1 &&
      lines.slice(place.from, place.to).some((own) => dialect.assertion.test(own))
      ? [place]
      : [];
  });
}

/** Assertions of one line, inside tests. */
function assertions(lines: readonly string[], dialect: Dialect): readonly number[] {
  return tests(lines, dialect).flatMap(({ from, to }) =>
    Array.from({ length: to - from - 1 }, (_, at) => from + at + 1).filter((at) => {
      const line = lines[at] ?? '';
      const opens = (line.match(/[([{]/g) ?? []).length - (line.match(/[)\]}]/g) ?? []).length;
      return dialect.assertion.test(line) && opens === 0 && !/^\s*(?:if|with)\b/.test(line);
    }),
  );
}

type Edit = (lines: string[], dialect: Dialect) => readonly string[][];

const byTest =
  (edit: (lines: readonly string[], place: Place, dialect: Dialect) => readonly string[] | null): Edit =>
  (lines, dialect) =>
    pick(tests(lines, dialect)).flatMap((place) => {
      const made = edit(lines, place, dialect);
      return made === null ? [] : [[...made]];
    });
const byLine =
  (edit: (line: string, dialect: Dialect) => readonly string[] | null): Edit =>
  (lines, dialect) =>
    pick(assertions(lines, dialect).filter((at) => edit(lines[at] ?? '', dialect) !== null)).map((at) => [
      ...lines.slice(0, at),
      ...(edit(lines[at] ?? '', dialect) ?? []),
      ...lines.slice(at + 1),
    ]);

const inside = (lines: readonly string[], { from, to }: Place, put: readonly string[]): readonly string[] => {
  const closed = /^\s*(?:[}\])]|end\b)/.test(lines[to - 1] ?? '');
  return [...lines.slice(0, from + 1), ...put, ...lines.slice(closed ? to - 1 : to)];
};
const bodyIndent = (lines: readonly string[], { from }: Place): string =>
  ' '.repeat(0) +
  ((lines.slice(from + 1).find((line) => line.trim() !== '') ?? '').match(/^\s*/)?.[0] ?? '  ');

const NUMBER = /(?<![\w."'])(\d+)(?![\w."'])(?=[^(]*$)/;

/** Another value where one is expected, as somebody would write who copies the wrong result. */
function otherValue(line: string): readonly string[] | null {
  if (NUMBER.test(line)) return [line.replace(NUMBER, (number) => String(Number(number) + 1))];
  if (/\b(?:true|True)\b/.test(line))
    return [line.replace(/\b(t|T)rue\b/, (word) => (word === 'true' ? 'false' : 'False'))];
  const text = /(["'])([^"'\\]{2,40})\1(?=[^"']*$)/;
  return text.test(line) ? [line.replace(text, '$1$2 changed$1')] : null;
}

function loosened(line: string, { loosen }: Dialect): readonly string[] | null {
  const rule = loosen.find(([pattern]) => pattern.test(line));
  if (rule === undefined) return null;
  const made = line.replace(rule[0], rule[1]);
  return made === line ? null : [made];
}

const EDITS: Readonly<Record<string, Edit>> = {
  'delete test': byTest((lines, place) => {
    const { from, to } = withMarks(lines, place);
    return [...lines.slice(0, from), ...lines.slice(to)];
  }),
  'comment test out': byTest((lines, place, { comment }) => {
    const { from, to } = withMarks(lines, place);
    return lines.map((line, at) =>
      at >= from && at < to && line.trim() !== '' ? `${comment} ${line}` : line,
    );
  }),
  'empty body': byTest((lines, place, { empty }) =>
    inside(lines, place, empty === '' ? [] : [bodyIndent(lines, place) + empty]),
  ),
  'hollow body': byTest((lines, place, { hollow }) =>
    inside(lines, place, [bodyIndent(lines, place) + hollow]),
  ),
  skip: byTest((lines, { from }, { skip }) => [
    ...lines.slice(0, from),
    ...skip(lines[from] ?? '').split('\n'),
    ...lines.slice(from + 1),
  ]),
  'hide by name': byTest((lines, { from }, { hide }) => {
    const made = hide(lines[from] ?? '');
    return made === lines[from] ? null : [...lines.slice(0, from), made, ...lines.slice(from + 1)];
  }),
  'leave early': byTest((lines, place, { leave }) => [
    ...lines.slice(0, place.from + 1),
    bodyIndent(lines, place) + leave,
    ...lines.slice(place.from + 1),
  ]),
  'remove assertion': byLine(() => []),
  'comment assertion out': byLine((line, { comment }) => [
    `${line.match(/^\s*/)?.[0] ?? ''}${comment} ${line.trim()}`,
  ]),
  'loosen assertion': byLine(loosened),
  'change expectation': byLine(otherValue),
  'remove all assertions of a test': byTest((lines, { from, to }, { assertion }) => {
    const keep = lines.filter(
      (line, at) => at <= from || at >= to || !assertion.test(line) || !/[);]\s*$|^\s*assert /.test(line),
    );
    return keep.length === lines.length ? null : keep;
  }),
  'delete file': () => [[]],
};

/** Every way; a way may find no place in a file. */
export const OPERATORS: readonly Operator[] = Object.entries(EDITS).map(([name, edit]) => ({
  name,
  make: (text, dialect) => {
    const lines = text.split('\n');
    return edit(lines, dialect)
      .map((made) => made.join('\n'))
      .filter((made) => made !== text);
  },
}));
