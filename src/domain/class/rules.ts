import type { Alignment } from './align.ts';
import { type Likeness, no, yes } from './likeness.ts';
import type { Wording } from './wording.ts';

/** What two errors of one type have in common. */
export interface Comparison {
  readonly stack: Alignment;
  readonly words: Wording;
  /** Both sides name their type. */
  readonly typed: boolean;
}

/** Frames from which on a stack counts as deep: two bugs hardly share so many by chance. */
const DEEP = 4;

/** Both sides show the application's frames. */
export function byPlace(comparison: Comparison): Likeness {
  const { stack } = comparison;
  if (stack.innermost >= 0.85) return samePlace(comparison);
  if (stack.innermost >= 0.6) return namelessPlace(comparison);
  return anotherPlace(comparison);
}

/** Two functions that have names and differ, and neither is the other's caller: no words make them one. */
export function isElsewhere({ innermost, shifted, named }: Alignment): boolean {
  return named && innermost < 0.6 && shifted < 0.85;
}

/** The same named function. What it said decides, and where that is in doubt, who called it. */
function samePlace({ stack, words }: Comparison): Likeness {
  const { callers } = stack;
  const score = 0.6 + 0.2 * stack.innermost + 0.2 * words.likeness;
  switch (words.agreement) {
    case 'equal':
      // A helper that complains about `price` for one caller and about `date` for another shows two bugs.
      if (!words.sameNames && (words.informative ? callers === 0 && stack.depth >= 3 : !isCalledAlike(stack)))
        return no('same helper, but it speaks of another name to other callers');
      return yes(score, 'same place, same words');
    case 'silent':
      return isCalledAlike(stack)
        ? yes(score, 'same place, one side without words')
        : no('same helper from other callers, and no words to compare');
    case 'translated':
      return isCalledAlike(stack)
        ? yes(0.65, 'same place, the message in another language')
        : no('same helper from other callers, other words');
    case 'close':
      if (callers === null ? stack.sameLine || words.likeness >= 0.85 : isCloseEnough({ stack, words }))
        return yes(score, 'same place and callers, nearly the same words');
      return no('same helper, but other callers and other words');
    default:
      return otherWords(stack, words);
  }
}

/** Half of the callers agree, and the nearest one does: the outer ones are every request's. */
function isCalledAlike({ callers, nearest }: Alignment): boolean {
  return callers === null || (callers >= 0.5 && (nearest ?? 0) >= 0.6);
}

/**
 * Called alike, two messages that differ in a word are one when the rest is long (a name in a slot); a deep stack that
 * is the same from end to end lets half of the words differ. What an engine misses is a value of its own.
 */
function isCloseEnough({ stack, words }: Pick<Comparison, 'stack' | 'words'>): boolean {
  if (!isCalledAlike(stack)) return false;
  return words.fault || words.likeness >= SLOT || (stack.depth >= DEEP && stack.cover >= 0.9);
}

/** Share of common words from which on the difference looks like a value. */
const SLOT = 0.7;

/** The message shares little: only the very line speaks for one bug. */
function otherWords(stack: Alignment, _words: Wording): Likeness {
  if (stack.sameLine && stack.overlap >= 0.5 && (stack.callers ?? 0) >= 0.5)
    return yes(0.7, 'raised on the same line');
  return no('same place, but another message');
}

/** A nameless function of the same file is only as good a place as the way that led there. */
function namelessPlace({ stack, words }: Comparison): Likeness {
  const led = stack.depth < 2 || stack.overlap >= 0.6;
  // A stack of nameless functions of one bundle is every stack of that bundle.
  const told = words.informative || stack.overlap >= 0.75;
  if (led && told && words.agreement === 'equal')
    return yes(0.72 + 0.1 * words.likeness, 'same place, same words');
  if (stack.nearLine && words.fault && words.agreement === 'equal')
    return yes(0.72, 'same fault of the engine on the same line');
  if (led && stack.sameLine && (stack.callers ?? 0) >= 0.5) return yes(0.7, 'raised on the same line');
  if (stack.callers !== null && isCalledAlike(stack) && stack.overlap > 0.6 && isRelated(words))
    return yes(0.62, 'same file and callers, nearly the same words');
  return no('same file, but not surely the same function');
}

function isRelated({ agreement }: Wording): boolean {
  return agreement === 'close' || agreement === 'translated' || agreement === 'silent';
}

function anotherPlace({ stack, words, typed }: Comparison): Likeness {
  const equal = words.agreement === 'equal';
  if (stack.shifted >= 0.85 && stack.overlap >= 0.6 && equal)
    return yes(0.65, 'same words, a frame more or less');
  // Two functions that have names and differ are siblings; a nameless one may be the other.
  if (equal && !stack.named && typed && words.informative && stack.depth >= 3 && stack.cover >= 0.7)
    return yes(0.6, 'same words, nearly the same stack');
  return no(equal ? 'same words from another place' : 'another place');
}

/** At least one side shows library frames only: the same library error comes from many callers, so more must agree. */
export function byLibrary({ stack, words, typed }: Comparison): Likeness {
  const equal = words.agreement === 'equal';
  if (stack.innermost >= 0.6 && stack.cover >= 0.7 && equal)
    return yes(0.65, 'same library stack, same words');
  if (stack.innermost >= 0.85 && stack.depth >= DEEP && stack.cover >= 0.9 && isRelated(words))
    return yes(0.6, 'same deep library stack, nearly the same words');
  if (equal && typed && words.informative && stack.overlap >= 0.7 && stack.innermost >= 0.6)
    return yes(0.6, 'same words, stacks that agree');
  return no('library frames that do not agree enough');
}

/** A side has no frames at all. */
export function byMessage(words: Wording, typed: boolean): Likeness {
  return typed && words.informative && words.agreement === 'equal'
    ? yes(0.55, 'same type and words; no stack to compare')
    : no('no stack, and the words do not suffice');
}
