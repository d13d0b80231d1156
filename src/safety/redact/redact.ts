import { matchAssignments } from './assignments.ts';
import { matchPemBlocks, matchSecretManifests } from './blocks.ts';
import { type HomePaths, matchHomePaths } from './home-paths.ts';
import { decodeLayer } from './layers.ts';
import { matchShapes } from './match-shapes.ts';
import { matchCards, matchIbans, matchNumbers } from './numbers.ts';
import { matchEmails, matchIpv4, matchIpv6 } from './personal.ts';
import { findPlaceholders, growTable, NO_PLACEHOLDERS, type PlaceholderTable } from './placeholders.ts';
import { mergeSpans, type Span, subtractSpans } from './span.ts';
import { matchStructures } from './structures.ts';

/** Longest text that is read, in UTF-16 units; the rest is cut off, never passed on unread. */
export const LONGEST_TEXT = 256 * 1024;

/** Layers of escapes that are taken off: JSON in a query in JSON is three. */
const LAYERS = 3;

/** A replacement can bring a new secret to light (a key that a value hid); each round leaves less text. */
const ROUNDS = 8;

export interface RedactOptions {
  /** The run's placeholders so far: equal values get equal placeholders. Default: none. */
  readonly table?: PlaceholderTable;
  /** User names in home paths. Default `prose`: not in stack frames. */
  readonly homePaths?: HomePaths;
}

/** How many values of a kind were replaced. */
export interface Found {
  readonly kind: string;
  readonly count: number;
}

export interface Redacted {
  /** The text with placeholders; the very same string when nothing was found. */
  readonly text: string;
  readonly found: readonly Found[];
  /** True when the text was longer than LONGEST_TEXT and was cut. */
  readonly cut: boolean;
  /** The table for the next text of the run. Holds values in clear: keep it in memory only. */
  readonly table: PlaceholderTable;
}

function detect(text: string, homePaths: HomePaths): readonly Span[] {
  return [
    ...matchShapes(text),
    ...matchPemBlocks(text),
    ...matchSecretManifests(text),
    ...matchStructures(text),
    ...matchAssignments(text),
    ...matchEmails(text),
    ...matchIpv4(text),
    ...matchIpv6(text),
    ...matchCards(text),
    ...matchIbans(text),
    ...matchNumbers(text),
    ...matchHomePaths(text, homePaths),
  ];
}

/** The spans of a text and of what its escapes hide, as offsets of the text itself. */
function detectLayers(text: string, homePaths: HomePaths): readonly Span[] {
  const spans = [...detect(text, homePaths)];
  let layer = decodeLayer(text);
  for (let depth = 0; depth < LAYERS && layer !== undefined; depth++) {
    const { origin } = layer;
    for (const span of detect(layer.text, homePaths)) {
      spans.push({ ...span, start: origin[span.start] ?? 0, end: origin[span.end] ?? text.length });
    }
    const next = decodeLayer(layer.text);
    layer = next && { text: next.text, origin: next.origin.map((at) => origin[at] ?? text.length) };
  }
  return spans;
}

/**
 * Replaces secrets and personal data by placeholders (`[github-pat:1]`, `[email:2]`). Pure and idempotent: redacting a
 * redacted text changes nothing, and a text without secrets comes back as it is. Linear in the length of the text.
 */
export function redact(input: string, options: RedactOptions = {}): Redacted {
  const cut = input.length > LONGEST_TEXT;
  let text = cut ? input.slice(0, LONGEST_TEXT) : input;
  const grown = growTable(options.table ?? NO_PLACEHOLDERS);
  const counts = new Map<string, number>();
  for (let round = 0; round < ROUNDS; round++) {
    const spans = mergeSpans(detectLayers(text, options.homePaths ?? 'prose'));
    const open = subtractSpans(spans, findPlaceholders(text)).filter(({ start, end }) =>
      /[^\W_]/.test(text.slice(start, end)),
    );
    if (open.length === 0) break;
    text = replace(text, open, (kind, value) => {
      const placeholder = grown.of(kind, value);
      const shown = placeholder.slice(1, placeholder.lastIndexOf(':'));
      counts.set(shown, (counts.get(shown) ?? 0) + 1);
      return placeholder;
    });
  }
  const found = Array.from(counts, ([kind, count]) => ({ kind, count }));
  return { text, found, cut, table: grown.table() };
}

function replace(
  text: string,
  spans: readonly Span[],
  name: (kind: string, value: string) => string,
): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, kind } of spans) {
    pieces.push(text.slice(at, start), name(kind, text.slice(start, end)));
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}
