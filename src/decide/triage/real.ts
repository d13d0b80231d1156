import { isMissing } from '../../domain/facts.ts';
import { findNoise } from '../noise/find.ts';
import { type Check, decisive, passes } from './check.ts';

/** Is it real? Text that speaks to an agent goes to a person; noise counts only where no frame is this repository's. */
export const REAL: readonly Check[] = [injection, noise];

function injection({ injection: found }: Parameters<Check>[0]): ReturnType<Check> {
  return found.length === 0
    ? null
    : decisive('escalate', 'injection-suspected', { where: found.slice(0, 10) });
}

function noise(
  { event, mappedFrames }: Parameters<Check>[0],
  policy: Parameters<Check>[1],
): ReturnType<Check> {
  if (isMissing(event)) return null;
  if (mappedFrames !== 0) return passes('noise', { framesInTree: mappedFrames ?? 'unknown' });
  const rule = findNoise(event, policy.allowNoise);
  if (rule === null) return passes('noise');
  return decisive('ignore', rule.kind, { rule: rule.name });
}
