import type { Frame } from '../domain/event.ts';

/** Frames shown of one stack: the innermost, every one that maps, and enough of the rest to see the way. */
const MOST_FRAMES = 25;
/** Source lines around the line of a frame of this repository. */
const AROUND = 4;

/** A stack as text, innermost call first; frames of this repository carry their file and source. */
export function stackText(frames: readonly Frame[], mapped: readonly (string | null)[]): string {
  const indexed = frames.map((frame, index) => ({ frame, path: mapped[index] ?? null })).reverse();
  const kept = indexed.length <= MOST_FRAMES ? indexed : keep(indexed);
  const left = indexed.length - kept.length;
  const text = kept.map(({ frame, path }) => frameText(frame, path)).join('\n');
  return left > 0 ? `${text}\n(${left} more frames of other code)` : text;
}

interface Shown {
  readonly frame: Frame;
  readonly path: string | null;
}

function keep(frames: readonly Shown[]): readonly Shown[] {
  const own = frames.filter(({ path }) => path !== null).slice(0, MOST_FRAMES - 8);
  const rest = frames.filter(({ path }) => path === null).slice(0, MOST_FRAMES - own.length);
  const chosen = new Set([...own, ...rest]);
  return frames.filter((frame) => chosen.has(frame));
}

function frameText(frame: Frame, path: string | null): string {
  const place = `${path ?? frame.path ?? frame.absPath ?? frame.module ?? '?'}${frame.line === null ? '' : `:${frame.line}`}`;
  const name = frame.function === null ? '' : ` in ${frame.function}`;
  const source =
    path === null
      ? []
      : frame.context.filter(({ line }) => frame.line === null || Math.abs(line - frame.line) <= AROUND);
  const lines = source.map(
    ({ line, text }) => `${line === frame.line ? '  >' : '   '} ${String(line).padStart(5)} | ${text}`,
  );
  return [`${path === null ? '  ' : '* '}${place}${name}`, ...lines].join('\n');
}
