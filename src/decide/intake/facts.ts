import type { ErrorClass } from '../../domain/error-class.ts';
import type { ErrorEvent } from '../../domain/event.ts';
import type { Missing, SignalFacts } from '../../domain/facts.ts';
import type { ProductImpact } from '../../domain/impact.ts';
import type { PerformanceCase, PerformanceRecord } from '../../domain/performance.ts';
import type { CandidateIssue, Surroundings } from '../../domain/record.ts';
import type { SuspectRanking } from '../../domain/suspect.ts';
import type { Decision } from '../../domain/verdict.ts';

/** What was read of one candidate. */
export interface CandidateFacts {
  readonly candidate: CandidateIssue;
  readonly signal: SignalFacts | Missing;
  readonly event: ErrorEvent | Missing;
  /** Where the evidence addresses an agent; found by safety as it was read. */
  readonly injection: readonly string[];
  /** Commits that may have brought the error, with the paths they changed. */
  readonly commits: readonly {
    readonly sha: string;
    readonly paths: readonly string[];
    readonly suspect: boolean;
  }[];
  /** It is about speed: what stands in for a stack, and what is written down of it. */
  readonly performance?: { readonly case: PerformanceCase; readonly record: PerformanceRecord | null };
  /** What it cost the product; absent until somebody asked. */
  readonly impact?: ProductImpact | Missing;
}

/** The same for every candidate of a run. */
export interface IntakeContext {
  readonly around: Surroundings;
  readonly repository: string;
  readonly organization: string;
  readonly projects: readonly string[];
  readonly environments: readonly string[];
  readonly run: { readonly id: string; readonly attempt: number };
  /** Growth of the events that is news. */
  readonly growthFactor: number;
  /** Every open candidate was looked at, not one issue alone. */
  readonly sweep: boolean;
  /** ISO 8601, UTC. */
  readonly now: string;
}

/** A candidate with the verdict on it and what the verdict rests on. */
export interface JudgedCandidate {
  readonly facts: CandidateFacts;
  readonly decision: Decision;
  readonly errorClass: ErrorClass | null;
  readonly ranking: SuspectRanking | Missing;
  /** 0–100; 0 when nothing was read. */
  readonly severity: number;
  /** Tree path of each frame, or `null`; one list an exception, in the event's order. */
  readonly mapped: readonly (readonly (string | null)[])[];
}
