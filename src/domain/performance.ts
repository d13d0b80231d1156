import type { ErrorClass } from './error-class.ts';
import type { SlowReport } from './slow-evidence.ts';
import type { Untrusted } from './trust.ts';

/** Durations of one span name in one window, in milliseconds; `null` where the source gave nothing. */
export interface Timing {
  readonly p50: number | null;
  readonly p75: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly avg: number | null;
  /** Requests in all, extrapolated from the sampled ones. */
  readonly count: number;
  /** Spans that were really measured: what certainty rests on. */
  readonly samples: number;
  /** Distinct users among the sampled; never extrapolated. */
  readonly users: number | null;
}

/** Durations of one hour. */
export interface TrendPoint {
  /** Start of the hour, ISO 8601, UTC. */
  readonly at: string;
  readonly p95: number | null;
  readonly samples: number;
}

/** Spans below the slow one, of one op and one normalised description. */
export interface ChildSpans {
  readonly op: string;
  /** Normalised: no ids, no literals. */
  readonly description: Untrusted;
  /** Spans and milliseconds of them in one request, on average. */
  readonly perRequest: number;
  readonly msPerRequest: number;
  /** The same in the baseline; `null`: it was not there, or is not known. */
  readonly before: { readonly perRequest: number; readonly msPerRequest: number } | null;
}

/** A place in the code that spans carry (`code.file.path`, `code.line.number`, `code.function.name`). */
export interface CodePlace {
  readonly path: Untrusted;
  readonly line: number | null;
  readonly function: Untrusted | null;
  /** Op of the span that carries it. */
  readonly op: string;
}

/** Which requests are meant. `op` is Sentry's span op: `http.server`, `pageload`, `queue.process`, … */
export interface SpanName {
  readonly op: string;
  readonly transaction: Untrusted;
  readonly project: string;
}

/** Everything that is known of one span name. Windows are of one length. */
export interface SpanFacts {
  readonly name: SpanName;
  readonly now: Timing;
  /** The same hours a week before. */
  readonly lastWeek: Timing | null;
  /** The window right before. */
  readonly previous: Timing | null;
  /** Hourly, oldest first; empty where it was not read. */
  readonly trend: readonly TrendPoint[];
  readonly children: readonly ChildSpans[];
  readonly places: readonly CodePlace[];
  /** 0–1: greatest share of one user among the slow requests; `null`: not read. */
  readonly topUserShare: number | null;
  /** 0–1: share of requests that started cold, now and before. */
  readonly coldShare: { readonly now: number; readonly before: number } | null;
  /** The release that most of the window's requests were served by, when spans carry one. */
  readonly release: Untrusted | null;
  /** The release that made it slow: new in the window, and no faster one beside it is as new. */
  readonly newRelease: Untrusted | null;
  /** The window by release, most requests first; empty or absent where it was not read. */
  readonly releases?: readonly ReleaseTiming[];
  /** Where its texts address an agent. */
  readonly injection: readonly string[];
}

/** A window of time, ISO 8601, UTC. */
export interface Window {
  readonly from: string;
  readonly to: string;
}

/** How much slower, and how sure that is. Ratios: 1.5 is half as long again. */
export interface Change {
  readonly ratio: number;
  readonly lower: number;
  readonly upper: number;
  /** Change of the 95th percentile in milliseconds. */
  readonly deltaMs: number;
  /** Only the slowest requests changed. */
  readonly tailOnly: boolean;
}

export type Comparison =
  | { readonly kind: 'slower'; readonly change: Change }
  | { readonly kind: 'not-slower'; readonly change: Change }
  | { readonly kind: 'unknown'; readonly why: 'no-baseline' | 'too-few-samples' };

/** Why a span name is no incident. Stable words. */
export type Calm =
  | 'fast'
  | 'too-few-samples'
  | 'no-percentiles'
  | 'no-baseline'
  | 'seasonal'
  | 'unusual-last-week'
  | 'recurring'
  | 'one-customer'
  | 'small';

/** What became of a span name's speed. */
export type Slowness =
  | { readonly kind: 'calm'; readonly why: Calm }
  /** Slower than the same hours last week and than the window before. */
  | {
      readonly kind: 'regressed';
      readonly onset: 'step' | 'sustained' | 'gradual';
      readonly lastWeek: Comparison;
      readonly previous: Comparison;
    }
  /** Over the threshold of its op, and surely so; no slower than it was. */
  | { readonly kind: 'slow'; readonly thresholdMs: number; readonly lower: number; readonly upper: number };

