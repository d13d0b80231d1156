import { z } from 'zod';
import { DEFAULT_IMPACT_POLICY as impact } from '../domain/policy/impact.ts';
import { DEFAULT_PERFORMANCE_POLICY as performance } from '../domain/policy/performance.ts';

const whole = (min: number, max: number) => z.number().int().min(min).max(max);
const share = (min: number, max: number) => z.number().min(min).max(max);

/** The `performance` group of `.github/patchpilot.yml`. */
export const Performance = z
  .strictObject({
    windowHours: whole(1, 168)
      .default(performance.windowHours)
      .describe('Hours that one look covers; the baselines are as long.'),
    thresholds: z
      .record(z.string(), whole(1, 3_600_000))
      .refine(
        (ops) => Object.keys(ops).every((op) => /^[a-z][a-z0-9_.]{0,59}$/.test(op)),
        'name span ops such as `http.server`, in small letters',
      )
      .refine((ops) => Object.keys(ops).length <= 30, 'name at most 30 ops')
      .default({ ...performance.thresholds })
      .describe(
        'Milliseconds of the p95 that are too slow, by span op. Only ops in this list are looked at.',
      ),
    minSamples: whole(30, 1_000_000)
      .default(performance.minSamples)
      .describe('Fewest measured spans, now and in a baseline, before anything is said.'),
    minRatio: share(1.05, 10)
      .default(performance.minRatio)
      .describe('Least ratio to both baselines that is a regression.'),
    minChangeMs: whole(0, 60_000)
      .default(performance.minChangeMs)
      .describe('Least change of the p95 in milliseconds that is a regression.'),
    minStandardErrors: share(1, 6)
      .default(performance.minStandardErrors)
      .describe('Standard errors by which a change must stand out from chance, against each baseline.'),
    noise: share(0, 1)
      .default(performance.noise)
      .describe('Share by which durations swing for no reason; the trend may show a larger one.'),
    minHoursLost: share(0, 10_000)
      .default(performance.minHoursLost)
      .describe('Least hours that all users together lose in a day.'),
    repeats: whole(2, 1_000)
      .default(performance.repeats)
      .describe('Spans of one kind in one request that make an N+1 pattern.'),
    oneCustomer: share(0.1, 1)
      .default(performance.oneCustomer)
      .describe('Share of one user among the slow requests that makes it that user’s trouble.'),
    worthRecording: share(0.05, 10)
      .default(performance.worthRecording)
      .describe('Change of the p95 since the record that is written down.'),
    mostFindings: whole(1, 50)
      .default(performance.mostFindings)
      .describe('Findings looked at closely in one run, worst first.'),
  })
  .describe('What the `performance` mode calls slow (docs/performance.md).');

/** The `impact` group. */
export const Impact = z
  .strictObject({
    events: z
      .array(z.string().min(1).max(200))
      .max(20)
      .default([...impact.events])
      .describe('Names of the product events whose loss is a loss, such as `checkout_completed`.'),
    path: z
      .string()
      .regex(/^\/\S{0,300}$/, 'use a path such as `/checkout`')
      .nullable()
      .default(impact.path)
      .describe('Count only events on this page. Null: on every page.'),
    releaseProperty: z
      .string()
      .regex(/^[\w$. -]{1,100}$/, 'use the name of an event property such as `$app_version`')
      .default(impact.releaseProperty)
      .describe(
        'Event property that holds the release, to tell people on the incident’s release from others.',
      ),
    windowHours: whole(1, 168)
      .default(impact.windowHours)
      .describe('Hours that are looked at when the incident is older.'),
    leastMinutes: whole(5, 1_440).default(impact.leastMinutes).describe('Shortest window in minutes.'),
    minEvents: whole(10, 1_000_000)
      .default(impact.minEvents)
      .describe('Fewest events in the same hours last week before anything is said of an event.'),
    maxChance: share(0.000_001, 0.2)
      .default(impact.maxChance)
      .describe('Greatest probability that a drop is chance, over all events together.'),
    minDrop: share(0.01, 0.9).default(impact.minDrop).describe('Least relative drop that counts.'),
    noise: share(0, 1)
      .default(impact.noise)
      .describe('Share by which the same hours differ from week to week for no reason.'),
    fullDrop: share(0.05, 1)
      .default(impact.fullDrop)
      .describe('Relative drop that gives all 20 points of severity.'),
  })
  .describe('What an incident costs the product, by its own events in PostHog (docs/impact.md).');
