import { structuredPatch } from 'diff';
import type { GitStore } from './objects.ts';
import { type FlatEntry, flatten } from './tree.ts';

/** One changed file between two trees. `patch` holds hunks only, as the API gives them; binary files have none. */
export type FileChange = {
  readonly path: string;
  readonly previousPath?: string;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed';
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
  readonly patch?: string;
};

/** Changes from one tree to another in path order. Only exact renames are found. */
export function diffTrees(store: GitStore, from: string | undefined, to: string): FileChange[] {
  const before = from === undefined ? new Map<string, FlatEntry>() : flatten(store, from);
  const after = flatten(store, to);
  const removed = new Map(
    [...before].filter(([path]) => !after.has(path)).map(([path, entry]) => [entry.sha, path]),
  );
  const changes: FileChange[] = [];
  const renamed = new Set<string>();
  for (const [path, entry] of after) {
    const old = before.get(path);
    if (old?.sha === entry.sha && old.mode === entry.mode) continue;
    const previousPath = old === undefined ? removed.get(entry.sha) : undefined;
    if (previousPath !== undefined && !renamed.has(previousPath)) {
      renamed.add(previousPath);
      changes.push({ path, previousPath, status: 'renamed', sha: entry.sha, additions: 0, deletions: 0 });
      continue;
    }
    const text = compareText(store, old?.sha, entry.sha);
    changes.push({ path, status: old === undefined ? 'added' : 'modified', sha: entry.sha, ...text });
  }
  for (const [path, entry] of before) {
    if (after.has(path) || renamed.has(path)) continue;
    changes.push({ path, status: 'removed', sha: entry.sha, ...compareText(store, entry.sha, undefined) });
  }
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
}

type TextChange = Pick<FileChange, 'additions' | 'deletions' | 'patch'>;

function compareText(store: GitStore, from: string | undefined, to: string | undefined): TextChange {
  const before = from === undefined ? Buffer.alloc(0) : (store.blobs.get(from) ?? Buffer.alloc(0));
  const after = to === undefined ? Buffer.alloc(0) : (store.blobs.get(to) ?? Buffer.alloc(0));
  if (before.includes(0) || after.includes(0)) return { additions: 0, deletions: 0 };
  const { hunks } = structuredPatch('a', 'b', before.toString('utf8'), after.toString('utf8'));
  const lines = hunks.flatMap((hunk) => hunk.lines);
  const counts = {
    additions: lines.filter((line) => line.startsWith('+')).length,
    deletions: lines.filter((line) => line.startsWith('-')).length,
  };
  if (hunks.length === 0) return counts;
  const patch = hunks
    .map((hunk) => {
      const ranges = `-${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)}`;
      return [`@@ ${ranges} @@`, ...hunk.lines].join('\n');
    })
    .join('\n');
  return { ...counts, patch };
}

/** As git writes it: a single line without its count, an empty range from the line before. */
function range(start: number, lines: number): string {
  if (lines === 1) return String(start);
  return `${lines === 0 ? start - 1 : start},${lines}`;
}
