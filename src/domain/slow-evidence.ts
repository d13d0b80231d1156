import type { CodePlace } from './performance.ts';
import type { Untrusted } from './trust.ts';

/** What a source's own rule about speed says that it saw in one request. `null`: it does not say. */
export interface SlowEvidence {
  /** Op of the spans that are to blame: `db`, `http.client`. */
  readonly op: string | null;
  readonly transaction: Untrusted | null;
  /** Op of the request itself. */
  readonly requestOp: string | null;
  /** The span that they run in: `django.view - index`. */
  readonly parent: Untrusted | null;
  /** Descriptions of the spans to blame, each kind once, without their op; at most {@link MOST_KINDS}. */
  readonly repeating: readonly Untrusted[];
  /** How many there are. */
  readonly count: number | null;
  /** Milliseconds of them together. */
  readonly totalMs: number | null;
  /** Code that the spans to blame carry. */
  readonly places: readonly CodePlace[];
  /** Of a regression: milliseconds of the 95th percentile before and after, and when it broke (ISO 8601, UTC). */
  readonly change: { readonly beforeMs: number; readonly afterMs: number; readonly at: string | null } | null;
}

/** What the record keeps of it: normalised, without values. */
export interface SlowReport {
  /** Type of the issue: `performance_n_plus_one_db_queries`. */
  readonly rule: string;
  readonly op: string;
  /** What the spans to blame do; empty: no span is. */
  readonly description: Untrusted;
  readonly count: number | null;
  readonly totalMs: number | null;
  readonly parent: Untrusted | null;
  readonly change: SlowEvidence['change'];
}

/** Kinds of spans that a reader takes in. */
export const MOST_KINDS = 5;
