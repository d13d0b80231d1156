import type { ErrorEvent, Exception } from '../event.ts';
import { isInApp } from '../in-app.ts';
import { canonicalType, engineFault, faultSubject } from './engine-message.ts';
import { type FrameKey, frameKey } from './frame-key.ts';
import { maskMessage } from './mask.ts';

/** One exception as far as it tells classes apart. */
export interface ExceptionSignature {
  /** Canonical short type; `''` when the source does not say. */
  readonly type: string;
  /** Masked message, or the engine's fault in angle quotes with what it speaks of; `''` when there is none. */
  readonly message: string;
  /** The application's frames, innermost last, recursion collapsed. */
  readonly own: readonly FrameKey[];
  /** All frames with a name or a file, innermost last, recursion collapsed. */
  readonly all: readonly FrameKey[];
}

/** Frames looked at per exception, from the innermost outwards. */
const MAX_FRAMES = 60;

/** The chain, root cause first; a message-only event is one exception without type and frames. */
export function signatures(event: ErrorEvent): readonly ExceptionSignature[] {
  if (event.exceptions.length > 0) return event.exceptions.map(exceptionSignature);
  return [{ type: '', message: messageOf(event.message ?? event.title ?? ''), own: [], all: [] }];
}

function exceptionSignature(exception: Exception): ExceptionSignature {
  const frames = exception.frames.slice(-MAX_FRAMES);
  return {
    type: canonicalType(exception.type ?? ''),
    message: messageOf(exception.value ?? ''),
    own: collapse(frames.filter(isInApp).map(frameKey)),
    all: collapse(frames.map(frameKey)),
  };
}

function messageOf(value: string): string {
  // Node and loggers repeat the type in the message.
  const bare = value.replace(/^(?:Uncaught )?[A-Za-z]{0,60}(?:Error|Exception): /, '');
  const fault = engineFault(bare);
  return fault === null ? maskMessage(bare) : `«${fault}» ${faultSubject(bare)}`.trimEnd();
}

/** Drops frames that say nothing and repetitions of one or of a pair (recursion, mutual recursion). */
function collapse(keys: readonly (FrameKey | null)[]): FrameKey[] {
  const kept: FrameKey[] = [];
  for (const key of keys) {
    if (key === null || (key.file === '' && key.function === '')) continue;
    const again = [kept.at(-1), kept.at(-2)].some(
      (one) => one !== undefined && one.file === key.file && one.function === key.function,
    );
    if (again && key.function !== '') {
      // The innermost occurrence has the line that matters.
      if (kept.at(-1)?.function === key.function && kept.at(-1)?.file === key.file)
        kept[kept.length - 1] = key;
      continue;
    }
    kept.push(key);
  }
  return kept;
}
