import type { IssueRef } from './effect.ts';
import type { GateOutcome, GateResult } from './gate.ts';
import type { ProductImpact } from './impact.ts';
import type { IncidentEvidence } from './incident.ts';
import type { PerformanceRecord } from './performance.ts';
import type { Proof } from './proof.ts';
import type { Suspect } from './suspect.ts';
import type { Untrusted } from './trust.ts';

/** What the worker says of its patch: as untrusted as the patch, bounded, shown as its words. */
export interface WorkerReport {
  readonly cause: Untrusted;
  readonly change: Untrusted;
  readonly tested: Untrusted;
}

/** What the worker cost, as its own files say; `null` where they do not. */
export interface WorkerUsage {
  readonly worker: 'claude' | 'codex';
  readonly dollars: number | null;
  readonly turns: number | null;
  readonly tokens: number | null;
  /** Milliseconds. */
  readonly duration: number | null;
}

/** One thing that must hold before there is a pull request. */
export interface Requirement {
  /** Stable name: a gate's, `hand-off`, `proof`, `judge`. */
  readonly name: string;
  readonly outcome: GateOutcome;
  /** One clean sentence. */
  readonly reason: string;
}

/** A file of the resulting tree that differs from the base. */
export interface ProposedFile {
  readonly path: string;
  /** Whole content; `null`: the file is deleted. */
  readonly content: string | null;
  /** Six octal digits; `null` for a deletion. */
  readonly mode: string | null;
}

/** The branch as it stands on GitHub. */
export interface ExistingBranch {
  readonly head: string;
  /** Tree of its newest commit. */
  readonly tree: string;
  /** Its newest commit is ours. */
  readonly ours: boolean;
}

/** Everything that the draft pull request is made from. Rendering makes its texts inert. */
export interface Proposal {
  readonly issue: IssueRef;
  readonly repository: string;
  /** `patchpilot/<fingerprint>`: the lock of the class. */
  readonly branch: string;
  readonly baseBranch: string;
  /** Commit that the change starts from, and the tree that it must arrive at. */
  readonly base: string;
  readonly baseTree: string;
  readonly tree: string;
  readonly files: readonly ProposedFile[];
  readonly attempt: number;
  /** Plain text, one line. */
  readonly title: Untrusted;
  readonly report: WorkerReport | null;
  readonly usage: WorkerUsage | null;
  readonly proof: Proof;
  readonly gates: readonly GateResult[];
  readonly requirements: readonly Requirement[];
  readonly judge: JudgeNote | null;
  readonly evidence: IncidentEvidence | null;
  /** What was measured, when it is about speed, and what it cost the product. */
  readonly performance?: PerformanceRecord;
  readonly productImpact?: ProductImpact;
  readonly suspects: readonly Suspect[];
  readonly sentry: { readonly id: string; readonly shortId: string } | null;
  readonly resolveInSentry: boolean;
  readonly labels: readonly string[];
  /** Logins; teams as `org/team`. */
  readonly reviewers: readonly string[];
  /** GitHub lets runs on this pull request wait for an approval: it is opened with the job's own token. */
  readonly runsWait: boolean;
  readonly existing: ExistingBranch | null;
  /** Open pull request of the branch. */
  readonly pullRequest: number | null;
}

/** What the judge said, as far as a reviewer needs it. */
export interface JudgeNote {
  readonly model: string;
  /** 0–5. */
  readonly overall: number;
  /** US dollars and tokens by the provider's own count; `null`: it did not say. */
  readonly costUsd: number | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly scores: readonly {
    readonly question: string;
    readonly score: number;
    readonly because: Untrusted;
  }[];
}
