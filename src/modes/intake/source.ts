import type { JudgedCandidate } from '../../decide/intake/facts.ts';
import type { ErrorEvent, Frame } from '../../domain/event.ts';
import { isMissing } from '../../domain/facts.ts';
import { untrusted } from '../../domain/trust.ts';
import type { World } from '../world.ts';

/** Files fetched for one brief, and lines shown around a frame's own. */
const MOST_FILES = 4;
const AROUND = 5;

/**
 * Gives the frames of this repository their source where the event carries none (Java, Go, .NET and bundles without
 * source maps), from the base commit: one request. Not when the commits already took the last read of the budget.
 */
export async function withSource(
  judged: JudgedCandidate,
  world: World,
  commit: string | null,
): Promise<JudgedCandidate> {
  const { event } = judged.facts;
  if (
    judged.decision.verdict !== 'accept' ||
    isMissing(event) ||
    commit === null ||
    judged.facts.commits.length > 0
  )
    return judged;
  const paths = [...new Set(bare(event, judged.mapped))].slice(-MOST_FILES);
  if (paths.length === 0) return judged;
  const texts = await world.record.files(commit, paths);
  const exceptions = event.exceptions.map((exception, index) => ({
    ...exception,
    frames: exception.frames.map((frame, at) =>
      withContext(frame, texts.get(judged.mapped[index]?.[at] ?? '') ?? null),
    ),
  }));
  return { ...judged, facts: { ...judged.facts, event: { ...event, exceptions } } };
}

/** Files of frames that have a line but no source, innermost last. */
function bare(event: ErrorEvent, mapped: JudgedCandidate['mapped']): string[] {
  return event.exceptions.flatMap(({ frames }, index) =>
    frames.flatMap((frame, at) => {
      const path = mapped[index]?.[at] ?? null;
      return path !== null && frame.line !== null && frame.context.length === 0 ? [path] : [];
    }),
  );
}

function withContext(frame: Frame, text: string | null): Frame {
  if (text === null || frame.line === null || frame.context.length > 0) return frame;
  const { line } = frame;
  const lines = text.split('\n');
  if (line > lines.length) return frame;
  const first = Math.max(1, line - AROUND);
  const context = lines
    .slice(first - 1, line + AROUND)
    .map((source, index) => ({ line: first + index, text: untrusted(source.slice(0, 1_000)) }));
  return { ...frame, context };
}
