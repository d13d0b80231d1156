import { DEFAULT_SUSPECT_POLICY } from '../../domain/policy/suspects.ts';
import { pathKind } from '../../domain/tree/kind.ts';

/** A commit as the ranking needs it. */
export interface CommitFacts {
  readonly sha: string;
  /** Changed paths in the tree. */
  readonly paths: readonly string[];
  readonly message?: string;
  readonly author?: string;
}

/** What commits say of one file. */
export interface CommitFactor {
  readonly factor: number;
  /** Weight for a file that no frame names, 0 when commits alone are no reason to show it. */
  readonly offStack: number;
  readonly name: 'suspect-commit' | 'release-commit';
}

/**
 * How commits change the score of the files that they touched. A release that touches few files says much about each
 * of them; one that touches hundreds says nothing.
 */
export function commitFactors(facts: {
  readonly commits?: readonly CommitFacts[];
  readonly suspectCommit?: CommitFacts;
}): ReadonlyMap<string, CommitFactor> {
  const policy = DEFAULT_SUSPECT_POLICY;
  const factors = new Map<string, CommitFactor>();
  const released = new Set((facts.commits ?? []).flatMap((commit) => commit.paths.filter(isSource)));
  const fade = 1 / (1 + Math.log2(1 + released.size / 6));
  for (const path of released) {
    const factor = 1 + (policy.releaseCommit - 1) * fade;
    factors.set(path, { factor, offStack: released.size <= 3 ? 0.5 : 0, name: 'release-commit' });
  }
  const suspected = new Set((facts.suspectCommit?.paths ?? []).filter(isSource));
  const narrow = 1 / (1 + Math.log2(1 + suspected.size / 12));
  for (const path of suspected) {
    const factor = 1 + (policy.suspectCommit - 1) * narrow;
    factors.set(path, { factor, offStack: suspected.size <= 6 ? 1 : 0, name: 'suspect-commit' });
  }
  return factors;
}

const isSource = (path: string): boolean => pathKind(path) === 'source';
