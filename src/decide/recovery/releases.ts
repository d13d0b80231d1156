import type { LivenessFacts } from '../../domain/recovery.ts';
import type { History } from './ancestry.ts';

/** A release as Sentry knows it. */
export interface KnownRelease {
  readonly version: string;
  /** Full name of its newest commit, when Sentry was told. */
  readonly commit: string | null;
  /** ISO 8601 of its last deploy to production; `null`: none is known. */
  readonly deployedAt: string | null;
}

/** A whole commit, or the short name that build tools put at the end: `shop@1.4.0+1f2e3d4`, `web-1f2e3d4`. */
const COMMIT = /(?:^|[@+_.-])([0-9a-f]{40}|[0-9a-f]{7,12})$/;

/** Commit that a release names by itself; `null`: none. A run of digits alone is a build number, not a commit. */
export function namedCommit(version: string): string | null {
  const found = COMMIT.exec(version.slice(-64).toLowerCase())?.[1];
  return found === undefined || /^\d+$/.test(found) ? null : found;
}

/** Whether a release contains the fix, by what it names and what Sentry knows of it. */
export function releaseContains(
  version: string | null,
  fix: string,
  known: { readonly history: History; readonly releases: readonly KnownRelease[] },
): LivenessFacts['contains'] {
  if (version === null || version === '') return 'unknown';
  const named = namedCommit(version);
  const { history, releases } = known;
  const candidates = [
    named === null ? null : (history.find(named) ?? (named.length === 40 ? named : null)),
    releases.find((release) => release.version === version)?.commit ?? null,
  ];
  for (const commit of candidates) {
    if (commit === null) continue;
    const answer = fix.startsWith(commit) ? 'contains' : history.contains(fix, commit);
    if (answer !== 'unknown') return answer;
  }
  return 'unknown';
}
