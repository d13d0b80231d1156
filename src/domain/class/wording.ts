import { engineFault, faultSubject } from './engine-message.ts';
import { otherLanguage } from './language.ts';
import { maskMessage, quotedNames } from './mask.ts';

/** What a message says, read once. */
export interface Words {
  /** Masked message, or the engine's fault in angle quotes with what it speaks of; `''` when there is none. */
  readonly text: string;
  readonly fault: string | null;
  /** What an engine's fault speaks of; `''`: it does not say. */
  readonly subject: string;
  /** Words without values, lower case. */
  readonly tokens: readonly string[];
  /** Quoted words that look like names of code, in their order. */
  readonly names: string;
  /** How many different words carry meaning. */
  readonly meaning: number;
}

/**
 * How two messages agree. `equal`: but for values. `close`: one slot or ending differs, which may be a value or another
 * bug. `translated`: one in another language. `silent`: a side says nothing.
 */
export interface Wording {
  readonly agreement: 'equal' | 'close' | 'translated' | 'other' | 'silent';
  /** 0–1: Dice coefficient over the words that are no values. */
  readonly likeness: number;
  /** Both are an engine's own words, not the program's. */
  readonly fault: boolean;
  /** They say more than a type does. */
  readonly informative: boolean;
  /** The quoted names of code are the same, or there are none. */
  readonly sameNames: boolean;
}

const MAX_TOKENS = 60;
/** Words that every message has. */
const STOP = new Set('the a an is of to in for and or not be was on at with by from it this that'.split(' '));
/** What loggers print where there is no message. */
const EMPTY = /^(?:null|none|nil|undefined|\(null\)|<?no (?:error )?message>?|<unlabeled event>)$/i;

/** A fault as a record keeps it. */
const KEPT = /^«([a-z. ]{1,60})»(?: (.{0,100}))?$/;

/** Reads a message, or what `text` of an earlier reading kept of it. */
export function readWords(message: string): Words {
  const bare = message.replace(/^(?:Uncaught )?[A-Za-z]{0,60}(?:Error|Exception): /, '').trim();
  // Node and loggers repeat the type in the message.
  const said = EMPTY.test(bare) ? '' : bare;
  const kept = KEPT.exec(said);
  const fault = kept?.[1] ?? engineFault(said);
  const subject = kept?.[2] ?? (fault === null ? '' : faultSubject(said));
  const text = fault === null ? maskMessage(said) : `«${fault}» ${subject}`.trimEnd();
  const tokens = tokensOf(text);
  const names = fault === null ? quotedNames(said).slice(0, 10).join(' ') : subject;
  return { text, fault, subject, tokens, names, meaning: meaningOf(tokens) };
}

/** Words that are no values: neither placeholders nor words with a value in them. */
function tokensOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}_‹›]+/u)
    .filter((word) => word !== '' && !/[‹›\d]/.test(word))
    .slice(0, MAX_TOKENS);
}

function meaningOf(tokens: readonly string[]): number {
  return new Set(tokens.filter((word) => word.length > 2 && !STOP.has(word))).size;
}

/** Symmetric. */
export function compareWords(a: Words, b: Words): Wording {
  const informative = Math.min(a.meaning, b.meaning) >= 3;
  const sameNames = a.names === b.names || a.names === '' || b.names === '';
  const answer = (agreement: Wording['agreement'], likeness: number): Wording => ({
    agreement,
    likeness,
    informative: informative || (a.subject !== '' && a.subject === b.subject),
    fault: a.fault !== null && b.fault !== null,
    sameNames,
  });
  if (a.text === '' && b.text === '') return answer('equal', 1);
  if (a.text === '' || b.text === '') return answer('silent', 0.6);
  if (a.fault !== null || b.fault !== null) return compareFaults(a, b, answer);
  if (a.text.toLowerCase() === b.text.toLowerCase()) return answer('equal', 1);
  const likeness = dice(a.tokens, b.tokens);
  if (likeness === 1) return answer('equal', a.tokens.length === 0 ? 0.7 : 0.95);
  if (likeness >= 0.5) return answer('close', likeness);
  return answer(otherLanguage(a.text, b.text) ? 'translated' : 'other', likeness);
}

/** One fault at one name, or at a name that an engine does not tell, is one message; at another name nearly so. */
function compareFaults(
  a: Words,
  b: Words,
  answer: (agreement: Wording['agreement'], likeness: number) => Wording,
): Wording {
  const sameSubject = a.subject === b.subject || a.subject === '' || b.subject === '';
  if (a.fault === b.fault) return sameSubject ? answer('equal', 0.9) : answer('close', 0.6);
  const known = a.subject !== '' && a.subject === b.subject;
  return known ? answer('close', 0.7) : answer('other', 0);
}

/** Dice coefficient over words, each counted as often as it stands; stop words count half. */
function dice(x: readonly string[], y: readonly string[]): number {
  if (x.length === 0 && y.length === 0) return 1;
  const weight = (word: string) => (STOP.has(word) ? 0.5 : 1);
  const left = new Map<string, number>();
  for (const word of y) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of x) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    common += weight(word);
  }
  const total = [...x, ...y].reduce((sum, word) => sum + weight(word), 0);
  return (2 * common) / total;
}
