/**
 * One kind of credential, as its vendor publishes it. `pattern` is literal text with parts in angle brackets:
 * `<alphabet:length>`, `<alphabet:min-max>` or `<alphabet:min+>`; the alphabets are in ALPHABETS. The pattern is its
 * own example of what the token looks like; `exampleOf` in the tests fills it in.
 */
export interface Shape {
  /** The kind shown in the placeholder: `[github-pat:1]`. */
  readonly name: string;
  readonly vendor: string;
  readonly pattern: string;
  /** The prefix is a plain word or very short: the body must look random and end at a word boundary. */
  readonly weak?: true;
}

/** Rows of the tables: name, vendor, pattern. */
export type ShapeRow = readonly [name: string, vendor: string, pattern: string];

export const strong = (rows: readonly ShapeRow[]): readonly Shape[] =>
  rows.map(([name, vendor, pattern]) => ({ name, vendor, pattern }));

export const weak = (rows: readonly ShapeRow[]): readonly Shape[] =>
  rows.map(([name, vendor, pattern]) => ({ name, vendor, pattern, weak: true }));

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGIT = '0123456789';

/** The characters that a `<…>` part may hold. */
export const ALPHABETS: Readonly<Record<string, string>> = {
  digit: DIGIT,
  hex: `${DIGIT}abcdef`,
  HEX: `${DIGIT}ABCDEF`,
  anyhex: `${DIGIT}abcdefABCDEF`,
  lower: LOWER + DIGIT,
  UPPER: UPPER + DIGIT,
  LETTER: UPPER,
  base32: `${UPPER}234567`,
  bech32: 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L',
  base62: UPPER + LOWER + DIGIT,
  word: `${UPPER}${LOWER}${DIGIT}_`,
  base64url: `${UPPER}${LOWER}${DIGIT}_-`,
  base64: `${UPPER}${LOWER}${DIGIT}+/=`,
  base64any: `${UPPER}${LOWER}${DIGIT}+/=_-`,
  dotted: `${UPPER}${LOWER}${DIGIT}._-`,
  tilde: `${UPPER}${LOWER}${DIGIT}._~-`,
  uuid: `${DIGIT}abcdefABCDEF-`,
  base64dot: `${UPPER}${LOWER}${DIGIT}./`,
  path: `${UPPER}${LOWER}${DIGIT}_/+-`,
};

/** A compiled part: literal text, or a run of characters of a class, `min` to `max` of them. */
export type Part =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'run'; readonly chars: Uint8Array; readonly min: number; readonly max: number };

/** The longest run that an open-ended part takes; whatever follows is taken as the token's tail. */
export const LONGEST_RUN = 2048;

/** Compiles a pattern. Throws on an alphabet that does not exist: a defect of the table. */
export function parsePattern(pattern: string): readonly Part[] {
  const parts: Part[] = [];
  for (const piece of pattern.split(/(<[^<>]*>)/).filter((text) => text !== '')) {
    if (!piece.startsWith('<')) {
      parts.push({ kind: 'literal', text: piece });
      continue;
    }
    const [name = '', size = ''] = piece.slice(1, -1).split(':');
    const alphabet = ALPHABETS[name];
    if (alphabet === undefined) throw new Error(`no alphabet "${name}" in ${pattern}`);
    const [low = '', high = low] = size.replace('+', '').split('-');
    const max = size.endsWith('+') ? LONGEST_RUN : Number(high);
    parts.push({ kind: 'run', chars: classOf(alphabet), min: Number(low), max });
  }
  return parts;
}

/** A lookup table by character code (ASCII only). */
export function classOf(alphabet: string): Uint8Array {
  const chars = new Uint8Array(128);
  for (const char of alphabet) chars[char.charCodeAt(0)] = 1;
  return chars;
}
