import { z } from 'zod';
import { MOST_TREND_POINTS } from '../../domain/performance.ts';
import { untrusted } from '../../domain/trust.ts';

const text = (max: number) => z.string().max(max).transform(untrusted);
const line = (max: number) => z.string().max(max);
const amount = z.number().min(0);
const count = z.number().int().min(0);
const percentile = amount.nullable();

const Timing = z.object({
  p50: percentile,
  p75: percentile,
  p95: percentile,
  p99: percentile,
  avg: percentile,
  count,
  samples: count,
  users: count.nullable(),
});

const Window = z.object({ from: line(40), to: line(40) });

/** What the marker of a performance incident holds of its measurement: `PerformanceRecord`. */
export const MeasuredV1 = z.object({
  op: line(60),
  name: text(280),
  kind: z.enum(['regressed', 'slow']),
  onset: z.enum(['step', 'sustained', 'gradual']).nullable(),
  window: Window,
  now: Timing,
  lastWeek: Timing.nullable(),
  previous: Timing.nullable(),
  change: z
    .object({
      ratio: amount,
      lower: amount,
      upper: amount,
      deltaMs: z.number(),
      tailOnly: z.boolean(),
    })
    .nullable(),
  thresholdMs: percentile,
  cause: z.enum(['n-plus-one', 'child', 'cold-start', 'own']),
  child: z
    .object({
      op: line(60),
      description: text(280),
      perRequest: amount,
      perRequestBefore: amount.nullable(),
      msPerRequest: amount,
    })
    .nullable(),
  lost: z.object({ hoursPerDay: amount, requestsPerDay: amount, users: count.nullable(), score: amount }),
  newRelease: text(256).nullable(),
  releases: z
    .array(z.object({ release: text(256), p95: percentile, samples: count, isNew: z.boolean() }))
    .max(5)
    .exactOptional(),
  trend: z.array(z.object({ at: line(40), ms: amount })).max(MOST_TREND_POINTS),
});

/** What the marker holds of Sentry's own finding: `SlowReport`. */
export const ReportedV1 = z.object({
  rule: line(100),
  op: line(60),
  description: text(280),
  count: count.nullable(),
  totalMs: amount.nullable(),
  parent: text(200).nullable(),
  change: z.object({ beforeMs: amount, afterMs: amount, at: line(40).nullable() }).nullable(),
});

const Counts = z.object({ count, actors: count });

const EventChange = z.object({
  name: line(200),
  verdict: z.enum(['loss', 'no-loss', 'earlier-loss', 'not-enough-data', 'unknown-event']),
  now: Counts,
  lastWeek: Counts,
  previous: Counts,
  absolute: z.number(),
  relative: z.object({ at: z.number(), lower: z.number(), upper: z.number() }).nullable(),
  chance: z.number().nullable(),
});

const ReleaseChange = EventChange.pick({ name: true, relative: true, chance: true }).extend({
  kind: z.literal('release'),
  verdict: z.enum(['loss', 'no-loss', 'not-enough-data']),
  on: Counts,
  others: Counts,
  activeOn: count,
  activeOthers: count,
});

/** What the marker holds of the product's own numbers: `ProductImpact`. */
export const ImpactV1 = z.object({
  window: Window,
  verdict: z.enum(['loss', 'no-loss', 'not-enough-data']),
  events: z.array(EventChange).max(20),
  place: z.object({ page: line(200).nullable(), releases: z.array(line(200)).max(3) }).exactOptional(),
  slices: z
    .array(z.discriminatedUnion('kind', [EventChange.extend({ kind: z.literal('page') }), ReleaseChange]))
    .max(40)
    .exactOptional(),
  facts: z.object({ severity: z.number(), summary: line(300) }).nullable(),
});
