/** One check of the site over HTTPS. */
export interface HealthCheck {
  readonly url: string;
  readonly method: 'GET' | 'HEAD';
  /** Status that counts as well. */
  readonly status: number;
  /** Words that the answer must hold; `null`: any answer. */
  readonly bodyText: string | null;
  /** Milliseconds within which it must answer, redirects included. */
  readonly maxMilliseconds: number;
  /** Further tries after a failure, and the seconds between them. */
  readonly retries: number;
  readonly retrySeconds: number;
}

/** Where production is, and who can tell what it serves. */
export interface ProductionPolicy {
  /** Names that production has among GitHub's deployments. */
  readonly environments: readonly string[];
  /** Address that answers the commit that production serves, in its text or JSON; `null`: none. */
  readonly versionUrl: string | null;
  readonly health: readonly HealthCheck[];
  /** Resolve the Sentry issue, in the release with the fix, when an incident is closed. */
  readonly resolveInSentry: boolean;
}

export const DEFAULT_HEALTH_CHECK: Omit<HealthCheck, 'url'> = {
  method: 'GET',
  status: 200,
  bodyText: null,
  maxMilliseconds: 10_000,
  retries: 2,
  retrySeconds: 5,
};

/** `Production` is Vercel's spelling; GitHub tells names of environments apart by case. */
export const DEFAULT_PRODUCTION_POLICY: ProductionPolicy = {
  environments: ['production', 'Production', 'prod'],
  versionUrl: null,
  health: [],
  resolveInSentry: false,
};
