import { isMissing } from '../../domain/facts.ts';
import type { JudgedCandidate } from './facts.ts';

/** What a person should know of evidence that could not be had; each sentence once. */
export function missingImpact(judged: readonly JudgedCandidate[]): readonly string[] {
  const advice = judged.flatMap(({ facts: { impact } }) =>
    impact !== undefined && isMissing(impact) ? [impact.advice] : [],
  );
  return [...new Set(advice)];
}
