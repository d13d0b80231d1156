import type { Missing } from './facts.ts';
import type { EvidenceValue } from './verdict.ts';

/** What `recover` decides about a live incident. Only `close` says that it is over. */
export type RecoveryKind = 'close' | 'wait' | 'retry' | 'escalate';

/** Stable names of everything that recovery can find. Add, never rename. */
export const RECOVERY_CODES = [
  // close
  'recovered',
  'quiet-without-fix',
  'performance-recovered',
  // clock and people
  'clock-skew',
  'human-opted-out',
  'human-ordered-retry',
  'closed-by-human',
  'already-asked',
  // after a close
  'regressed',
  'still-quiet-after-close',
  // which pull request fixes it
  'pull-request-open',
  'pull-request-rejected',
  'pull-request-unknown',
  'pull-request-merged',
  'no-pull-request',
  'touched-suspect',
  // is it live
  'fix-live',
  'fix-not-live',
  'liveness-unknown',
  'liveness-contradicts',
  'rolled-back',
  'deployment-pending',
  'deployment-failed',
  'deployment-blocked',
  'deploy-time-unknown',
  // does it still fire
  'still-firing',
  'settling',
  'unknown-release',
  'old-clients',
  // can the silence be trusted
  'events-missing',
  'events-partial',
  'ingestion-delayed',
  'telemetry-silent',
  'healthy',
  'unhealthy',
  'health-unknown',
  'health-not-configured',
  'product-recovered',
  'product-not-recovered',
  'second-signal-missing',
  // is it long enough
  'rate-unknown',
  'no-traffic',
  'time-only',
  'too-little-silence',
  'dwell',
  'longer-silence-before',
  'silence-proven',
  // performance
  'performance-missing',
  'no-target',
  'too-few-samples',
  'hours-not-comparable',
  'still-slow',
  'not-yet-fast',
  // the end of patience
  'budget-spent',
  'retry-deferred',
  'worker-later',
  'too-little-traffic',
] as const;

export type RecoveryCode = (typeof RECOVERY_CODES)[number];

/** One thing found. `decides`: it names the decision; `for` and `against`: closing; `note`: worth showing. */
export interface RecoveryReason {
  readonly code: RecoveryCode;
  readonly says: 'decides' | 'for' | 'against' | 'note';
  readonly evidence: Readonly<Record<string, EvidenceValue>>;
}

/** What became of the fix, for the memory. `regressed`: it fires in releases that contain the fix. */
export type RecoveryLesson = 'recovered' | 'rejected' | 'regressed';

/** The answer, with every observation behind it; `reasons[0]` decides. */
export interface RecoveryDecision {
  readonly kind: RecoveryKind;
  readonly reasons: readonly RecoveryReason[];
  /** 1 − probability of a silence this long (or of requests this fast) by chance; 0 where nothing can be said. */
  readonly confidence: number;
  /** Events expected by now, had nothing changed; `null` where no rate or no traffic is known. */
  readonly expected: number | null;
  /** Events seen in releases that contain the fix; `null` where they could not be counted. */
  readonly seen: number | null;
  /** ISO 8601; `null`: nothing left to look at. */
  readonly nextCheckAt: string | null;
  /** Milliseconds until silence alone would be proof, at the present traffic; `null` when nobody can say. */
  readonly waitLeft: number | null;
  readonly lesson: RecoveryLesson | null;
  /** The incident was closed and must be opened again. */
  readonly reopen: boolean;
}

/** The pull request that should end the incident. */
export interface FixFacts {
  readonly number: number;
  readonly by: 'patchpilot' | 'human';
  readonly state: 'open' | 'merged' | 'closed';
  /** ISO 8601 of its opening and merge, when known. */
  readonly openedAt: string | null;
  readonly mergedAt: string | null;
  /** Squash and rebase give a new one: always the merge commit, never the branch's head. */
  readonly mergeCommit: string | null;
}

export type DeploymentState =
  | 'serving'
  | 'queued'
  | 'building'
  | 'error'
  | 'canceled'
  | 'blocked'
  | 'rolled-back'
  | 'unknown';

/** What one source says about the fix in production. */
export interface LivenessFacts {
  readonly source: 'vercel' | 'github-deployments' | 'version-url' | 'sentry-deploys';
  /** Whether the commit that production serves now has the merge commit among its ancestors. */
  readonly contains: 'contains' | 'not' | 'unknown';
  /** State of the newest deployment that carries the fix. */
  readonly state: DeploymentState;
  /** ISO 8601 since when production serves the fix. */
  readonly since: string | null;
}

