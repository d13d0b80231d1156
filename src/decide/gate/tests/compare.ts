import type { Assertion } from './assertion.ts';
import { likeness } from './match.ts';
import { argumentsOf, isNegated, matcherWords, STRENGTH, strengthOf, wildcardsOf } from './strength.ts';

/** How an assertion of an existing test changed. */
export type AssertionChange =
  /** Gone, and nothing stands in its place. */
  | { readonly kind: 'lost'; readonly base: Assertion }
  /** Its successor pins down less. */
  | { readonly kind: 'looser'; readonly base: Assertion; readonly now: Assertion }
  /** It now says the opposite, or expects nothing. */
  | { readonly kind: 'inverted'; readonly base: Assertion; readonly now: Assertion }
  /** It expects another value. */
  | { readonly kind: 'other'; readonly base: Assertion; readonly now: Assertion };

/** From which likeness on an added assertion stands for a removed one. */
const SUCCESSOR = 0.3;

const partsOf = ({ text }: Assertion): readonly string[] =>
  text.split(' ').filter((part) => /\w|^""$/.test(part));

/** The assertions that only one side has, as multisets of normalised text. */
export function onlyIn(own: readonly Assertion[], other: readonly Assertion[]): readonly Assertion[] {
  const counts = new Map<string, number>();
  for (const { text } of other) counts.set(text, (counts.get(text) ?? 0) + 1);
  return own.filter(({ text }) => {
    const left = counts.get(text) ?? 0;
    if (left === 0) return true;
    counts.set(text, left - 1);
    return false;
  });
}

/** Pairs that are compared by likeness at most; a test with more changed assertions is paired in order. */
const MOST_PAIRS = 10_000;

interface Pair {
  readonly one: Assertion;
  readonly other: Assertion;
}

/** Which added assertion may stand for which removed one, the likest pairs first. */
function pairUp(gone: readonly Assertion[], added: readonly Assertion[]): readonly Pair[] {
  if (gone.length * added.length > MOST_PAIRS) {
    return gone.flatMap((one, at) => {
      const other = added[at];
      return other === undefined || likeness(partsOf(one), partsOf(other)) < SUCCESSOR
        ? []
        : [{ one, other }];
    });
  }
  const parts = new Map(added.map((other) => [other, partsOf(other)] as const));
  return gone
    .flatMap((one) => {
      const own = partsOf(one);
      return added.map((other) => ({ one, other, like: likeness(own, parts.get(other) ?? []) }));
    })
    .filter(({ like }) => like >= SUCCESSOR)
    .sort((a, b) => b.like - a.like);
}

/** What changed in the assertions of a test that is on both sides. `moved` are texts that stand elsewhere in the patch now. */
export function compareAssertions(
  base: readonly Assertion[],
  now: readonly Assertion[],
  moved: ReadonlySet<string>,
): readonly AssertionChange[] {
  const added = [...onlyIn(now, base)];
  const gone = onlyIn(base, now).filter(({ text }) => !moved.has(text));
  const pairs = pairUp(gone, added);
  const taken = new Set<Assertion>();
  const changes: AssertionChange[] = [];
  for (const { one, other } of pairs) {
    if (taken.has(one) || taken.has(other)) continue;
    taken.add(one);
    taken.add(other);
    changes.push(changeOf(one, other));
  }
  const spare = added.filter((one) => !taken.has(one) && strengthOf(one) > STRENGTH.nothing);
  for (const one of gone) {
    if (taken.has(one) || strengthOf(one) === STRENGTH.nothing) continue;
    const now = spare.shift();
    changes.push(now === undefined ? { kind: 'lost', base: one } : { kind: 'other', base: one, now });
  }
  return changes;
}

function changeOf(base: Assertion, now: Assertion): AssertionChange {
  const [before, after] = [strengthOf(base), strengthOf(now)];
  if (
    after < before ||
    wildcardsOf(now) > wildcardsOf(base) ||
    relents(base, now) ||
    dropsArguments(base, now) ||
    forgives(base, now)
  ) {
    return { kind: 'looser', base, now };
  }
  if (isNegated(base) !== isNegated(now) || flips(base, now) || empties(base, now)) {
    return { kind: 'inverted', base, now };
  }
  return { kind: 'other', base, now };
}

