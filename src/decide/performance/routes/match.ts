/** A segment that stands for any one value, and one that stands for all that follow. */
export const ANY = '{}';
export const REST = '**';

/** A declared segment: a word in lower case, {@link ANY} or {@link REST}. */
export type Part = string;

/** Segments of a request: words as they are, `null` for a value. */
export type Wanted = readonly (string | null)[];

/** Every framework's way to write a rest: `[...path]`, `*path`, `:path*`, `{path...}`, `{proxy+}`, `<path:rest>`. */
const RESTS =
  /^(?:\[{1,2}\.{3}.*\]{1,2}|\*.*|:\w{1,60}[*+]|\{\w{0,60}(?:\.{3}|\+|:path)\}|\{\*.*\}|<path:.*>|\(\.\*\)|\$)$/;
/** And a value: `:id`, `{id}`, `<int:pk>`, `[id]`, `$id`, `(?P<pk>\d+)`, `\d+`. */
const VALUES = /^(?::.*|\{.*\}|<.*>|\[.*\]|\$.+|\(.*\)|\[\^.*|_.+_id)$/;

/** A declared path as segments, without the signs of a pattern around it. */
export function partsOf(path: string): readonly Part[] {
  return path
    .slice(0, 300)
    .replace(/^\^|\$$/g, '')
    .replace(/\\\//g, '/')
    .split('/')
    .filter((one) => one !== '')
    .map(partOf);
}

export function partOf(segment: string): Part {
  if (RESTS.test(segment)) return REST;
  return VALUES.test(segment) ? ANY : segment.toLowerCase();
}

export function wantedOf(segments: readonly string[]): Wanted {
  return segments.map((one) => (one.includes('{') ? null : one.toLowerCase()));
}

/** How loosely a declaration fits all of a request: 0 is word for word; `null`: it does not. */
export function looseness(declared: readonly Part[], wanted: Wanted): number | null {
  let cost = 0;
  for (const [at, part] of declared.entries()) {
    if (part === REST) return at <= wanted.length ? cost + 3 + (wanted.length - at) : null;
    const segment = wanted[at];
    if (segment === undefined) return null;
    if (part === ANY) cost += segment === null ? 0 : 1;
    else if (part !== segment) return null;
  }
  return declared.length === wanted.length ? cost : null;
}

/** Whether a request begins with a declaration: what routers are mounted under. */
export function begins(declared: readonly Part[], wanted: Wanted): boolean {
  return declared.length <= wanted.length && looseness(declared, wanted.slice(0, declared.length)) !== null;
}
