/** A text with one layer of escapes taken off, and for each of its UTF-16 units where it stood before. */
export interface Layer {
  readonly text: string;
  /** `origin[i]` is the offset of unit `i`; one more entry gives the end. */
  readonly origin: Int32Array;
}

const ESCAPE =
  /%[\da-fA-F]{2}|\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}|\\[nrt"'/\\]|&(?:quot|apos|amp|lt|gt|#\d{2,3}|#x[\da-fA-F]{2});/g;

const NAMED: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '\\n': '\n',
  '\\r': '\r',
  '\\t': '\t',
};

/** The ASCII character that an escape stands for; others stay as they are. */
function decodeEscape(sequence: string): string {
  const named = NAMED[sequence];
  if (named !== undefined) return named;
  if (sequence.length === 2) return sequence.slice(1);
  const hex = /^(?:%|\\u|\\x|&#x)([\da-fA-F]+)/.exec(sequence)?.[1];
  const code = hex === undefined ? Number(sequence.slice(2, -1)) : Number.parseInt(hex, 16);
  return code < 128 ? String.fromCharCode(code) : sequence;
}

/** Takes off one layer: percent, JSON, C and HTML escapes. Undefined when there is none. */
export function decodeLayer(text: string): Layer | undefined {
  if (!/[%\\&]/.test(text)) return undefined;
  const pieces: string[] = [];
  const origin = new Int32Array(text.length + 1);
  let at = 0;
  let length = 0;
  const keep = (end: number): void => {
    for (let i = at; i < end; i++) origin[length++] = i;
    pieces.push(text.slice(at, end));
  };
  for (const match of text.matchAll(ESCAPE)) {
    const decoded = decodeEscape(match[0]);
    if (decoded === match[0]) continue;
    keep(match.index);
    pieces.push(decoded);
    origin[length++] = match.index;
    at = match.index + match[0].length;
  }
  if (at === 0) return undefined;
  keep(text.length);
  origin[length] = text.length;
  return { text: pieces.join(''), origin: origin.subarray(0, length + 1) };
}
