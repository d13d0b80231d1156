import type { ErrorClass, Fingerprint } from './error-class.ts';
import type { ErrorEvent } from './event.ts';
import type { ReasonCode } from './reason-codes.ts';
import type { SuspectRanking } from './suspect.ts';
import type { Ticket } from './ticket.ts';
import type { Untrusted } from './trust.ts';
import type { Verdict } from './verdict.ts';

/** Who wrote something on GitHub. `id` is the numeric user id that a look-alike login cannot have. */
export interface Actor {
  readonly login: string;
  readonly id: number | null;
  readonly isBot: boolean;
  /** True when GitHub says that the actor may write to this repository (collaborator, member, owner). */
  readonly canWrite: boolean;
}

/** One comment of an incident's issue. */
export interface CommentFacts {
  readonly id: string;
  readonly author: Actor;
  readonly body: Untrusted;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** Edited after it was posted: a command in it no longer counts. */
  readonly edited: boolean;
  /** Written by our own identity (GraphQL `viewerDidAuthor`). */
  readonly ours: boolean;
}

/** An issue of the repository, as GitHub tells it. */
export interface IssueFacts {
  readonly number: number;
  readonly title: Untrusted;
  readonly body: Untrusted;
  readonly state: 'open' | 'closed';
  readonly locked: boolean;
  readonly labels: readonly string[];
  readonly author: Actor;
  /** We opened it for a signal that polling found. */
  readonly ours: boolean;
  readonly assignees: readonly Actor[];
  /** Oldest first. */
  readonly comments: readonly CommentFacts[];
  readonly createdAt: string;
}

/** A pull request that may already deal with the class. */
export interface PullRequestFacts {
  readonly number: number;
  readonly title: Untrusted;
  readonly body: Untrusted;
  readonly branch: string;
  readonly author: Actor;
  readonly state: 'open' | 'closed' | 'merged';
  readonly draft: boolean;
  /** Opened by Patchpilot. */
  readonly ours: boolean;
  /** Changed paths, when they were fetched. */
  readonly files: readonly string[];
  /** Login of who closed it unmerged, when known. */
  readonly closedBy: string | null;
  /** ISO 8601 of the last change of state. */
  readonly changedAt: string;
}

/** Counts and state of a Sentry issue. */
export interface SignalFacts {
  readonly id: string;
  readonly shortId: string;
  readonly organization: string;
  readonly project: string;
  readonly status: 'unresolved' | 'resolved' | 'ignored' | 'unknown';
  /** Sentry's substatus: new, ongoing, escalating, regressed, archived_… */
  readonly substatus: string | null;
  /** `error`, `performance`, … (Sentry's `issueCategory`). */
  readonly category: string | null;
  readonly type: string | null;
  /** Events since it was first seen. */
  readonly count: number;
  /** Events in the last 24 h, when Sentry's stats say so. */
  readonly recentCount: number | null;
  readonly userCount: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly firstRelease: string | null;
  readonly lastRelease: string | null;
  /** Release it was resolved in, when Sentry says so. */
  readonly resolvedInRelease: string | null;
  readonly unhandled: boolean | null;
}

/** Evidence that could not be had, and why. Doubt never becomes `accept`. */
export interface Missing {
  readonly kind: 'missing';
  readonly source: 'sentry' | 'github' | 'posthog' | 'vercel' | 'health' | 'judge';
  readonly why: 'not-configured' | 'not-found' | 'forbidden' | 'unavailable' | 'malformed';
  /** One clean sentence for the reader; never the source's own text. */
  readonly advice: string;
}

/** Whether evidence is absent; every other evidence is an object without that kind. */
export function isMissing(value: object): value is Missing {
  return 'kind' in value && value.kind === 'missing';
}

/** What the record knows of an incident: read from its marker, or from the memory that indexes markers. */
export interface IncidentRecord {
  readonly issue: number;
  readonly fingerprint: Fingerprint | null;
  readonly errorClass: ErrorClass | null;
  readonly sentryIds: readonly string[];
  readonly verdict: Verdict;
  readonly reasonCode: ReasonCode;
  /** Open incidents are live; closed ones are kept for regressions and remembered decisions. */
  readonly live: boolean;
  /** When the verdict was last decided, ISO 8601. */
  readonly decidedAt: string;
  /** Evidence at that time: what must change before a "no" is asked again. */
  readonly release: string | null;
  readonly count: number;
  readonly suspectPaths: readonly string[];
  /** Dispatches of a worker so far. */
  readonly attempts: number;
  readonly lastAttemptAt: string | null;
  /** Attempts whose patch was refused, rejected or did not hold, and those that recovered. */
  readonly failures: number;
  readonly recoveries: number;
  /** A gate refused the last attempt: the next one knows why, and need not wait. */
  readonly lastRefused: boolean;
  readonly pullRequest: number | null;
  /** Events of the duplicates together, and users of the largest of them: the same people may meet several. */
  readonly duplicateEvents: number;
  readonly duplicateUsers: number;
}

/** What has been spent, for the budgets. */
export interface Usage {
  readonly dispatchesToday: number;
  readonly openPullRequests: number;
}

/** Loss in the product that a source measured, on a 0–1 scale with the sentence that says what. */
export interface ImpactFacts {
  readonly severity: number;
  readonly summary: string;
}

/** Everything triage may look at for one candidate. Absent evidence is `Missing`, never a default. */
export interface TriageFacts {
  readonly issue: IssueFacts;
  readonly signal: SignalFacts | Missing;
  readonly event: ErrorEvent | Missing;
  readonly errorClass: ErrorClass | null;
  readonly ranking: SuspectRanking | Missing;
  /** How many frames of the event map to a file of this tree; `null` when the tree is not known. */
  readonly mappedFrames: number | null;
  /** GitHub could not list the whole tree: "no frame in it" proves nothing. */
  readonly treeTruncated: boolean;
  /** Whether any text of the evidence addresses an agent (safety's finding), and where. */
  readonly injection: readonly string[];
  readonly incidents: readonly IncidentRecord[];
  readonly pullRequests: readonly PullRequestFacts[];
  /** Open issues that people filed. */
  readonly tickets: readonly Ticket[];
  readonly usage: Usage;
  /** Classes already accepted earlier in this same run. */
  readonly acceptedInBatch: readonly { readonly errorClass: ErrorClass; readonly issue: number }[];
  /** Environments that the event was asked for; empty: any. */
  readonly environments: readonly string[];
  readonly impact: ImpactFacts | null;
  /** Present when it is about speed and not about an error. `score`: 0–100 by the time lost; `null`: not measured. */
  readonly performance?: { readonly score: number | null };
  /** Organization and projects that configuration allows; empty projects: any of the organization. */
  readonly configured: { readonly organization: string; readonly projects: readonly string[] };
  /** ISO 8601, UTC. */
  readonly now: string;
}