export interface HealthFacts {
  /** `ok: null`: the check could not be made. Names are ours (`url 1`). */
  readonly checks: readonly { readonly name: string; readonly ok: boolean | null }[];
  /** ISO 8601 of the first failure in a row, from the record. */
  readonly failingSince: string | null;
}

/** Events of the class (all its Sentry issues) since the fix went live, by release. */
export interface EventsSince {
  readonly withFix: number;
  readonly withoutFix: number;
  readonly unknown: number;
  /** ISO 8601 of the newest of each kind, and of any. */
  readonly lastWithFixAt: string | null;
  readonly lastUnknownAt: string | null;
  readonly lastAt: string | null;
  /**
   * Milliseconds that an event may have come earlier than the times above say, which are then the ends of the intervals
   * it was counted in. Left out: they are exact.
   */
  readonly precisionMs?: number;
  /** False when a page was missing: a count is then a lower bound and no silence. */
  readonly complete: boolean;
  /** Milliseconds that events take to show up; `null`: not measured. */
  readonly lagMs: number | null;
  /** Whether the fixed release sends any telemetry at all; silence of a dead SDK is no silence. */
  readonly telemetryAlive: boolean | null;
}

export type TrafficKind = 'sessions' | 'transactions' | 'spans' | 'product-events';

/** Events in one stretch of time before the fix. `traffic: null`: nothing but the hours is known. */
export interface PriorInterval {
  readonly events: number;
  readonly hours: number;
  readonly traffic: number | null;
}

/** How the class fired before the fix: counted (oldest first), or only a mean rate. */
export type PriorFacts =
  | {
      readonly kind: 'intervals';
      readonly intervals: readonly PriorInterval[];
      readonly traffic: TrafficKind | null;
    }
  /** Events per unit of traffic, or per hour when `traffic` is `null`. */
  | { readonly kind: 'rate'; readonly perUnit: number; readonly traffic: TrafficKind | null };

/** Traffic since the fix went live (without a fix: since the last event). */
export interface TrafficFacts {
  readonly kind: TrafficKind;
  readonly amount: number;
  /** Counted in releases with the fix only; otherwise old clients are in it too. */
  readonly onlyWithFix: boolean;
}

/** Durations of one span, in milliseconds: single samples, or a quantile per hour with its sample count. */
export type Durations =
  | { readonly kind: 'samples'; readonly ms: readonly number[] }
  | {
      readonly kind: 'buckets';
      readonly buckets: readonly { readonly at: string; readonly count: number; readonly ms: number }[];
    };

export interface PerformanceFacts {
  readonly quantile: 0.5 | 0.75 | 0.9 | 0.95 | 0.99;
  /** The limit that it crossed, and what it was before it went wrong; ms. */
  readonly thresholdMs: number | null;
  readonly baselineMs: number | null;
  /** While it was slow, and since the fix is live. */
  readonly before: Durations | null;
  readonly after: Durations | null;
}

/** Everything recovery may look at. What could not be had is `Missing` or `null`, never a default. */
export interface RecoveryFacts {
  readonly signal: 'error' | 'performance';
  /** `null`: no pull request is known to fix it; `Missing`: nobody could look. */
  readonly fix: FixFacts | Missing | null;
  /** Without a fix: a merged pull request that touched the suspect and is live. */
  readonly touched: { readonly number: number; readonly live: boolean } | null;
  /** One entry a source that was asked. */
  readonly liveness: readonly (LivenessFacts | Missing)[];
  /** An earlier check, by the record, saw the fix in production: gone from there now, it was rolled back. */
  readonly wasLive: boolean;
  readonly health: HealthFacts | Missing;
  readonly events: EventsSince | Missing;
  readonly prior: PriorFacts | Missing;
  readonly traffic: TrafficFacts | Missing;
  /** Whether the product metric that had suffered is back. */
  readonly product: { readonly recovered: boolean } | Missing;
  readonly performance: PerformanceFacts | Missing;
  /** Milliseconds that our clock is off against the servers' `Date`; `null`: not measured. */
  readonly clockSkewMs: number | null;
  readonly attempts: { readonly used: number; readonly budget: number };
  readonly closed: { readonly at: string; readonly by: 'patchpilot' | 'human' } | null;
  readonly people: { readonly optedOut: boolean; readonly orderedRetry: boolean };
  /** What a person has been asked already, so that nobody is asked twice. */
  readonly asked: RecoveryCode | null;
  /** ISO 8601 since when recovery watches this incident. */
  readonly watchedSince: string | null;
}
