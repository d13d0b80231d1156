import type { Commit, GitStore } from './objects.ts';

/** Commits reachable from here, newest first by walking parents in breadth. */
export function ancestors(store: GitStore, start: string): Commit[] {
  const seen = new Set<string>([start]);
  const queue = [start];
  const found: Commit[] = [];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const commit = store.commits.get(at);
    if (commit === undefined) continue;
    found.push(commit);
    for (const parent of commit.parents) {
      if (seen.has(parent)) continue;
      seen.add(parent);
      queue.push(parent);
    }
  }
  return found;
}

export const isAncestor = (store: GitStore, older: string, newer: string): boolean =>
  ancestors(store, newer).some((commit) => commit.sha === older);

export type Comparison = {
  readonly status: 'ahead' | 'behind' | 'diverged' | 'identical';
  /** In head and not in base, oldest first. */
  readonly ahead: readonly Commit[];
  /** In base and not in head. */
  readonly behind: readonly Commit[];
  readonly mergeBase: Commit | undefined;
};

/** `git rev-list --left-right base...head`. */
export function compareCommits(store: GitStore, base: string, head: string): Comparison {
  const ofBase = ancestors(store, base);
  const ofHead = ancestors(store, head);
  const inBase = new Set(ofBase.map((commit) => commit.sha));
  const inHead = new Set(ofHead.map((commit) => commit.sha));
  const ahead = ofHead.filter((commit) => !inBase.has(commit.sha)).reverse();
  const behind = ofBase.filter((commit) => !inHead.has(commit.sha));
  const mergeBase = ofHead.find((commit) => inBase.has(commit.sha));
  return { status: statusOf(ahead.length, behind.length), ahead, behind, mergeBase };
}

function statusOf(ahead: number, behind: number): Comparison['status'] {
  if (ahead > 0) return behind > 0 ? 'diverged' : 'ahead';
  return behind > 0 ? 'behind' : 'identical';
}
