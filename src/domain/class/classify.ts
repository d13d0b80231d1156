import type { ErrorClass } from '../error-class.ts';
import type { ErrorEvent } from '../event.ts';
import type { FrameKey } from './frame-key.ts';
import { hash64 } from './hash.ts';
import { type ExceptionSignature, signatures } from './signature.ts';
import { readWords, type Words } from './wording.ts';

/** Words of the message that go into the key: a longer tail is where data hides. */
const KEY_WORDS = 12;

/**
 * The exact key of an error's class: type of the root cause, its innermost decisive frame as file and function, and
 * the masked message. Lines, folders, build hashes, wrappers, other frames and values do not count.
 */
export function classify(event: ErrorEvent): ErrorClass {
  const chain = signatures(event);
  const root = chain[0] ?? { type: '', words: readWords(''), own: [], all: [] };
  const { frames, basis } = decisive(chain);
  const inner = frames.at(-1);
  const place = inner === undefined ? '' : `${inner.file}:${inner.function}`;
  const words = keyWords(root.words);
  return {
    fingerprint: hash64(['v2', root.type, place, words].join('\n')),
    parts: {
      types: chain.map((one) => one.type),
      message: root.words.text,
      frames: frames.map((frame) => `${frame.file}:${frame.function}`),
      basis,
    },
  };
}

/** Values, and how many there are, move nothing. */
function keyWords({ text, tokens, fault }: Words): string {
  return fault === null ? tokens.slice(0, KEY_WORDS).join(' ') : text.toLowerCase();
}

/** Frames that decide: the root cause's own, else those of the exceptions around it, else a library's. */
export function decisive(chain: readonly ExceptionSignature[]): {
  readonly frames: readonly FrameKey[];
  readonly basis: ErrorClass['parts']['basis'];
} {
  const own = chain.find((one) => one.own.length > 0);
  if (own !== undefined) return { frames: own.own, basis: 'in-app' };
  const any = chain.find((one) => one.all.length > 0);
  return any === undefined ? { frames: [], basis: 'message' } : { frames: any.all, basis: 'library' };
}