/** Matchers with a kinder sister: identity before equality, types compared before types converted. */
const KINDER: Readonly<Record<string, string>> = {
  assertsame: 'assertequals',
  tostrictequal: 'toequal',
  strictequal: 'equal',
  deepstrictequal: 'deepequal',
  strictsame: 'same',
  assertis: 'assertequal',
};

/** Whether the same is compared, only less strictly. */
function relents(base: Assertion, now: Assertion): boolean {
  const [olds, news] = [matcherWords(base.tokens), matcherWords(now.tokens)];
  const at = olds.findIndex((word, index) => word !== news[index]);
  const kinder = KINDER[olds[at] ?? ''];
  return kinder !== undefined && kinder === news[at] && olds.length === news.length;
}

/** `toThrow('x')` → `toThrow()`, `assertRaises(ValueError)` → `assertRaises(Exception)`, a shape with fewer fields. */
function dropsArguments(base: Assertion, now: Assertion): boolean {
  if (now.tokens.length < base.tokens.length) {
    if (/\( \)$/.test(now.text) && !/\( \)$/.test(base.text)) return true;
    if (strengthOf(base) === STRENGTH.partial && isPart(now.text, base.text)) return true;
    // A chain that checks fewer times: `.expect(200).expect(/json/)` → `.expect(200)`.
    if (isPart(now.text, base.text) && matcherCount(now) < matcherCount(base)) return true;
  }
  const added = now.tokens.filter(({ text }) => GENERAL.test(text));
  return (
    /raises|throws|catch|raise_error|toThrow/i.test(now.text) &&
    added.some(({ text }) => !base.tokens.some((token) => token.text === text))
  );
}

const matcherCount = ({ tokens }: Assertion): number =>
  matcherWords(tokens).filter((word) =>
    /^(?:expect|should|and|assert|verify|is[a-z]|has|to[a-z]|match)/.test(word),
  ).length;

/** Whether the last argument, how far a value may be off, forgives more: a larger delta, or fewer places. */
function forgives(base: Assertion, now: Assertion): boolean {
  const [olds, news] = [argumentsOf(base.tokens), argumentsOf(now.tokens)];
  if (olds.length < 3 || olds.length !== news.length) return false;
  if (olds.slice(0, -1).join() !== news.slice(0, -1).join()) return false;
  const [old, fresh] = [Number.parseFloat(olds.at(-1) ?? ''), Number.parseFloat(news.at(-1) ?? '')];
  if (Number.isNaN(old) || Number.isNaN(fresh)) return false;
  return /almost|closeTo/i.test(now.text) && fresh >= 1 ? fresh < old : fresh > old;
}

/** Exceptions that every other one is. */
const GENERAL = /^(?:Exception|Throwable|BaseException|Error|StandardError|RuntimeError|RuntimeException)$/;

/** Whether every word of a text stands in another, in order. */
function isPart(part: string, whole: string): boolean {
  const words = whole.split(' ');
  let at = 0;
  for (const word of part.split(' ')) {
    at = words.indexOf(word, at);
    if (at < 0) return false;
    at += 1;
  }
  return true;
}

const FLIPS: Readonly<Record<string, string>> = { true: 'false', True: 'False', TRUE: 'FALSE', yes: 'no' };

/** Whether the only difference is a truth value turned round. */
function flips(base: Assertion, now: Assertion): boolean {
  const [olds, news] = onlyWords(base, now);
  const [old, fresh] = [olds[0] ?? '', news[0] ?? ''];
  return olds.length === 1 && news.length === 1 && (FLIPS[old] === fresh || FLIPS[fresh] === old);
}

const EMPTY = /^(?:null|undefined|None|nil|NaN|""|\[\]|\{\})$/;

/** Whether the only difference is that nothing is expected now. */
function empties(base: Assertion, now: Assertion): boolean {
  const [olds, news] = onlyWords(base, now);
  return (
    news.length === 1 &&
    EMPTY.test(news[0] ?? '') &&
    olds.every((word) => !EMPTY.test(word)) &&
    olds.length > 0
  );
}

function onlyWords(base: Assertion, now: Assertion): readonly [readonly string[], readonly string[]] {
  const drop = (own: readonly string[], other: readonly string[]) => {
    const left = [...other];
    return own.filter((word) => {
      const at = left.indexOf(word);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
  };
  const [one, other] = [partsOf(base), partsOf(now)];
  return [drop(one, other), drop(other, one)];
}
