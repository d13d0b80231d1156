import { distinctChars, entropy, looksRandom } from './random-look.ts';
import { classOf, LONGEST_RUN, type Part, parsePattern, type Shape } from './shape.ts';
import { SHAPES } from './shapes.ts';
import { RANK, type Span } from './span.ts';

interface Compiled {
  readonly shape: Shape;
  readonly prefix: string;
  readonly parts: readonly Part[];
  /** What may continue the token: of a token longer than published nothing must stay behind. */
  readonly tail: Uint8Array;
}

const WORD = classOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789');

function compile(shape: Shape): Compiled {
  const parts = parsePattern(shape.pattern);
  const last = parts.findLast((part) => part.kind === 'run');
  const first = parts[0];
  return { shape, prefix: first?.kind === 'literal' ? first.text : '', parts, tail: last?.chars ?? WORD };
}

const ALL = SHAPES.map(compile);

/** Shapes by the first character of their prefix, longest prefix first: one look at each word start finds all. */
const BY_FIRST: readonly (readonly Compiled[])[] = (() => {
  const buckets: Compiled[][] = Array.from({ length: 128 }, () => []);
  for (const compiled of ALL) {
    if (compiled.prefix !== '') buckets[compiled.prefix.charCodeAt(0)]?.push(compiled);
  }
  for (const bucket of buckets) bucket.sort((a, b) => b.prefix.length - a.prefix.length);
  return buckets;
})();

/** Shapes without a prefix: found by their longest literal, which stands a fixed length after their start. */
const BY_ANCHOR = ALL.filter(({ prefix }) => prefix === '').map((compiled) => {
  const literals = compiled.parts.filter((part) => part.kind === 'literal');
  const anchor = literals.reduce((best, part) => (part.text.length > best.length ? part.text : best), '');
  let before = 0;
  for (const part of compiled.parts) {
    if (part.kind === 'literal' && part.text === anchor) break;
    before += part.kind === 'literal' ? part.text.length : part.min;
  }
  return { compiled, anchor, before };
});

/** Length of the run of `chars` at `at`, at most `max`. */
function runLength(text: string, at: number, { chars, max }: { chars: Uint8Array; max: number }): number {
  let length = 0;
  while (length < max && chars[text.charCodeAt(at + length)] === 1) length++;
  return length;
}

/** End of the token that starts at `at`, or -1. A run before a literal gives back what the literal needs. */
function matchParts(text: string, at: number, parts: readonly Part[]): number {
  let position = at;
  for (let p = 0; p < parts.length; p++) {
    const part = parts[p];
    if (part === undefined) return -1;
    if (part.kind === 'literal') {
      if (!text.startsWith(part.text, position)) return -1;
      position += part.text.length;
      continue;
    }
    const next = parts[p + 1];
    let length = runLength(text, position, part);
    if (next?.kind === 'literal' && length >= part.min) {
      const found = text.slice(position + part.min, position + length + next.text.length).indexOf(next.text);
      if (found === -1) return -1;
      length = part.min + found;
    } else if (next?.kind === 'run' && part.max !== part.min) {
      length = part.min;
    }
    if (length < part.min) return -1;
    position += length;
  }
  return position;
}

const MADE_UP = /example|x{6}|X{6}|\.{3}|\*{4}|1234567890abcdef|0{8}|placeholder|your[-_]?/i;

/** A body that stands for a secret without being one: too few different characters, or an example's words. */
function isMadeUp(body: string): boolean {
  if (MADE_UP.test(body.slice(0, 256))) return true;
  return (
    distinctChars(body) < Math.min(7, body.length / 2) ||
    entropy(body) < Math.min(2.3, Math.log2(body.length) * 0.6)
  );
}

function accept(text: string, at: number, { shape, prefix, parts, tail }: Compiled): number {
  const end = matchParts(text, at, parts);
  if (end === -1) return -1;
  const body = text.slice(at + prefix.length, end);
  if (isMadeUp(body)) return -1;
  if (shape.weak) return WORD[text.charCodeAt(end)] === 1 || !looksRandom(body, 6) ? -1 : end;
  return end + runLength(text, end, { chars: tail, max: LONGEST_RUN });
}

function matchAnchored(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const { compiled, anchor, before } of BY_ANCHOR) {
    for (let hit = text.indexOf(anchor); hit !== -1; hit = text.indexOf(anchor, hit + anchor.length)) {
      const start = hit - before;
      if (start < 0 || (start > 0 && WORD[text.charCodeAt(start - 1)] === 1)) continue;
      const end = accept(text, start, compiled);
      if (end !== -1) spans.push({ start, end, kind: compiled.shape.name, rank: RANK.shape });
    }
  }
  return spans;
}

/** Every token of a vendor's published shape. One pass over word starts; each start costs a bounded look ahead. */
export function matchShapes(text: string): readonly Span[] {
  const spans: Span[] = [...matchAnchored(text)];
  for (let at = 0; at < text.length; at++) {
    const bucket = BY_FIRST[text.charCodeAt(at)];
    if (bucket === undefined || bucket.length === 0 || (at > 0 && WORD[text.charCodeAt(at - 1)] === 1))
      continue;
    for (const compiled of bucket) {
      if (!text.startsWith(compiled.prefix, at)) continue;
      const end = accept(text, at, compiled);
      if (end === -1) continue;
      spans.push({ start: at, end, kind: compiled.shape.name, rank: RANK.shape });
      at = end - 1;
      break;
    }
  }
  return spans;
}
