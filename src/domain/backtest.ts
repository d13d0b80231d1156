import type { Decision } from './verdict.ts';

/** One past signal and what would have been decided about it. */
export interface BacktestRow {
  /** Short id of the Sentry issue. */
  readonly signal: string;
  /** ISO 8601, UTC: when its trouble began, which is when it would have been judged. */
  readonly beganAt: string;
  readonly count: number;
  readonly userCount: number;
  /** 0–100. */
  readonly severity: number;
  readonly decision: Decision;
}

/** Past signals through the gate as it is configured now; nothing is written. */
export interface Backtest {
  /** Sentry's `statsPeriod`, such as `30d`. */
  readonly since: string;
  /** Whether Sentry had no more than what was read. */
  readonly complete: boolean;
  /** Oldest first. */
  readonly rows: readonly BacktestRow[];
}
