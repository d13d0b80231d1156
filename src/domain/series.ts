/** Counts of one group, an interval after the other. */
export interface CountSeries {
  /** Release that it was counted in; `null`: events without one. */
  readonly release: string | null;
  /** What does not fit into the groups that were asked for, of several releases. */
  readonly other: boolean;
  readonly counts: readonly number[];
}

/** Counts over time from one source, by release. */
export interface SeriesTable {
  /** Milliseconds since 1970 of the first interval's beginning, and the length of each. */
  readonly from: number;
  readonly step: number;
  readonly series: readonly CountSeries[];
}

/** Events of one Sentry issue in one release since a moment. */
export interface ReleaseCount {
  readonly release: string | null;
  readonly events: number;
  /** Milliseconds since 1970 by which the newest had come. */
  readonly lastAt: number;
}

/** A Sentry issue by its number and short id (`SHOP-4K`). */
export interface IssueName {
  readonly id: string;
  readonly shortId: string;
}
