import { greatestSkew } from '../../decide/recovery/clock.ts';
import { decideRecovery } from '../../decide/recovery/decide.ts';
import type { CheckedIncident } from '../../decide/recovery/plan.ts';
import { withRecord } from '../../decide/recovery/record.ts';
import { closedFacts, peopleFacts } from '../../decide/recovery/watch.ts';
import { isMissing, type Missing } from '../../domain/facts.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type {
  FixFacts,
  HealthFacts,
  LivenessFacts,
  PerformanceFacts,
  RecoveryFacts,
} from '../../domain/recovery.ts';
import type { MergedPull, WatchedIncident } from '../../domain/watched.ts';
import type { IncidentCounts } from './counts.ts';
import type { RecoverWorld } from './ports.ts';

/** One incident with the pull request that should end it. */
export interface Case {
  readonly watched: WatchedIncident;
  readonly fix: FixFacts | Missing | null;
  readonly pull: MergedPull | null;
  readonly touched: RecoveryFacts['touched'];
  readonly liveness: readonly (LivenessFacts | Missing)[];
  readonly since: number | null;
}

/** Codes of what is missing where nobody had to look. */
const UNASKED = ['events-missing', 'performance-missing', 'health-not-configured', 'rate-unknown'];

/** What nobody looked at; `not-found` is no complaint about anybody's settings. */
export const NOT_ASKED: Missing = {
  kind: 'missing',
  source: 'sentry',
  why: 'not-found',
  advice: 'Nobody had to look yet.',
};
const NO_HEALTH: Missing = { ...NOT_ASKED, source: 'health', why: 'not-configured' };

/** The facts of one case, and the decision that they make. */
export function check(
  { watched, fix, pull, touched, liveness }: Case,
  {
    world,
    policy,
    counts,
    speed,
    health,
    product,
  }: {
    readonly world: RecoverWorld;
    readonly policy: Policy;
    readonly counts: IncidentCounts | Missing | null;
    readonly speed: PerformanceFacts | Missing | null;
    readonly health: HealthFacts | Missing | null;
    readonly product: RecoveryFacts['product'];
  },
): CheckedIncident {
  const { incident } = watched;
  const read = counts === null ? NOT_ASKED : counts;
  const events = isMissing(read) ? read : read.events;
  const facts: RecoveryFacts = withRecord(
    {
      signal: incident.performance === undefined ? 'error' : 'performance',
      ...{ fix, touched, liveness, events },
      wasLive: false,
      health: (counts === null ? null : health) ?? NO_HEALTH,
      prior: isMissing(read) ? read : read.prior,
      traffic: isMissing(read) ? read : read.traffic,
      product,
      performance: speed ?? NOT_ASKED,
      clockSkewMs: greatestSkew(world.clocks()),
      attempts: { used: incident.attempts.length, budget: policy.triage.budgets.attemptsPerIncident },
      closed: closedFacts(watched),
      people: peopleFacts(watched, policy.triage.optOutLabels),
      asked: null,
      watchedSince: world.now,
    },
    incident.recovery,
  );
  return {
    watched,
    facts,
    decision: decideRecovery(facts, policy.recovery, world.now),
    pull,
    release: isMissing(read) ? null : (read.fixed[0] ?? null),
    order: null,
    unasked: counts === null ? UNASKED : [],
  };
}
