import type { ErrorClass } from './error-class.ts';
import type { ErrorEvent } from './event.ts';
import type { SignalFacts } from './facts.ts';
import type { ProductImpact } from './impact.ts';
import type { PerformanceCase, PerformanceRecord } from './performance.ts';
import type { SuspectRanking } from './suspect.ts';
import type { Untrusted } from './trust.ts';

/** All that the brief is rendered from. */
export interface WorkOrder {
  readonly issue: number;
  readonly repository: string;
  /** Commit that the patch must start from. */
  readonly base: string;
  readonly attempt: number;
  readonly event: ErrorEvent;
  readonly errorClass: ErrorClass;
  readonly signal: SignalFacts;
  readonly ranking: SuspectRanking;
  /** For each exception, the tree path of each frame, or `null`; same order as `event.exceptions[].frames`. */
  readonly mapped: readonly (readonly (string | null)[])[];
  /** What the suspect release changed, when Sentry says so: short commit ids. */
  readonly suspectCommit: string | null;
  /** ISO 8601, UTC: when the evidence was read. */
  readonly readAt: string;
  /** What a person with write access added to `/patchpilot retry`, and who it was. */
  readonly hint: { readonly by: string; readonly text: Untrusted } | null;
  /** Earlier attempts at this very incident that a gate refused, and why. */
  readonly tried: readonly { readonly attempt: number; readonly why: Untrusted }[];
  /** End of the log of the red check on the last proposal; `null` when there is none. */
  readonly redLog: Untrusted | null;
  /** What was measured and what takes the time, when it is about speed. */
  readonly performance?: { readonly case: PerformanceCase; readonly record: PerformanceRecord | null };
  readonly productImpact?: ProductImpact;
  /** Hints from earlier incidents, at most three, each ≤ 280 characters. */
  readonly lessons: readonly string[];
}

/** Name of the file that holds the brief of an attempt. */
export function briefName(issue: number, attempt: number): string {
  return `brief-${issue}-${attempt}.md`;
}
