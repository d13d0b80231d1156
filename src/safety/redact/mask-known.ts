import { decodeLayer, type Layer } from './layers.ts';
import { mergeSpans, RANK, type Span } from './span.ts';

/** Shorter secrets are met by chance once encoded; they are masked as they are, and only from 4 characters on. */
const SHORTEST_ENCODED = 8;
const SHORTEST = 4;

const MASK = '[known-secret]';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function bytesOf(text: string): readonly number[] {
  return Array.from(new TextEncoder().encode(text));
}

/**
 * The base64 characters that the bytes alone decide when `skip` (0–2) foreign bytes stand before them: characters
 * that also hold bits of a neighbour are left off, so the needle is found inside any longer encoded text.
 */
function base64At(bytes: readonly number[], skip: number): string {
  const bits = [...Array.from({ length: skip }, () => 0), ...bytes]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  const first = Math.ceil((skip * 8) / 6);
  const last = Math.floor(bits.length / 6);
  let text = '';
  for (let i = first; i < last; i++) text += BASE64[Number.parseInt(bits.slice(i * 6, i * 6 + 6), 2)] ?? '';
  return text;
}

function base32Of(bytes: readonly number[]): string {
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  let text = '';
  for (let i = 0; i + 5 <= bits.length; i += 5)
    text += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(bits.slice(i, i + 5), 2)] ?? '';
  return text;
}

const rot13 = (text: string): string =>
  text.replace(/[A-Za-z]/g, (char) => {
    const base = char <= 'Z' ? 65 : 97;
    return String.fromCharCode(((char.charCodeAt(0) - base + 13) % 26) + base);
  });

const reverse = (text: string): string => Array.from(text).reverse().join('');
const hexOf = (bytes: readonly number[]): string =>
  bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Letters and digits only: what is left of a value however it was cut up, quoted or made safe for URLs. */
const bare = (text: string): string => text.replace(/[^A-Za-z\d]/g, '');

/** The forms in which a secret is looked for: itself, reversed, base64 (three alignments), base32, hex, rot13. */
function formsOf(secret: string): readonly string[] {
  const forms: string[] = [];
  for (const text of [secret, reverse(secret)]) {
    const bytes = bytesOf(text);
    forms.push(
      text,
      base64At(bytes, 0),
      base64At(bytes, 1),
      base64At(bytes, 2),
      base32Of(bytes),
      hexOf(bytes),
    );
  }
  forms.push(rot13(secret), reverse(base64At(bytesOf(secret), 0)), reverse(hexOf(bytesOf(secret))));
  return forms.map((form) => bare(form).toLowerCase()).filter((form) => form.length >= SHORTEST_ENCODED);
}

/** The letters and digits of a text in lower case, each with its offset: no separator can hide a value in it. */
function squeeze(text: string): Layer {
  const origin = new Int32Array(text.length + 1);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122))
      origin[length++] = at;
  }
  origin[length] = text.length;
  return { text: bare(text).toLowerCase(), origin: origin.subarray(0, length + 1) };
}

function spansOf(
  haystack: string,
  needle: string,
  place: (from: number, to: number) => Span,
): readonly Span[] {
  const spans: Span[] = [];
  for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, at + needle.length)) {
    spans.push(place(at, at + needle.length));
  }
  return spans;
}

function find(text: string, secrets: readonly string[], origin?: Int32Array): readonly Span[] {
  const squeezed = squeeze(text);
  const place = (start: number, end: number): Span => ({
    start: origin?.[start] ?? start,
    end: origin?.[end] ?? end,
    kind: 'known-secret',
    rank: RANK.shape,
  });
  const squeezedPlace = (from: number, to: number): Span =>
    place(squeezed.origin[from] ?? 0, (squeezed.origin[to - 1] ?? 0) + 1);
  const spans: Span[] = [];
  for (const secret of secrets) {
    spans.push(...spansOf(text, secret, place));
    for (const form of formsOf(secret)) spans.push(...spansOf(squeezed.text, form, squeezedPlace));
  }
  return spans;
}

/**
 * Masks the secrets that this run itself holds, wherever they appear: as they are, in any case, reversed, in base64 at
 * any alignment, base32, hex, rot13, escaped (percent, `\u`, HTML), or cut up by blanks, lines, quotes or other signs.
 * Empty secrets and those shorter than 4 characters are left alone. Linear in the text for a given set of secrets.
 */
export function maskKnown(text: string, secrets: readonly string[]): string {
  const known = [...new Set(secrets.flatMap((secret) => [secret, secret.trim()]))].filter(
    ({ length }) => length >= SHORTEST,
  );
  if (known.length === 0 || text === '') return text;
  const spans = [...find(text, known)];
  let layer = decodeLayer(text);
  for (let depth = 0; depth < 3 && layer !== undefined; depth++) {
    const { origin } = layer;
    spans.push(...find(layer.text, known, origin));
    const next = decodeLayer(layer.text);
    layer = next && { text: next.text, origin: next.origin.map((at) => origin[at] ?? text.length) };
  }
  if (spans.length === 0) return text;
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of mergeSpans(spans)) {
    pieces.push(text.slice(at, start), MASK);
    at = end;
  }
  return pieces.join('') + text.slice(at);
}
