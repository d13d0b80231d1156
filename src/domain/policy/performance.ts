/** When a span is too slow, or slower than it was. Every number is argued in docs/performance.md. */
export interface PerformancePolicy {
  /** Hours that one look covers; both baselines are of the same length. */
  readonly windowHours: number;
  /** Least p95 in milliseconds that is too slow, by span op. Only ops in it are looked at. */
  readonly thresholds: Readonly<Record<string, number>>;
  /** Fewest measured spans on each side before anything is said. */
  readonly minSamples: number;
  /** Least ratio to both baselines. */
  readonly minRatio: number;
  /** Least change of the p95, in milliseconds: nobody feels less. */
  readonly minChangeMs: number;
  /** How many standard errors a change must stand out: 1.645 is one-sided 95 %, against each of two baselines. */
  readonly minStandardErrors: number;
  /** Assumed swing of a window's durations for no reason at all, as a share; the trend may show a larger one. */
  readonly noise: number;
  /** Least hours that users lose in a day. */
  readonly minHoursLost: number;
  /** Spans of one kind in one request that make an N+1 pattern (Sentry's own default is 5). */
  readonly repeats: number;
  /** Share of one user among the slow requests that makes it that user's trouble. */
  readonly oneCustomer: number;
  /** Least change of the p95 since the record that is worth writing down. */
  readonly worthRecording: number;
  /** Findings looked at closely in one run, worst first. */
  readonly mostFindings: number;
}

/**
 * Thresholds: 2 s is where people begin to leave a page that answers (Nielsen's 1 s flow limit, doubled for the slowest
 * 5 %), 4 s is Google's "poor" largest contentful paint; queues and tasks are watched by nobody and get a minute.
 */
export const DEFAULT_PERFORMANCE_POLICY: PerformancePolicy = {
  windowHours: 24,
  thresholds: {
    'http.server': 2_000,
    pageload: 4_000,
    navigation: 4_000,
    'graphql.query': 2_000,
    'rpc.server': 2_000,
    'websocket.server': 2_000,
    'function.aws.lambda': 3_000,
    'queue.process': 60_000,
    'queue.task.celery': 60_000,
    'queue.sidekiq': 60_000,
  },
  minSamples: 100,
  minRatio: 1.2,
  minChangeMs: 50,
  minStandardErrors: 1.645,
  noise: 0.06,
  minHoursLost: 0.1,
  repeats: 5,
  oneCustomer: 0.5,
  worthRecording: 0.25,
  mostFindings: 5,
};
