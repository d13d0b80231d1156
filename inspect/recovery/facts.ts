import type { Missing } from '../../src/domain/facts.ts';
import { DEFAULT_TRIAGE_POLICY } from '../../src/domain/policy/triage.ts';
import type {
  Durations,
  EventsSince,
  LivenessFacts,
  PerformanceFacts,
  PriorFacts,
  RecoveryFacts,
  TrafficFacts,
} from '../../src/domain/recovery.ts';
import { derived, hoursAgo } from './derive.ts';
import type { Observations } from './observations.ts';

/** What a case does not carry is missing evidence; a null is the same as nothing. */
export function factsOf(given: Observations, now: string): RecoveryFacts {
  const seen = derived(given, now);
  return {
    signal: seen.signal ?? 'error',
    fix: fixOf(seen),
    touched:
      seen.touchedSuspect == null
        ? null
        : { number: seen.touchedSuspect.pullRequest, live: seen.touchedSuspect.live },
    liveness: livenessOf(seen, now),
    wasLive: seen.wasInProduction ?? false,
    health: healthOf(seen),
    events: eventsOf(seen),
    prior: priorOf(seen),
    traffic: trafficOf(seen),
    product:
      seen.productMetric === 'recovered' || seen.productMetric === 'not-recovered'
        ? { recovered: seen.productMetric === 'recovered' }
        : missing('posthog', 'not-configured'),
    performance: performanceOf(seen),
    clockSkewMs: seen.clockSkewMinutes == null ? null : seen.clockSkewMinutes * 60_000,
    attempts: {
      used: seen.attempts ?? 1,
      budget: seen.attemptBudget ?? DEFAULT_TRIAGE_POLICY.budgets.attemptsPerIncident,
    },
    closed: seen.closedAt == null ? null : { at: seen.closedAt, by: seen.closedBy ?? 'patchpilot' },
    people: { optedOut: seen.humanOptedOut ?? false, orderedRetry: seen.humanOrderedRetry ?? false },
    asked: seen.alreadyAsked ?? null,
    watchedSince: seen.watchedSince ?? null,
  };
}

function missing(source: Missing['source'], why: Missing['why']): Missing {
  return { kind: 'missing', source, why, advice: 'The case does not say.' };
}

function fixOf(seen: Observations): RecoveryFacts['fix'] {
  const state = seen.pullRequest ?? (isMerged(seen) ? 'merged' : 'unknown');
  if (state === 'none') return null;
  if (state === 'unknown') return missing('github', 'unavailable');
  return {
    number: seen.pullRequestNumber ?? 1,
    by: seen.pullRequestBy ?? 'patchpilot',
    state,
    openedAt: seen.openedAt ?? null,
    mergedAt: seen.mergedAt ?? null,
    mergeCommit: seen.mergeCommit ?? null,
  };
}

/** Whoever says where the merge commit is, or when it was deployed, has one. */
function isMerged(seen: Observations): boolean {
  const { fixInProduction, deployments } = seen;
  const told = [seen.mergedAt, seen.mergeCommit, seen.deployment, seen.deployedAt, seen.hoursSinceDeploy];
  return (
    told.some((one) => one != null) ||
    typeof fixInProduction === 'boolean' ||
    seen.wasInProduction === true ||
    (deployments ?? []).some(({ containsFix }) => typeof containsFix === 'boolean')
  );
}

function livenessOf(seen: Observations, now: string): RecoveryFacts['liveness'] {
  const since = seen.deployedAt ?? hoursAgo(seen.hoursSinceDeploy, now);
  const listed = (seen.deployments ?? []).map((one) => ({
    source: one.source,
    contains: contains(one.containsFix),
    state: one.state ?? 'unknown',
    since: one.since ?? since,
  }));
  if (seen.fixInProduction == null && seen.deployment == null) return listed;
  const flat: LivenessFacts = {
    source: seen.fixSource ?? 'github-deployments',
    contains: contains(seen.fixInProduction),
    state: seen.deployment ?? 'unknown',
    since,
  };
  return [flat, ...listed];
}

function contains(known: boolean | 'unknown' | null | undefined): LivenessFacts['contains'] {
  if (known === true) return 'contains';
  return known === false ? 'not' : 'unknown';
}

