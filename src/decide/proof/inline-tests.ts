/** A source file in two: its module of tests, and everything else. */
interface Parted {
  readonly rest: string;
  /** `null`: it has none. */
  readonly tests: string | null;
}

/**
 * The base with the patched file's tests in place of its own, for a language whose tests stand in the file they test
 * (Rust's `#[cfg(test)] mod`). `null`: the patch changes no such tests. `onlyTests`: and it changes nothing else.
 */
export function withInlineTests(
  base: string | null,
  patched: string,
): { readonly text: string; readonly onlyTests: boolean } | null {
  const before = part(base ?? '');
  const after = part(patched);
  if (after.tests === null || after.tests === before.tests) return null;
  const text = `${before.rest.trimEnd()}\n\n${after.tests}`;
  return { text, onlyTests: before.rest.trimEnd() === after.rest.trimEnd() };
}

/** Takes the module of tests out; it ends with the first brace in the column where it starts, as rustfmt writes it. */
function part(text: string): Parted {
  const lines = text.split('\n');
  const start = lines.findIndex(
    (line, at) => /^ *#\[cfg\(test\)\] *$/.test(line) && opensModule(lines, at + 1),
  );
  if (start < 0) return { rest: text, tests: null };
  const indent = /^ */.exec(lines[start] ?? '')?.[0] ?? '';
  const end = lines.indexOf(`${indent}}`, start);
  if (end < 0) return { rest: text, tests: null };
  return {
    rest: [...lines.slice(0, start), ...lines.slice(end + 1)].join('\n'),
    tests: `${lines.slice(start, end + 1).join('\n')}\n`,
  };
}

/** Whether a module with a body begins here, after attributes of its own. */
function opensModule(lines: readonly string[], from: number): boolean {
  const first = lines.slice(from, from + 10).find((line) => !/^ *#\[/.test(line));
  return /^ *(?:pub(?:\([a-z]{1,10}\))? )?mod \w+ \{ *$/.test(first ?? '');
}
