const SIMPLE: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  '"': 34,
  '\\': 92,
};

/** A path that starts at `at`: its text and the offset behind it; `null` when its quoting is broken. */
export interface ReadPath {
  readonly path: string;
  readonly end: number;
}

/**
 * Reads a path in git's C-style quoting (`"a/b\303\244r.txt"`). Octal escapes are bytes of UTF-8; bytes that are no UTF-8
 * make it unreadable, for nobody could say which file that is.
 */
export function readQuoted(line: string, at: number): ReadPath | null {
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  for (let i = at + 1; i < line.length; i += 1) {
    const unit = line[i] ?? '';
    if (unit === '"') return decode(bytes, i + 1);
    if (unit !== '\\') {
      const point = String.fromCodePoint(line.codePointAt(i) ?? 0);
      bytes.push(...encoder.encode(point));
      i += point.length - 1;
      continue;
    }
    const next = line[i + 1] ?? '';
    const octal = /^[0-3][0-7]{2}/.exec(line.slice(i + 1, i + 4))?.[0];
    const simple = SIMPLE[next];
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8));
    else if (simple !== undefined) bytes.push(simple);
    else return null;
    i += octal === undefined ? 1 : 3;
  }
  return null;
}

function decode(bytes: readonly number[], end: number): ReadPath | null {
  try {
    return { path: new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(bytes)), end };
  } catch {
    return null;
  }
}

/** The whole rest of a header line as a path, quoted or plain; `null` when something follows a quoted one. */
export function wholePath(text: string): string | null {
  if (!text.startsWith('"')) return text;
  const read = readQuoted(text, 0);
  return read !== null && read.end === text.length ? read.path : null;
}
