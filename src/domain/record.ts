import type { ErrorEvent } from './event.ts';
import type { IssueFacts, PullRequestFacts, SignalFacts } from './facts.ts';
import type { Incident } from './incident.ts';
import type { Umbrella } from './storm.ts';
import type { Ticket } from './ticket.ts';
import type { Untrusted } from './trust.ts';

/** An issue with what only the writer needs of it. */
export interface CandidateIssue {
  readonly facts: IssueFacts;
  readonly nodeId: string;
  /** The incident on record in its sticky comment. `newer`: a later Patchpilot wrote it; it is left alone. */
  readonly sticky: { readonly commentId: string; readonly incident: Incident | 'newer' } | null;
  /** Checks of its last proposal that are red now. */
  readonly redChecks?: RedChecks;
}

/** An incident that has no issue on GitHub yet is numbered -1, -2, … within its run. */
export function isUnfiled({ facts }: Pick<CandidateIssue, 'facts'>): boolean {
  return facts.number < 1;
}

/** What surrounds a candidate in the repository. */
export interface Surroundings {
  readonly defaultBranch: string;
  /** Commit and tree of the default branch; `null` in an empty repository. */
  readonly head: { readonly commit: string; readonly tree: string } | null;
  /** Text of `.github/patchpilot.yml`; `null` when there is none. */
  readonly configuration: string | null;
  readonly pullRequests: readonly PullRequestFacts[];
  readonly incidents: readonly KnownIncident[];
  /** Open issues that people filed. */
  readonly tickets: readonly Ticket[];
  /** Newest umbrella issue, open or closed. */
  readonly umbrella: Umbrella | null;
}

/** An incident on record, and where its record is written. */
export interface KnownIncident {
  readonly incident: Incident;
  /** Its issue is open. */
  readonly live: boolean;
  readonly nodeId: string;
  /** Node id of the sticky comment. */
  readonly commentId: string;
}

/** One of our pull requests whose checks failed. */
export interface RedChecks {
  readonly pullRequest: number;
  /** Names of the failed checks. */
  readonly names: readonly Untrusted[];
  /** End of the first failed job's log; empty when it cannot be read. */
  readonly tail: Untrusted;
}

/** Paths of the files of a tree. `truncated`: GitHub left some out (over 100,000 entries or 7 MB). */
export interface TreeFacts {
  readonly paths: readonly string[];
  readonly truncated: boolean;
}

/** A signal with the title that only people read. */
export interface ReadSignal {
  readonly facts: SignalFacts;
  readonly title: Untrusted;
  /** Addresses of tickets elsewhere that Sentry has linked to it. */
  readonly links: readonly Untrusted[];
}

/** Which signals a list asks for. */
export interface SignalQuery {
  /** Sentry's search; `''` is every status. */
  readonly query: string;
  readonly environments: readonly string[];
  /** How far back, such as `14d`. */
  readonly period: string;
  /** Pages of 100 at most. */
  readonly pages: number;
}

/** Newest first. `complete`: there is no further page. */
export interface SignalList {
  readonly signals: readonly ReadSignal[];
  readonly complete: boolean;
}

/** An event, redacted, with the places where its text addresses an agent. */
export interface ReadEvent {
  readonly event: ErrorEvent;
  /** Names of the fields and rules; empty when nothing was found. */
  readonly injection: readonly string[];
}

/** A Sentry issue by its number, or by the short id (`SHOP-4K`) that links often carry. */
export type SentryRef = { readonly id: string } | { readonly shortId: string };
