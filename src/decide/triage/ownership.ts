import { isMissing } from '../../domain/facts.ts';
import { type Check, decisive, passes } from './check.ts';

/** Is it ours to fix? The tree decides, never words in a path. Doubt asks a person. */
export const OWNERSHIP: readonly Check[] = [stack, tree];

function stack({ event, performance }: Parameters<Check>[0]): ReturnType<Check> {
  // What is slow has no stack: the files that handle it stand in for one, and the next question asks for them.
  if (isMissing(event) || performance !== undefined) return null;
  const frames = event.exceptions.reduce((sum, exception) => sum + exception.frames.length, 0);
  return frames > 0
    ? passes('no-stack', { frames })
    : decisive('escalate', 'no-stack', { exceptions: event.exceptions.length });
}

function tree({ ranking, mappedFrames, treeTruncated }: Parameters<Check>[0]): ReturnType<Check> {
  if (isMissing(ranking)) return decisive('escalate', 'tree-unavailable', { advice: ranking.advice });
  if (mappedFrames !== 0) return passes('no-frame-in-tree', { framesInTree: mappedFrames ?? 'unknown' });
  return decisive('escalate', treeTruncated ? 'tree-truncated' : 'no-frame-in-tree');
}