function healthOf({ health, healthFailingSince }: Observations): RecoveryFacts['health'] {
  if (health == null || health === 'not-configured') return missing('health', 'not-configured');
  if (health === 'unknown') return missing('health', 'unavailable');
  const ok = health === true || health === 'ok';
  return { checks: [{ name: 'health', ok }], failingSince: healthFailingSince ?? null };
}

function eventsOf(seen: Observations): EventsSince | Missing {
  const split = [seen.eventsWithFix, seen.eventsWithoutFix, seen.eventsUnknownRelease];
  if (seen.eventsSince == null && split.every((count) => count == null) && seen.lastEventAt == null) {
    return missing('sentry', 'unavailable');
  }
  const [withFix = 0, withoutFix = 0] = split.map((count) => count ?? 0);
  const rest = Math.max(0, (seen.eventsSince ?? 0) - withFix - withoutFix);
  return {
    withFix,
    withoutFix,
    unknown: seen.eventsUnknownRelease ?? rest,
    lastWithFixAt: seen.lastEventWithFixAt ?? null,
    lastUnknownAt: seen.lastEventUnknownReleaseAt ?? (rest > 0 ? (seen.lastEventAt ?? null) : null),
    lastAt: seen.lastEventAt ?? null,
    ...(seen.lastEventPrecisionMinutes == null
      ? {}
      : { precisionMs: seen.lastEventPrecisionMinutes * 60_000 }),
    // A last event alone says nothing of what came after a deploy.
    complete:
      (seen.eventsComplete ?? true) &&
      (seen.pullRequest === 'none' || seen.eventsSince != null || seen.eventsWithFix != null),
    lagMs: seen.ingestionLagMinutes == null ? null : seen.ingestionLagMinutes * 60_000,
    telemetryAlive: seen.telemetryAlive ?? null,
  };
}

function priorOf(seen: Observations): PriorFacts | Missing {
  const kind = seen.trafficKind === 'time' ? null : (seen.trafficKind ?? 'sessions');
  if (seen.intervalsBefore != null && seen.intervalsBefore.length > 0) {
    const intervals = seen.intervalsBefore.map(({ events, hours, traffic }) => ({
      events,
      hours: hours ?? 1,
      traffic: traffic ?? null,
    }));
    const counted = intervals.every(({ traffic }) => traffic !== null);
    return { kind: 'intervals', intervals, traffic: counted ? kind : null };
  }
  if (seen.eventsBefore != null && (seen.hoursBefore != null || seen.trafficBefore != null)) {
    const whole = {
      events: seen.eventsBefore,
      hours: seen.hoursBefore ?? 0,
      traffic: seen.trafficBefore ?? null,
    };
    return { kind: 'intervals', intervals: [whole], traffic: whole.traffic === null ? null : kind };
  }
  if (seen.eventsPerUnitBefore != null && kind !== null) {
    return { kind: 'rate', perUnit: seen.eventsPerUnitBefore, traffic: kind };
  }
  return seen.eventsPerHourBefore == null
    ? missing('sentry', 'not-found')
    : { kind: 'rate', perUnit: seen.eventsPerHourBefore, traffic: null };
}

function trafficOf({ trafficKind, trafficSince, trafficOnlyWithFix }: Observations): TrafficFacts | Missing {
  if (trafficSince == null || trafficKind === 'time') return missing('sentry', 'not-configured');
  return {
    kind: trafficKind ?? 'sessions',
    amount: trafficSince,
    onlyWithFix: trafficOnlyWithFix ?? false,
  };
}

const QUANTILES = { p50: 0.5, p75: 0.75, p90: 0.9, p95: 0.95, p99: 0.99 } as const;

function performanceOf(seen: Observations): PerformanceFacts | Missing {
  const before = durations(seen.samplesBefore, seen.bucketsBefore);
  const after = durations(seen.samplesAfter, seen.bucketsAfter);
  if (before === null && after === null) return missing('sentry', 'not-found');
  return {
    quantile: QUANTILES[seen.quantile ?? 'p95'],
    thresholdMs: seen.thresholdMs ?? null,
    baselineMs: seen.baselineMs ?? null,
    before,
    after,
  };
}

function durations(
  samples: readonly number[] | null | undefined,
  buckets: Observations['bucketsBefore'],
): Durations | null {
  if (samples != null) return { kind: 'samples', ms: samples };
  return buckets == null ? null : { kind: 'buckets', buckets };
}
