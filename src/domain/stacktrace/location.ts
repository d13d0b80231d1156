/** A file with a position, as a stack writes it. */
export interface Location {
  readonly path: string;
  readonly line: number | null;
  readonly column: number | null;
}

/** Splits `path:line:column`, `path:line` or `path`; the path may hold colons itself (`http://…`, `C:\…`). */
export function splitLocation(text: string): Location {
  const last = trailingNumber(text);
  if (last === null) return { path: text, line: null, column: null };
  const before = trailingNumber(last.rest);
  if (before === null) return { path: last.rest, line: last.number, column: null };
  return { path: before.rest, line: before.number, column: last.number };
}

/** `:12` at the end of a text. */
function trailingNumber(text: string): { readonly rest: string; readonly number: number } | null {
  const colon = text.lastIndexOf(':');
  const digits = text.slice(colon + 1);
  return colon > 0 && /^\d{1,9}$/.test(digits)
    ? { rest: text.slice(0, colon), number: Number(digits) }
    : null;
}
