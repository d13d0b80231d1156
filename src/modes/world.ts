import type { Missing } from '../domain/facts.ts';
import type { ImpactPort } from '../domain/impact.ts';
import type { Incident } from '../domain/incident.ts';
import type { MemoryRow, RowOf } from '../domain/lesson.ts';
import type {
  CandidateIssue,
  KnownIncident,
  ReadEvent,
  ReadSignal,
  RedChecks,
  SentryRef,
  SignalList,
  SignalQuery,
  Surroundings,
  TreeFacts,
} from '../domain/record.ts';
import type { SpanPort } from '../domain/span-port.ts';
import type { CodeMapping } from '../domain/tree/frame.ts';
import type { Trigger } from '../domain/trigger.ts';
import type { Untrusted } from '../domain/trust.ts';
import type { EffectPorts } from '../effects/ports.ts';

/** GitHub, read. Throws SourceError only where nothing can go on without the answer. */
export interface RecordPort {
  readonly incident: (
    number: number,
  ) => Promise<{ readonly issue: CandidateIssue | null; readonly around: Surroundings }>;
  /** Every open issue changed since then (`null`: ever). */
  readonly sweep: (
    since: string | null,
  ) => Promise<{ readonly issues: readonly CandidateIssue[]; readonly around: Surroundings }>;
  /** Issues by number, open or closed; at most 100. */
  readonly issues: (numbers: readonly number[]) => Promise<readonly CandidateIssue[]>;
  /** Every incident on record, of open and closed issues. */
  readonly everything: () => Promise<readonly KnownIncident[]>;
  /** Which of these pull requests have red checks; empty when GitHub will not say. */
  readonly redChecks: (pullRequests: readonly number[]) => Promise<readonly RedChecks[]>;
  readonly tree: (sha: string) => Promise<TreeFacts | Missing>;
  /** Texts of files at a commit, by path; what is missing, binary or too large is left out. */
  readonly files: (commit: string, paths: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Whether a user may write to the repository now; `false` when GitHub will not say. */
  readonly mayWrite: (login: string) => Promise<boolean>;
  /** Paths that a commit, or a range `from...to`, changed; empty when GitHub does not know it. */
  readonly changedPaths: (range: string) => Promise<readonly string[]>;
}

/** Sentry, read. Every call gives evidence or says what is missing. */
export interface SignalPort {
  readonly signal: (ref: SentryRef) => Promise<ReadSignal | Missing>;
  readonly event: (issueId: string, environments: readonly string[]) => Promise<ReadEvent | Missing>;
  readonly list: (query: SignalQuery) => Promise<SignalList | Missing>;
  readonly suspectCommit: (project: string, eventId: string) => Promise<string | null>;
  readonly codeMappings: () => Promise<readonly CodeMapping[]>;
  readonly releaseCommits: (release: string) => Promise<readonly string[]>;
}

/** Lessons and an index of the record: it can be lost, and then all of this answers "nothing". Nothing throws. */
export interface MemoryPort {
  readonly missing: boolean;
  /** What is remembered now can be saved for later runs. */
  readonly keeps: boolean;
  readonly recall: (subject: {
    readonly fingerprint: string;
    readonly paths: readonly string[];
    readonly message: string;
  }) => readonly { readonly hint: Untrusted }[];
  readonly remember: (rows: readonly MemoryRow[]) => void;
  readonly rememberIncidents: (incidents: readonly Incident[]) => void;
  readonly signals: () => ReadonlyMap<string, RowOf<'signal'>>;
  readonly waiting: () => readonly number[];
  readonly etag: (request: string) => RowOf<'etag'> | null;
  readonly save: () => Promise<unknown>;
}

/** Everything outside that a mode may touch. Wired in main; in tests, any object of this shape. */
export interface World {
  readonly trigger: Trigger;
  readonly repository: string;
  readonly run: { readonly id: string; readonly attempt: number };
  /** ISO 8601, UTC: the one clock of the run. */
  readonly now: string;
  readonly record: RecordPort;
  /** `Missing` when the token or the organization is not configured. */
  readonly signals: SignalPort | Missing;
  /** The product's own numbers; `null` when nobody configured them. */
  readonly impact?: ImpactPort | null;
  /** Spans, for what Sentry reports as slow; absent where nobody reads them. */
  readonly openSpans?: () => Promise<SpanPort | Missing>;
  readonly effects: EffectPorts;
  /** Opened on first use; a run that needs no hints and keeps no index never loads it. */
  readonly memory: () => Promise<MemoryPort>;
  /** Says how far a long run has come. */
  readonly progress: (done: number, all: number) => void;
}
