import type { ErrorEvent, Exception, Frame } from '../event.ts';
import { isInApp } from '../in-app.ts';
import { canonicalType, carried } from './exception-type.ts';
import { type FrameKey, frameKey } from './frame-key.ts';
import { readWords, type Words } from './wording.ts';

/** One exception as far as it tells classes apart. */
export interface ExceptionSignature {
  /** Canonical short type; `''` when the source does not say. */
  readonly type: string;
  readonly words: Words;
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
  return [{ type: '', words: readWords(event.message ?? event.title ?? ''), own: [], all: [] }];
}

function exceptionSignature(exception: Exception): ExceptionSignature {
  const frames = ownFunctions(exception.frames.slice(-MAX_FRAMES));
  const { type, value } = carried(exception.type ?? '', exception.value ?? '');
  const own = frames.filter(isInApp);
  return {
    type: canonicalType(type),
    words: readWords(value),
    own: own.every(isThrowaway) ? [] : collapse(own.map(frameKey)),
    all: collapse(frames.map(frameKey)),
  };
}

/** PHP's text names at each place the function that it calls; Sentry's events name the one that it stands in. */
function ownFunctions(frames: readonly Frame[]): readonly Frame[] {
  const inner = frames.at(-1);
  if (inner?.platform !== 'php' || inner.function !== null || inner.path === null) return frames;
  return frames.map((frame, at) => ({ ...frame, function: frames[at - 1]?.function ?? null }));
}

/** Where people reproduce a library's error: their prompt or scratch file is no place of the bug. */
const PROMPT =
  /^(?:<stdin>|<input>|<console>|<string>|<ipython-input-.*|\(irb\)|\(pry\)|\[eval\]|REPL\d*|\[stdin\]|Cell In\[\d+\].*|.*\/ipykernel_\d+\/.*)$/;
const SCRATCH =
  /^(?:.{0,300}[/\\])?(?:test|main|script|example|repro|reproduce|demo|run|bug|issue|mwe|tmp|temp|foo|bar|untitled|scratch|t|a|x)\d{0,4}\.(?:py|rb|php)$/;
const TOP_LEVEL = /^(?:<module>|<main>|\{main\}|<top \(required\)>)$/;

function isThrowaway(frame: Frame): boolean {
  const path = (frame.path ?? frame.absPath ?? '').slice(0, 400);
  return PROMPT.test(path) || (TOP_LEVEL.test(frame.function ?? '') && SCRATCH.test(path));
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