/** Where the time goes. */
export type Attribution =
  | { readonly kind: 'n-plus-one'; readonly child: ChildSpans }
  | { readonly kind: 'child'; readonly child: ChildSpans; readonly share: number }
  | { readonly kind: 'cold-start'; readonly share: number }
  /** No child explains it: it is the code itself, or nobody instrumented what does. */
  | { readonly kind: 'own' };

/** What it costs. */
export interface TimeLost {
  /** Hours that users waited longer than before (or than the threshold), per day. */
  readonly hoursPerDay: number;
  readonly requestsPerDay: number;
  readonly users: number | null;
  /** 0–100. */
  readonly score: number;
}

/** One finding of the `performance` mode. */
export interface PerformanceFinding {
  readonly class: ErrorClass;
  readonly facts: SpanFacts;
  readonly slowness: Exclude<Slowness, { kind: 'calm' }>;
  readonly attribution: Attribution;
  readonly lost: TimeLost;
}

/** One group of spans, as a source tells of it. */
export interface SpanRow {
  readonly transaction: Untrusted;
  readonly op: string;
  readonly description: Untrusted;
  readonly project: string;
  /** Milliseconds of all its spans together, extrapolated. */
  readonly totalMs: number;
  readonly timing: Timing;
  /** Rules by which its name addresses an agent; empty when it does not. */
  readonly injection: readonly string[];
}

export interface ReleaseRow {
  readonly release: Untrusted | null;
  readonly p95: number | null;
  readonly samples: number;
}

/** One release in the window. */
export interface ReleaseTiming {
  readonly release: Untrusted;
  readonly p95: number | null;
  readonly samples: number;
  /** No window before has seen it. */
  readonly isNew: boolean;
}

/** `complete`: no further page, and none failed. */
export interface SpanTable<Row> {
  readonly rows: readonly Row[];
  readonly complete: boolean;
}

/** Number under which a class that we found in spans is known: anchors and memory take digits; a class keeps its own. */
export function measuredSignal(fingerprint: string): string {
  return BigInt(`0x${fingerprint}`).toString();
}

/** A candidate that is about speed: what triage and the ranking need in place of a stack. */
export interface PerformanceCase {
  readonly class: ErrorClass;
  readonly name: SpanName;
  readonly places: readonly CodePlace[];
  readonly attribution: Attribution;
  /** 0–100 by the time lost; `null`: nobody measured it, Sentry found it by its own rules. */
  readonly score: number | null;
  /** What was measured; `null` for an issue that Sentry made. */
  readonly finding: PerformanceFinding | null;
  /** What Sentry's own rule says, for an issue that it made. */
  readonly report?: SlowReport;
  /** Files read to find the handler, by path. */
  readonly texts: ReadonlyMap<string, string>;
}

/** The measurement that an incident's record keeps: what its table and chart are drawn from. */
export interface PerformanceRecord {
  readonly op: string;
  /** Normalised name of the requests. */
  readonly name: Untrusted;
  readonly kind: 'regressed' | 'slow';
  readonly onset: 'step' | 'sustained' | 'gradual' | null;
  readonly window: Window;
  readonly now: Timing;
  readonly lastWeek: Timing | null;
  readonly previous: Timing | null;
  /** Against the same hours last week, else against the window before; `null` for what is slow and was so before. */
  readonly change: Change | null;
  readonly thresholdMs: number | null;
  readonly cause: Attribution['kind'];
  /** What the cause names, when it is a child: its op, its description, how often it runs in a request. */
  readonly child: {
    readonly op: string;
    readonly description: Untrusted;
    readonly perRequest: number;
    readonly perRequestBefore: number | null;
    readonly msPerRequest: number;
  } | null;
  readonly lost: TimeLost;
  readonly newRelease: Untrusted | null;
  /** The window by release, when it has more than one or a new one. */
  readonly releases?: readonly ReleaseTiming[];
  /** At most {@link MOST_TREND_POINTS} means of the p95 in milliseconds, oldest first. */
  readonly trend: readonly { readonly at: string; readonly ms: number }[];
}

/** Points of a chart that a reader can tell apart. */
export const MOST_TREND_POINTS = 48;
