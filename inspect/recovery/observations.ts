import { z } from 'zod';
import { RECOVERY_CODES } from '../../src/domain/recovery.ts';

/** Numbers and flags also as the texts that spreadsheets and shells make of them. */
const number = z.preprocess(
  (given) => (typeof given === 'string' && /^\s*-?\d+(?:\.\d+)?\s*$/.test(given) ? Number(given) : given),
  z.number(),
);
const TEXTS: Readonly<Record<string, boolean>> = { true: true, yes: true, false: false, no: false };
const asFlag = (given: unknown) =>
  typeof given === 'string' ? (TEXTS[given.trim().toLowerCase()] ?? given) : given;

const Count = number.pipe(z.number().min(0)).nullish();
/** ISO 8601 with any offset, or milliseconds (from 100 billion on) or seconds since 1970. */
const Time = z.union([z.string(), z.number().transform(isoOf)]).nullish();
const Flag = z.preprocess(asFlag, z.boolean().nullish());
/** Yes, no, or nobody knows. */
const Maybe = z.preprocess(asFlag, z.union([z.boolean(), z.literal('unknown')]).nullish());
const State = z
  .enum(['serving', 'queued', 'building', 'error', 'canceled', 'blocked', 'rolled-back', 'unknown'])
  .nullish();
const Source = z.enum(['vercel', 'github-deployments', 'version-url', 'sentry-deploys']);
const Buckets = z.array(z.object({ at: z.string(), count: z.number().min(0), ms: z.number() })).nullish();

const Intervals = z.array(z.object({ events: z.number().min(0), hours: Count, traffic: Count })).nullish();

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
  hoursSinceLastEvent: Count,
  lastEventPrecisionMinutes: Count,
  eventsComplete: Flag,
  ingestionLagMinutes: Count,
  telemetryAlive: Flag,
  eventsBefore: Count,
  hoursBefore: Count,
  trafficBefore: Count,
  intervalsBefore: Intervals,
  intervalsSince: Intervals,
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
  clockSkewMinutes: number.nullish(),
  attempts: z.number().int().min(0).nullish(),
  attemptBudget: z.number().int().min(0).nullish(),
  closedAt: Time,
  closedBy: z.enum(['patchpilot', 'human']).nullish(),
  humanOptedOut: Flag,
  humanOrderedRetry: Flag,
  alreadyAsked: z.enum(RECOVERY_CODES).nullish(),
  watchedSince: Time,
});

function isoOf(given: number): string {
  const ms = Math.abs(given) < 1e11 ? given * 1_000 : given;
  return Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : 'no time';
}

export type Observations = z.infer<typeof Observations>;
