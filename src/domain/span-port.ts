import type { Missing } from './facts.ts';
import type { CodePlace, ReleaseRow, SpanRow, SpanTable, TrendPoint, Window } from './performance.ts';
import type { Untrusted } from './trust.ts';

/** Which requests are meant, by the name that the source gives them. */
export interface SpanSubject {
  readonly transaction: Untrusted;
  readonly op: string;
}

/** Spans, read. Every call gives evidence or says what is missing; none throws. */
export interface SpanPort {
  /** Requests of these ops (none: of any) by name, those with the most time first; or of one name alone. */
  readonly table: (
    window: Window,
    ops: readonly string[],
    transaction?: Untrusted,
  ) => Promise<SpanTable<SpanRow> | Missing>;
  /** Spans below the requests, by op and description. */
  readonly children: (window: Window, subject: SpanSubject) => Promise<SpanTable<SpanRow> | Missing>;
  readonly places: (window: Window, subject: SpanSubject) => Promise<SpanTable<CodePlace> | Missing>;
  /** Requests by release, most first. */
  readonly releases: (window: Window, subject: SpanSubject) => Promise<SpanTable<ReleaseRow> | Missing>;
  /** Greatest share of one user among the requests that took longer; `null`: too few to say. */
  readonly topUserShare: (
    window: Window,
    subject: SpanSubject,
    overMs: number,
  ) => Promise<number | Missing | null>;
  /** Hourly p95, oldest first. */
  readonly trend: (window: Window, subject: SpanSubject) => Promise<readonly TrendPoint[] | Missing>;
}
