import type { HistoryCommit } from '../../decide/recovery/ancestry.ts';
import type { Ahead } from '../../decide/recovery/clock.ts';
import type { KnownRelease } from '../../decide/recovery/releases.ts';
import type { DeploymentList } from '../../decide/recovery/watch.ts';
import type { Missing } from '../../domain/facts.ts';
import type { HealthCheck } from '../../domain/policy/production.ts';
import type { HealthFacts, LivenessFacts } from '../../domain/recovery.ts';
import type { IssueName, ReleaseCount, SeriesTable } from '../../domain/series.ts';
import type { SpanPort } from '../../domain/span-port.ts';
import type { MergedPull, WatchList } from '../../domain/watched.ts';
import type { World } from '../world.ts';

type Deployments = DeploymentList['deployments'];

/** GitHub, as far as recovery reads it. Only `list` throws (SourceError). */
export interface WatchPort {
  readonly list: (since: string) => Promise<WatchList>;
  readonly pulls: (asked: {
    readonly branches: readonly string[];
    readonly numbers: readonly number[];
  }) => Promise<readonly MergedPull[] | Missing>;
  readonly deployments: (environments: readonly string[]) => Promise<Deployments | Missing>;
  readonly history: (head: string, since: string) => Promise<readonly HistoryCommit[] | Missing>;
  readonly compare: (fix: string, deployed: string) => Promise<LivenessFacts['contains']>;
}

/** A stretch of time, milliseconds since 1970, in the environments of production. */
export interface CountWindow {
  readonly from: number;
  readonly to: number;
  readonly environments: readonly string[];
}

/** Sentry, as far as recovery counts by it. */
export interface CountPort {
  readonly events: (
    asked: CountWindow & { readonly issues: readonly string[] },
  ) => Promise<SeriesTable | Missing>;
  readonly sessions: (asked: CountWindow) => Promise<SeriesTable | Missing>;
  readonly transactions: (asked: CountWindow) => Promise<SeriesTable | Missing>;
  /** Hourly events of at most ten issues in one request, by the issue's number. */
  readonly perIssue: (
    asked: CountWindow & { readonly issues: readonly IssueName[] },
  ) => Promise<ReadonlyMap<string, SeriesTable> | Missing>;
  /** Events of at most forty incidents since their deploys, by the issue's number; a page or few for all. */
  readonly recent: (asked: {
    readonly orders: readonly { readonly issues: readonly string[]; readonly since: number }[];
    readonly to: number;
    readonly environments: readonly string[];
  }) => Promise<
    { readonly counts: ReadonlyMap<string, readonly ReleaseCount[]>; readonly complete: boolean } | Missing
  >;
  readonly releases: (environments: readonly string[]) => Promise<readonly KnownRelease[] | Missing>;
}

/** Traffic as the product's own events tell it; times are milliseconds since 1970. */
export type VolumePort = (asked: {
  readonly from: number;
  readonly to: number;
  /** What counts in a product that captures no views. */
  readonly events: readonly string[];
}) => Promise<SeriesTable | Missing>;

/** Production itself, and its host. */
export interface ProductionPort {
  readonly vercel: () => Promise<Deployments | Missing>;
  readonly version: (address: string) => Promise<{ readonly commit: string } | Missing>;
  readonly health: (checks: readonly HealthCheck[]) => Promise<HealthFacts | Missing>;
}

/** Everything outside that recovery may touch. */
export interface RecoverWorld extends World {
  readonly watch: WatchPort;
  /** Milliseconds that the clocks of services are ahead of `now`, as far as they have answered. */
  readonly clocks: () => Ahead;
  /** `Missing` when the token or the organization is not configured. */
  readonly counts: CountPort | Missing;
  readonly production: ProductionPort;
  /** `Missing` when no product analytics is configured. */
  readonly volume: VolumePort | Missing;
  /** `Missing` when the token or the organization is not configured. */
  readonly spans: SpanPort | Missing;
}
