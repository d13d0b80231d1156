import type { JudgedCandidate } from '../../decide/intake/facts.ts';
import { isMissing } from '../../domain/facts.ts';
import type { World } from '../world.ts';

/** Hints from earlier incidents for those that a worker gets now, by issue; the memory is opened for nothing else. */
export async function recallLessons(
  judged: readonly JudgedCandidate[],
  world: World,
): Promise<ReadonlyMap<number, readonly string[]>> {
  const accepted = judged.filter(({ decision }) => decision.verdict === 'accept');
  if (accepted.length === 0) return new Map();
  const memory = await world.memory();
  return new Map(
    accepted.map(({ facts, errorClass, ranking }) => {
      const subject = {
        fingerprint: errorClass?.fingerprint ?? '',
        paths: isMissing(ranking) ? [] : ranking.suspects.map(({ path }) => path),
        message: errorClass?.parts.message ?? '',
      };
      return [facts.candidate.facts.number, memory.recall(subject).map(({ hint }) => hint)];
    }),
  );
}
