import type { Root, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown, gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';
import { gfm } from 'micromark-extension-gfm';
import type { SafeText } from '../domain/trust.ts';
import { fenced } from './code.ts';
import { inertTree } from './inert-tree.ts';
import { redact } from './redact/redact.ts';
import { CUT_MARK, cleanText, truncate } from './unicode.ts';

export interface SanitizeOptions {
  /** Hosts that links may lead to, exactly as in an address (`acme.sentry.io`). */
  readonly hosts: readonly string[];
  /** Characters of the result. */
  readonly limit: number;
}

/** Characters that are parsed; a parser's cost grows with the text, and an attacker writes the text. */
const LONGEST_INPUT = 65_536;
/** Signs that make a Markdown parser look ahead or nest; prose has few. */
const MOST_SIGNS = 4_000;
const DEEPEST_NEST = 40;
/** Most rounds until the result no longer changes. */
const ROUNDS = 4;

/**
 * Untrusted Markdown made inert: parsed to a tree, cleaned there, written anew. Structure that only arranges text stays
 * (paragraphs, lists, emphasis, tables, code); everything that hides, loads, links elsewhere, mentions, refers, closes
 * or runs is gone or shown as code. `sanitize(sanitize(x)) = sanitize(x)`. Text that cannot be brought to rest, or is
 * built to keep a parser busy, is shown whole as code.
 */
export function sanitizeMarkdown(text: string, options: SanitizeOptions): SafeText {
  const first = redact(cleanText(text.slice(0, LONGEST_INPUT)));
  if (isHostile(first.text)) return asCode(first.text, options.limit);
  // What is taken out may join what stood around it to something new, an address for one: each round looks again.
  const again = (part: string) => redact(cleanText(part)).text;
  let current = once(first.text, options);
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = once(again(current), options);
    if (next === current) return current as SafeText;
    current = next;
  }
  return asCode(first.text, options.limit);
}

function asCode(clean: string, limit: number): SafeText {
  return fenced(
    truncate(clean.replace(/^(?:`{3,}(?:text)?\n)+|\n`{3,}$/g, ''), Math.max(0, limit - 40)),
  ) as SafeText;
}

/** Cheap signs of a text made to cost time: thousands of brackets or stars, or very deep quotes and lists. */
function isHostile(text: string): boolean {
  const signs = text.match(/[[\]*_`<>!~|(){}&\\]/g)?.length ?? 0;
  const nest = text
    .split('\n')
    .reduce(
      (deepest, line) =>
        Math.max(deepest, /^(?:[ \t]{0,8}(?:>|[-*+]|\d{1,9}[.)])){1,200}/.exec(line)?.[0].length ?? 0),
      0,
    );
  return signs > MOST_SIGNS || nest > DEEPEST_NEST * 2;
}

function once(text: string, options: SanitizeOptions): string {
  const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const root: Root = { type: 'root', children: inertTree(tree.children, options.hosts) as RootContent[] };
  return fitted(root, options.limit);
}

/** Leaves out blocks from the end until the text fits, and says so. */
function fitted(root: Root, limit: number): string {
  const whole = write(root);
  if (whole.length <= limit) return whole;
  const cut: RootContent = { type: 'paragraph', children: [{ type: 'text', value: CUT_MARK }] };
  const kept: RootContent[] = [];
  let room = limit - CUT_MARK.length - 2;
  for (const child of root.children.filter((one) => !isCutMark(one))) {
    // A block costs its text, a blank line, and a few signs that keep it apart from its neighbour.
    room -= write({ type: 'root', children: [child] }).length + 12;
    if (room < 0) break;
    kept.push(child);
  }
  return write({ type: 'root', children: [...kept, cut] }).slice(0, limit);
}

function isCutMark(node: RootContent): boolean {
  return (
    node.type === 'paragraph' &&
    node.children.length === 1 &&
    node.children[0]?.type === 'text' &&
    node.children[0].value === CUT_MARK
  );
}

function write(root: Root): string {
  return toMarkdown(root, {
    extensions: [gfmToMarkdown()],
    fences: true,
    bullet: '-',
    emphasis: '*',
    rule: '-',
    resourceLink: true,
  }).trim();
}
