import type { ErrorEvent } from '../event.ts';
import { type Alignment, align } from './align.ts';
import { decisive } from './classify.ts';
import { messageLikeness } from './message-likeness.ts';
import { type ExceptionSignature, signatures } from './signature.ts';

/** Whether two errors are one bug, how sure, and why. */
export interface Likeness {
  readonly same: boolean;
  /** 0–1; `same` means ≥ 0.5. */
  readonly score: number;
  readonly why: string;
}

/**
 * Compares two errors as a person does: the same fault, raised at the same place, said in the same words. Any two of
 * the three with strong support of the third make one class; the place weighs most, a different type ends it.
 * Symmetric.
 */
export function similarity(a: ErrorEvent, b: ErrorEvent): Likeness {
  const [left, right] = [signatures(a), signatures(b)];
  const direct = compare(left, right);
  if (direct.same || (left.length === 1 && right.length === 1)) return direct;
  // One source may show only a part of the chain: the wrapper, or the cause.
  const partial = [
    compare(left.slice(1), right),
    compare(left, right.slice(1)),
    compare(left.slice(-1), right.slice(-1)),
  ];
  const best = partial.find((one) => one.same && one.score >= 0.7);
  return best === undefined ? direct : { ...best, why: `${best.why}, in another part of the chain` };
}

interface Comparison {
  readonly align: Alignment;
  /** 0–1, or `null` when a side has no message. */
  readonly message: number | null;
  readonly informative: boolean;
  readonly typed: boolean;
}

function compare(left: readonly ExceptionSignature[], right: readonly ExceptionSignature[]): Likeness {
  const [a, b] = [left[0], right[0]];
  if (a === undefined || b === undefined) return no('nothing to compare');
  if (a.type !== '' && b.type !== '' && a.type !== b.type)
    return no(`different types: ${[a.type, b.type].sort().join(' and ')}`);
  const [own, other] = [decisive(left), decisive(right)];
  const { likeness, informative } = messageLikeness(a.message, b.message);
  const typed = a.type !== '' && b.type !== '';
  const comparison = { align: align(own.frames, other.frames), message: likeness, informative, typed };
  if (own.frames.length === 0 || other.frames.length === 0) return byMessage(comparison);
  if (own.basis === other.basis) return own.basis === 'in-app' ? byPlace(comparison) : byLibrary(comparison);
  return byLibrary({ ...comparison, align: align(a.all, b.all) });
}

/** Both sides show the application's frames. */
function byPlace({ align: stack, message, informative, typed }: Comparison): Likeness {
  const said = message ?? 0.6;
  // A nameless function is only as good a place as the way that led there.
  const placed =
    stack.innermost >= 0.85 || (stack.innermost >= 0.6 && (stack.depth < 2 || stack.overlap >= 0.6));
  if (placed) {
    if (said >= 0.5) return yes(0.6 + 0.2 * stack.innermost + 0.2 * said, 'same place, same words');
    if (stack.sameLine && stack.overlap >= 0.5) return yes(0.7, 'raised on the same line');
    if (stack.depth >= 4 && stack.cover >= 0.9 && said >= 0.25)
      return yes(0.6, 'same deep stack, other words');
    return no('same place, but another message');
  }
  if (stack.shifted >= 0.85 && stack.overlap >= 0.6 && said >= 0.7)
    return yes(0.65, 'same words, a frame more or less');
  if (typed && informative && said >= 0.95 && stack.depth >= 3 && stack.cover >= 0.7) {
    return yes(0.6, 'same words, nearly the same stack');
  }
  return no(said >= 0.9 ? 'same words from another place' : 'another place');
}

/** At least one side shows library frames only: the same library error comes from many callers, so more must agree. */
function byLibrary({ align: stack, message, informative, typed }: Comparison): Likeness {
  const said = message ?? 0;
  if (stack.innermost >= 0.6 && stack.cover >= 0.7 && said >= 0.7)
    return yes(0.65, 'same library stack, same words');
  if (typed && informative && said >= 0.95 && stack.overlap >= 0.7)
    return yes(0.6, 'same words, stacks that agree');
  return no('library frames that do not agree enough');
}

/** A side has no frames at all. */
function byMessage({ message, informative, typed }: Comparison): Likeness {
  return informative && message !== null && message >= 0.95 && typed
    ? yes(0.55, 'same type and words; no stack to compare')
    : no('no stack, and the words do not suffice');
}

function yes(score: number, why: string): Likeness {
  return { same: true, score: Math.round(Math.min(score, 1) * 100) / 100, why };
}

function no(why: string): Likeness {
  return { same: false, score: 0.2, why };
}
