import type { CommentFacts, PullRequestFacts } from './facts.ts';
import type { KnownIncident } from './record.ts';

/** An incident on record, with what GitHub says of its issue now. Times are ISO 8601. */
export interface WatchedIncident extends KnownIncident {
  readonly labels: readonly string[];
  readonly closedAt: string | null;
  /** Last time that somebody opened it again, and whether that was us. */
  readonly reopened: { readonly at: string; readonly ours: boolean } | null;
  /** The newest comments, oldest first. */
  readonly comments: readonly CommentFacts[];
}

/** Everything that recovery watches. */
export interface WatchList {
  /** Text of `.github/patchpilot.yml`; `null` when there is none. */
  readonly configuration: string | null;
  /** Commit and tree of the default branch; `null` in an empty repository. */
  readonly head: { readonly commit: string; readonly tree: string } | null;
  readonly incidents: readonly WatchedIncident[];
  /** Issues under an umbrella that is open: no worker is sent at them. */
  readonly inStorm: readonly number[];
}

/** A pull request with what only its merge tells. */
export interface MergedPull extends PullRequestFacts {
  readonly openedAt: string | null;
  readonly mergedAt: string | null;
  readonly mergeCommit: string | null;
}
