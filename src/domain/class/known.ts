import type { ErrorClass } from '../error-class.ts';
import type { FrameKey } from './frame-key.ts';
import type { ExceptionSignature } from './signature.ts';
import { compareChains } from './similarity.ts';
import { readWords } from './wording.ts';

/**
 * Whether a class is one that is on record already. The exact key comes first; beyond it only classes of the
 * application's own frames are compared, from the parts that a record keeps: a false merge hides a bug.
 */
export function resembles(a: ErrorClass, b: ErrorClass): boolean {
  if (a.parts.basis !== b.parts.basis || a.parts.basis === 'message') return false;
  if (a.fingerprint === b.fingerprint) return true;
  return a.parts.basis === 'in-app' && compareChains([recalled(a)], [recalled(b)]).same;
}

/** The root cause as a record keeps it: without lines, its message masked. */
function recalled({ parts }: ErrorClass): ExceptionSignature {
  const frames = parts.frames.map(frameOf);
  return { type: parts.types[0] ?? '', words: readWords(parts.message), own: frames, all: frames };
}

function frameOf(text: string): FrameKey {
  const cut = text.lastIndexOf(':');
  return {
    file: text.slice(0, cut),
    function: text.slice(cut + 1),
    folder: '',
    above: '',
    line: null,
    spot: null,
  };
}
