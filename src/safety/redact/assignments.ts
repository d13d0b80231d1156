import { judgeValue } from './judge-value.ts';
import { isFileName, type KeySense, senseOf, wordsOf } from './key-words.ts';
import { namedBefore } from './named-before.ts';
import { looksRandom } from './random-look.ts';
import { readValue } from './read-value.ts';
import { RANK, type Span } from './span.ts';

const KEY = /[A-Za-z_$][\w$.-]{0,120}/g;

/** Words of a declaration that say nothing about the value: the name stands before them. */
const TYPES: ReadonlySet<string> = new Set(
  'string str char const var let val text value new static final chars object any varchar secure option some'.split(
    ' ',
  ),
);

const KIND: Readonly<Record<KeySense, string>> = {
  password: 'password',
  secret: 'secret',
  vendor: 'secret',
  hint: 'secret',
  neutral: 'token',
  benign: 'token',
};

/** Reads backwards from a key: the words before it on its line, `max` characters at most. */
function before(text: string, at: number, max: number): string {
  let start = at;
  while (start > 0 && at - start < max && /[\w$. \t:=&'*<-]/.test(text[start - 1] ?? '\n')) start--;
  return text.slice(start, at);
}

/** The sense of a key, with what stands before it when the key itself is only a type or the word "value". */
function senseAt(text: string, at: number, key: string): KeySense {
  if (isFileName(key)) return 'benign';
  const words = wordsOf(key);
  const own = words.every((word) => TYPES.has(word)) ? [] : words;
  if (own.length > 0) {
    const sense = cachedSense(key, own);
    if (sense !== 'neutral') return sense;
  }
  if (/^(?:value|default|val|content)$/i.test(key)) {
    const named = namedBefore(text, at);
    if (named !== undefined) return senseOf(wordsOf(named));
  }
  const context = wordsOf(before(text, at, 48)).filter((word) => !TYPES.has(word));
  if (context.length === 0) return 'neutral';
  const sense = senseOf([...context.slice(-8), ...own]);
  if (own.length === 0) return sense;
  return sense === 'password' || sense === 'secret' ? 'hint' : sense === 'benign' ? 'neutral' : sense;
}

const senses = new Map<string, KeySense>();

/** Keys repeat a lot (stack frames); the cache only saves time, never changes an answer. */
function cachedSense(key: string, words: readonly string[]): KeySense {
  const known = senses.get(key);
  if (known !== undefined) return known;
  const sense = senseOf(words);
  if (senses.size > 5000) senses.clear();
  senses.set(key, sense);
  return sense;
}

/** Behind `-` of a command line, or behind ENV and ARG of a Dockerfile. */
function isFlagged(text: string, at: number): boolean {
  return text[at - 1] === '-' || /^(?:ENV|ARG) $/.test(text.slice(Math.max(0, at - 4), at));
}

/** `--token VALUE`, `ENV TOKEN VALUE`: a blank joins only behind a flag, or to a value nobody would write. */
function joinedByBlank(shown: string, sense: KeySense, how: { flagged: boolean; quoted: boolean }): boolean {
  const { flagged, quoted } = how;
  if (sense === 'neutral' || sense === 'benign') return false;
  if (flagged || (sense === 'password' && quoted && /\d/.test(shown))) return true;
  return sense !== 'hint' && shown.length >= 16 && /\d/.test(shown) && looksRandom(shown, 16);
}

/** Values joined to a key in any of the usual ways, judged by what the key promises and how the value looks. */
export function matchAssignments(text: string): readonly Span[] {
  const spans: Span[] = [];
  const runs = { start: 0, end: 0 };
  KEY.lastIndex = 0;
  for (let match = KEY.exec(text); match !== null; match = KEY.exec(text)) {
    const end = match.index + match[0].length;
    const value = readValue(text, end, runs);
    if (value === undefined || value.end - value.start < 3) continue;
    const sense = senseAt(text, match.index, match[0]);
    const shown = text.slice(value.start, value.end);
    if (
      value.operator === ' ' &&
      !joinedByBlank(shown, sense, { flagged: isFlagged(text, match.index), quoted: value.quoted })
    )
      continue;
    if (!judgeValue(shown, sense, value)) continue;
    spans.push({
      start: value.start,
      end: value.end,
      kind: KIND[sense],
      rank: sense === 'neutral' ? RANK.neutral : RANK.assigned,
    });
  }
  return spans;
}
