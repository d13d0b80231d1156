import type { StormPolicy } from '../../domain/policy/triage.ts';

/** A candidate that would be accepted, as far as a storm can be seen in it. */
export interface StormCandidate {
  readonly issue: number;
  readonly fingerprint: string;
  readonly topSuspect: string | null;
  readonly firstRelease: string | null;
}

/** Many errors that started together. */
export interface Storm {
  readonly root: 'classes' | 'suspect' | 'release';
  /** The file or release they share; `null` when only their number does. */
  readonly what: string | null;
  readonly issues: readonly number[];
}

/**
 * Finds a storm among the incidents that this run would accept and those still under way: many classes at once, or
 * several with one root. It is over as soon as neither holds.
 */
export function findStorm(candidates: readonly StormCandidate[], policy: StormPolicy): Storm | null {
  const classes = new Set(candidates.map((one) => one.fingerprint));
  if (classes.size >= policy.classes) return { root: 'classes', what: null, issues: issuesOf(candidates) };
  for (const root of ['suspect', 'release'] as const) {
    const groups = Map.groupBy(candidates, (one) => (root === 'suspect' ? one.topSuspect : one.firstRelease));
    for (const [what, group] of groups) {
      if (what !== null && group.length >= policy.sharedRoot) return { root, what, issues: issuesOf(group) };
    }
  }
  return null;
}

function issuesOf(candidates: readonly StormCandidate[]): number[] {
  return candidates.map((one) => one.issue).sort((a, b) => a - b);
}
