import type { LivenessFacts } from '../../domain/recovery.ts';

/** A commit with its parents, by full name. */
export interface HistoryCommit {
  readonly sha: string;
  readonly parents: readonly string[];
}

/** Which commits lead to which, as far as a page of history tells. */
export interface History {
  /** Whether `deployed` has `fix` among its ancestors (or is it). */
  readonly contains: (fix: string, deployed: string) => LivenessFacts['contains'];
  /** The full name of a commit by its beginning (≥ 7 digits); `null` when none or several begin so. */
  readonly find: (beginning: string) => string | null;
}

/**
 * Reads the newest commits of a branch as a graph. What is found is certain; what is not found is certain only where
 * both commits lie within the page: everything newer than the fix does, then.
 */
export function readHistory(commits: readonly HistoryCommit[]): History {
  const parents = new Map(commits.map((commit) => [commit.sha, commit.parents]));
  const ancestors = new Map<string, ReadonlySet<string>>();
  const reach = (from: string): ReadonlySet<string> => {
    const known = ancestors.get(from);
    if (known !== undefined) return known;
    const seen = new Set([from]);
    // A set grows while it is walked; each commit is met once.
    for (const sha of seen) for (const parent of parents.get(sha) ?? []) seen.add(parent);
    ancestors.set(from, seen);
    return seen;
  };
  return {
    contains: (fix, deployed) => {
      if (fix === deployed) return 'contains';
      if (!parents.has(deployed)) return 'unknown';
      if (reach(deployed).has(fix)) return 'contains';
      return parents.has(fix) ? 'not' : 'unknown';
    },
    find: (beginning) => {
      if (parents.has(beginning)) return beginning;
      if (beginning.length < 7) return null;
      const found = [...parents.keys()].filter((sha) => sha.startsWith(beginning));
      return found.length === 1 ? (found[0] ?? null) : null;
    },
  };
}

/** Answers of GitHub's comparison where the history says nothing, by `fix...deployed`. */
export type Compared = ReadonlyMap<string, LivenessFacts['contains']>;

/** The history with further comparisons put in. */
export function withCompared(history: History, compared: Compared): History {
  return {
    ...history,
    contains: (fix, deployed) => {
      const known = history.contains(fix, deployed);
      return known === 'unknown' ? (compared.get(`${fix}...${deployed}`) ?? 'unknown') : known;
    },
  };
}
