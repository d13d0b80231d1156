import { isMissing, type TriageFacts } from '../../domain/facts.ts';

/** 0–1, and what speaks for and against. */
export interface Fixability {
  readonly score: number;
  readonly contributions: readonly { readonly name: string; readonly points: number }[];
}

/**
 * Whether the evidence points at code that a worker could mend: frames in the tree (0.4), a confident best suspect
 * (0.3), a message and a type (0.15), source or release known (0.15); processing problems such as missing source maps,
 * and each earlier attempt at the class that failed, take away.
 */
export function fixability(facts: TriageFacts): Fixability {
  const { event, ranking, mappedFrames, incidents, errorClass } = facts;
  if (isMissing(event) || isMissing(ranking)) return { score: 0, contributions: [] };
  const cause = event.exceptions[0];
  const alike = incidents.filter((one) => errorClass !== null && one.fingerprint === errorClass.fingerprint);
  const failures = alike.reduce((sum, one) => sum + one.failures, 0);
  const recoveries = alike.reduce((sum, one) => sum + one.recoveries, 0);
  const sourced =
    event.release !== null || (cause?.frames.some((frame) => frame.context.length > 0) ?? false);
  const contributions = [
    { name: 'frames in the tree', points: (mappedFrames ?? 0) > 0 ? 0.4 : 0 },
    { name: 'clear suspect', points: ranking.confident ? 0.3 : 0.1 },
    { name: 'type and message', points: (cause?.type ? 0.08 : 0) + (cause?.value ? 0.07 : 0) },
    { name: 'release or source known', points: sourced ? 0.15 : 0 },
    { name: 'processing problems', points: event.problems.length > 0 ? -0.1 : 0 },
    { name: 'failed attempts at the class', points: -Math.min(0.3, failures * 0.1) },
    { name: 'fixed before', points: recoveries > 0 ? 0.05 : 0 },
  ];
  const score = contributions.reduce((sum, { points }) => sum + points, 0);
  return { score: Math.round(Math.min(1, Math.max(0, score)) * 100) / 100, contributions };
}
