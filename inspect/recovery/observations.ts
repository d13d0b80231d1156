import { z } from 'zod';
import { RECOVERY_CODES } from '../../src/domain/recovery.ts';

const Count = z.number().min(0).nullish();
const Time = z.string().nullish();
const Flag = z.boolean().nullish();
/** Yes, no, or nobody knows. */
const Maybe = z.union([z.boolean(), z.literal('unknown')]).nullish();
const State = z
  .enum(['serving', 'queued', 'building', 'error', 'canceled', 'blocked', 'rolled-back', 'unknown'])
  .nullish();
const Source = z.enum(['vercel', 'github-deployments', 'version-url', 'sentry-deploys']);
const Buckets = z.array(z.object({ at: z.string(), count: z.number().min(0), ms: z.number() })).nullish();

/** One side of a page a person could fill in; documented field by field in docs/inspect/recovery.md. */
export const Observations = z.object({
  signal: z.enum(['error', 'performance']).nullish(),
  pullRequest: z.enum(['none', 'open', 'merged', 'closed', 'unknown']).nullish(),
  pullRequestNumber: z.number().int().nullish(),
  pullRequestBy: z.enum(['patchpilot', 'human']).nullish(),
  openedAt: Time,
  mergedAt: Time,
  mergeCommit: z.string().nullish(),
  touchedSuspect: z.object({ pullRequest: z.number().int(), live: z.boolean() }).nullish(),
  fixInProduction: Maybe,
  wasInProduction: Flag,
  fixSource: Source.nullish(),
  deployment: State,
  deployedAt: Time,
  hoursSinceDeploy: Count,
  deployments: z.array(z.object({ source: Source, containsFix: Maybe, state: State, since: Time })).nullish(),
  health: z.union([z.boolean(), z.enum(['ok', 'failing', 'unknown', 'not-configured'])]).nullish(),
  healthFailingSince: Time,
  eventsSince: Count,
  eventsWithFix: Count,
  eventsWithoutFix: Count,
  eventsUnknownRelease: Count,
  lastEventWithFixAt: Time,
  lastEventUnknownReleaseAt: Time,
  lastEventAt: Time,
  eventsComplete: Flag,
  ingestionLagMinutes: Count,
  telemetryAlive: Flag,
  eventsBefore: Count,
  hoursBefore: Count,
  trafficBefore: Count,
  intervalsBefore: z.array(z.object({ events: z.number().min(0), hours: Count, traffic: Count })).nullish(),
  eventsPerHourBefore: Count,
  eventsPerUnitBefore: Count,
  trafficKind: z.enum(['sessions', 'transactions', 'spans', 'product-events', 'time']).nullish(),
  trafficSince: Count,
  trafficOnlyWithFix: Flag,
  productMetric: z.enum(['recovered', 'not-recovered', 'unknown']).nullish(),
  quantile: z.enum(['p50', 'p75', 'p90', 'p95', 'p99']).nullish(),
  thresholdMs: Count,
  baselineMs: Count,
  samplesBefore: z.array(z.number()).nullish(),
  samplesAfter: z.array(z.number()).nullish(),
  bucketsBefore: Buckets,
  bucketsAfter: Buckets,
  clockSkewMinutes: z.number().nullish(),
  attempts: z.number().int().min(0).nullish(),
  attemptBudget: z.number().int().min(0).nullish(),
  closedAt: Time,
  closedBy: z.enum(['patchpilot', 'human']).nullish(),
  humanOptedOut: Flag,
  humanOrderedRetry: Flag,
  alreadyAsked: z.enum(RECOVERY_CODES).nullish(),
  watchedSince: Time,
});

export type Observations = z.infer<typeof Observations>;
