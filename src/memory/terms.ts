import type { Cell } from './row.ts';
import { TABLES } from './table.ts';

/** Words of a message that are looked up; what tells errors apart stands at the beginning. */
const MOST_WORDS = 10;

/** Words that most messages have: they lead to everything. */
const STOP = new Set(
  'the and for not was with from this that are has have cannot could into null undefined error exception failed'.split(
    ' ',
  ),
);

/** What a lesson can be found under: its class, its files, the words of its message. */
export interface Subject {
  readonly fingerprint: string;
  readonly paths: readonly string[];
  /** Masked message of the root cause. */
  readonly message: string;
}

/** Distinct telling words of a masked message, lower case, in order; placeholders (`‹n›`) are none. */
function tellingWords(message: string): readonly string[] {
  const words = message
    .toLowerCase()
    .split(/[^\p{L}\p{N}_‹›]+/u)
    .filter((word) => word.length > 2 && word.length <= 40 && !word.includes('‹') && !STOP.has(word));
  return [...new Set(words)].slice(0, MOST_WORDS);
}

/** Share of telling words that two masked messages have in common (Dice): 0–1. */
export function wordLikeness(a: string, b: string): number {
  const [left, right] = [tellingWords(a), tellingWords(b)];
  const common = left.filter((word) => right.includes(word)).length;
  return left.length + right.length === 0 ? 0 : (2 * common) / (left.length + right.length);
}

/** The names of a subject's terms; a first letter keeps classes, paths and words apart. */
export function termsOf({ fingerprint, paths, message }: Subject): readonly string[] {
  return [
    `c${fingerprint}`,
    ...paths.map((path) => `p${path}`),
    ...tellingWords(message).map((word) => `w${word}`),
  ];
}

/** 32-bit FNV-1a: small in the index. Two terms with one hash cost a look at a lesson that is then passed over. */
export function termHash(term: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < term.length; at += 1) hash = Math.imul(hash ^ term.charCodeAt(at), 0x01000193);
  return hash | 0;
}

/** Hashes of the terms of a lesson about to be written. */
export function lessonTerms(cells: readonly Cell[]): ReadonlySet<number> {
  const of = (field: string) => String(cells[TABLES.lesson.fields.indexOf(field)] ?? '');
  const paths = JSON.parse(of('paths')) as readonly string[];
  const terms = termsOf({ fingerprint: of('fingerprint'), paths, message: of('message') });
  return new Set(terms.map(termHash));
}
