import type { ErrorEvent } from '../event.ts';
import { align } from './align.ts';
import { decisive } from './classify.ts';
import { type Likeness, no } from './likeness.ts';
import { byLibrary, byMessage, byPlace, isElsewhere } from './rules.ts';
import { type ExceptionSignature, signatures } from './signature.ts';
import { compareWords } from './wording.ts';

/**
 * Compares two errors as a person does: the same fault, raised at the same place, reached the same way, said in the same
 * words. The type must agree and the place weighs most; where the words differ by more than values, the callers decide.
 * Symmetric.
 */
export function similarity(a: ErrorEvent, b: ErrorEvent): Likeness {
  return compareChains(signatures(a), signatures(b));
}

/** `similarity` of chains that are read already: one new incident against many known ones. */
export function compareChains(
  left: readonly ExceptionSignature[],
  right: readonly ExceptionSignature[],
): Likeness {
  const direct = compare(left, right);
  if (direct.same || left.length === right.length) return direct;
  // One source may show only a part of the chain: the wrapper without its cause.
  const [longer, shorter] = left.length > right.length ? [left, right] : [right, left];
  for (let skip = 1; skip <= Math.min(longer.length - shorter.length, MOST_SKIPPED); skip++) {
    const part = compare(longer.slice(skip), shorter);
    if (part.same && part.score >= 0.7) return { ...part, why: `${part.why}, in another part of the chain` };
  }
  return direct;
}

/** Causes that one source may lack. */
const MOST_SKIPPED = 3;

function compare(left: readonly ExceptionSignature[], right: readonly ExceptionSignature[]): Likeness {
  const [a, b] = [left[0], right[0]];
  if (a === undefined || b === undefined) return no('nothing to compare');
  const typed = a.type !== '' && b.type !== '';
  if (typed && a.type !== b.type) return no(`different types: ${[a.type, b.type].sort().join(' and ')}`);
  const [own, other] = [decisive(left), decisive(right)];
  if (own.frames.length === 0 || other.frames.length === 0)
    return byMessage(compareWords(a.words, b.words), typed);
  const stack = own.basis === other.basis ? align(own.frames, other.frames) : align(a.all, b.all);
  const inApp = own.basis === 'in-app' && other.basis === 'in-app';
  if (inApp && isElsewhere(stack))
    return no(a.words.text === b.words.text ? 'same words from another place' : 'another place');
  const comparison = { stack, words: compareWords(a.words, b.words), typed };
  return inApp ? byPlace(comparison) : byLibrary(comparison);
}
