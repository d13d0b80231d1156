// biome-ignore-all format: a table reads better with one row a line
import type { Observations } from '../../../inspect/recovery/observations.ts';
import type { RecoveryCode, RecoveryKind } from '../../../src/domain/recovery.ts';

export const NOW = '2026-11-21T10:00:00.000Z';

/** ISO time so many hours before {@link NOW}. */
export const ago = (hours: number): string => new Date(Date.parse(NOW) - hours * 3_600_000).toISOString();

const steady = (events: number, hours = 24, traffic: number | null = 1_000) =>
  Array.from({ length: hours }, () => ({ events, hours: 1, traffic }));

/** One event, then three hours without, so many times. */
const rare = (times: number) =>
  Array.from({ length: times }, () => [...steady(1, 1), ...steady(0, 3)]).flat();

/** Merged, deployed a day ago, healthy, 10 events an hour before and none in 20,000 sessions since. */
export const PROVEN: Partial<Observations> = {
  pullRequest: 'merged',
  pullRequestNumber: 7,
  mergedAt: ago(30),
  fixInProduction: true,
  fixSource: 'vercel',
  deployment: 'serving',
  deployedAt: ago(24),
  health: 'ok',
  eventsWithFix: 0,
  eventsWithoutFix: 0,
  eventsUnknownRelease: 0,
  ingestionLagMinutes: 5,
  trafficKind: 'sessions',
  intervalsBefore: steady(10),
  trafficSince: 20_000,
};

/** The same, but nobody is known to have fixed it: silent since the last event a day ago. */
export const STOPPED: Partial<Observations> = {
  pullRequest: 'none',
  lastEventAt: ago(24),
  health: 'ok',
  ingestionLagMinutes: 5,
  trafficKind: 'sessions',
  intervalsBefore: steady(10),
  trafficSince: 20_000,
};

const samples = (ms: number, count = 200) => Array.from({ length: count }, (_, at) => ms + (at % 40));
const hourly = (ms: number, first: number, hours = 12) =>
  Array.from({ length: hours }, (_, at) => ({ at: ago(first - at), count: 50, ms: ms + at }));
const WEEK = 7 * 24;
const BY_HOUR = { samplesBefore: null, samplesAfter: null, bucketsBefore: hourly(900, WEEK + 12) };

/** A slow span: p95 from 900 ms to 300 ms, threshold 500 ms. */
export const FAST: Partial<Observations> = {
  signal: 'performance',
  pullRequest: 'merged',
  pullRequestNumber: 8,
  mergedAt: ago(30),
  fixInProduction: true,
  fixSource: 'vercel',
  deployment: 'serving',
  deployedAt: ago(24),
  health: 'ok',
  quantile: 'p95',
  thresholdMs: 500,
  samplesBefore: samples(900),
  samplesAfter: samples(300),
};

/** What was observed (changes to a base; `null` takes a field away) → what must be decided, and why. */
export type State = readonly [
  what: string,
  base: Partial<Observations>,
  change: Partial<Observations>,
  decision: RecoveryKind,
  reason: RecoveryCode,
];

const NO_TRAFFIC = { trafficSince: null, trafficKind: null, intervalsBefore: steady(10, 24, null) };
const CLOSED = { closedAt: ago(2) };

export const STATES: readonly State[] = [
  // Everything there
  ['deployed, healthy, silent', PROVEN, {}, 'close', 'recovered'],
  ['a person’s fix counts like ours', PROVEN, { pullRequestBy: 'human' }, 'close', 'recovered'],
  ['no health check configured', PROVEN, { health: null }, 'close', 'recovered'],
  ['product back too', PROVEN, { productMetric: 'recovered' }, 'close', 'recovered'],
  ['lag not measured', PROVEN, { ingestionLagMinutes: null }, 'close', 'recovered'],
  ['merge time not known', PROVEN, { mergedAt: null }, 'close', 'recovered'],
  ['old clients still fire', PROVEN, { eventsWithoutFix: 40 }, 'close', 'recovered'],
  ['traffic by transactions', PROVEN, { trafficKind: 'transactions' }, 'close', 'recovered'],
  ['traffic by product events', PROVEN, { trafficKind: 'product-events' }, 'close', 'recovered'],
  ['budget spent does not matter', PROVEN, { attempts: 2 }, 'close', 'recovered'],
  ['asked before, proven now', PROVEN, { alreadyAsked: 'fix-not-live' }, 'close', 'recovered'],
  ['only the pull request is implied', PROVEN, { pullRequest: null }, 'close', 'recovered'],

  // The pull request
  ['open', PROVEN, { pullRequest: 'open', openedAt: ago(5) }, 'wait', 'pull-request-open'],
  ['open, by a person', PROVEN, { pullRequest: 'open', pullRequestBy: 'human', openedAt: ago(5) }, 'wait', 'pull-request-open'],
  ['open, nobody knows since when', PROVEN, { pullRequest: 'open' }, 'wait', 'pull-request-open'],
  ['open for three weeks', PROVEN, { pullRequest: 'open', openedAt: ago(21 * 24) }, 'escalate', 'pull-request-open'],
  ['open for three weeks, asked', PROVEN, { pullRequest: 'open', openedAt: ago(21 * 24), alreadyAsked: 'pull-request-open' }, 'wait', 'already-asked'],
  ['closed unmerged', PROVEN, { pullRequest: 'closed' }, 'escalate', 'pull-request-rejected'],
  ['closed unmerged, a person’s', PROVEN, { pullRequest: 'closed', pullRequestBy: 'human' }, 'escalate', 'pull-request-rejected'],
  ['closed unmerged, asked', PROVEN, { pullRequest: 'closed', alreadyAsked: 'pull-request-rejected' }, 'wait', 'already-asked'],
  ['could not be read', PROVEN, { pullRequest: 'unknown' }, 'wait', 'pull-request-unknown'],
  ['could not be read for three days', PROVEN, { pullRequest: 'unknown', watchedSince: ago(72) }, 'escalate', 'pull-request-unknown'],

  // Is it live
  ['production serves an older commit', PROVEN, { fixInProduction: false }, 'wait', 'fix-not-live'],
  ['an older commit for four days', PROVEN, { fixInProduction: false, mergedAt: ago(96) }, 'escalate', 'fix-not-live'],
  ['nobody knows what serves', PROVEN, { fixInProduction: null, deployment: null }, 'wait', 'liveness-unknown'],
  ['deployment without a commit', PROVEN, { fixInProduction: 'unknown' }, 'wait', 'liveness-unknown'],
  ['unknown for three days', PROVEN, { fixInProduction: 'unknown', mergedAt: ago(72) }, 'escalate', 'liveness-unknown'],
  ['unknown for three days, asked', PROVEN, { fixInProduction: 'unknown', mergedAt: ago(72), alreadyAsked: 'liveness-unknown' }, 'wait', 'already-asked'],
  ['queued', PROVEN, { fixInProduction: false, deployment: 'queued' }, 'wait', 'deployment-pending'],
  ['building', PROVEN, { fixInProduction: false, deployment: 'building' }, 'wait', 'deployment-pending'],
  ['building, said to be live', PROVEN, { deployment: 'building' }, 'wait', 'deployment-pending'],
  ['building for four days', PROVEN, { fixInProduction: false, deployment: 'building', mergedAt: ago(96) }, 'escalate', 'deployment-pending'],
  ['deploy failed', PROVEN, { fixInProduction: false, deployment: 'error', mergedAt: ago(2) }, 'wait', 'deployment-failed'],
  ['deploy failed, said to be live', PROVEN, { deployment: 'error', mergedAt: ago(2) }, 'wait', 'deployment-failed'],
  ['deploy failed since yesterday', PROVEN, { fixInProduction: false, deployment: 'error', mergedAt: ago(25) }, 'escalate', 'deployment-failed'],
  ['deploy canceled', PROVEN, { fixInProduction: false, deployment: 'canceled', mergedAt: ago(2) }, 'wait', 'deployment-failed'],
  ['deploy canceled since yesterday', PROVEN, { fixInProduction: 'unknown', deployment: 'canceled', mergedAt: ago(25) }, 'escalate', 'deployment-failed'],
  ['deploy blocked (unverified commit)', PROVEN, { fixInProduction: false, deployment: 'blocked' }, 'escalate', 'deployment-blocked'],
  ['deploy blocked, asked', PROVEN, { fixInProduction: false, deployment: 'blocked', alreadyAsked: 'deployment-blocked' }, 'wait', 'already-asked'],
  ['rolled back', PROVEN, { fixInProduction: false, deployment: 'rolled-back' }, 'escalate', 'rolled-back'],
  ['rolled back, said to be live', PROVEN, { deployment: 'rolled-back' }, 'escalate', 'rolled-back'],
  ['rolled back, ancestry unknown', PROVEN, { fixInProduction: 'unknown', deployment: 'rolled-back' }, 'escalate', 'rolled-back'],
  ['rolled back, and it had fired', PROVEN, { deployment: 'rolled-back', eventsWithFix: 9 }, 'escalate', 'rolled-back'],
  ['live, nobody knows since when', PROVEN, { deployedAt: null }, 'wait', 'deploy-time-unknown'],
  ['live, unknown since when, for days', PROVEN, { deployedAt: null, mergedAt: ago(72) }, 'escalate', 'deploy-time-unknown'],
  ['ready, old alias: not what serves', PROVEN, { fixInProduction: false, deployment: 'serving' }, 'wait', 'fix-not-live'],
  ['by a version address', PROVEN, { fixSource: 'version-url' }, 'close', 'recovered'],
  ['by GitHub deployments', PROVEN, { fixSource: 'github-deployments' }, 'close', 'recovered'],
  ['by Sentry’s deploys when nobody else speaks', PROVEN, { fixSource: 'sentry-deploys' }, 'close', 'recovered'],
  ['two sources agree', PROVEN, { deployments: [{ source: 'version-url', containsFix: true }] }, 'close', 'recovered'],
  ['two sources disagree', PROVEN, { deployments: [{ source: 'version-url', containsFix: false }] }, 'escalate', 'liveness-contradicts'],
  ['two sources disagree, freshly', PROVEN, { mergedAt: ago(3), deployments: [{ source: 'version-url', containsFix: false }] }, 'wait', 'liveness-contradicts'],
  ['a silent source changes nothing', PROVEN, { deployments: [{ source: 'version-url', containsFix: 'unknown' }] }, 'close', 'recovered'],
  ['Sentry’s history does not outweigh what serves now', PROVEN, { fixInProduction: false, deployments: [{ source: 'sentry-deploys', containsFix: true }] }, 'wait', 'fix-not-live'],
  ['Sentry knows no deploy, production has it', PROVEN, { deployments: [{ source: 'sentry-deploys', containsFix: false }] }, 'close', 'recovered'],
  ['it was live, and is not any more', PROVEN, { fixInProduction: false, wasInProduction: true }, 'escalate', 'rolled-back'],
  ['it was live, and nobody can say now', PROVEN, { fixInProduction: 'unknown', wasInProduction: true }, 'wait', 'liveness-unknown'],
  ['it was live and is', PROVEN, { wasInProduction: true }, 'close', 'recovered'],
  ['one region rolled back', PROVEN, { deployments: [{ source: 'github-deployments', containsFix: 'unknown', state: 'rolled-back' }] }, 'escalate', 'rolled-back'],

  // Does it still fire
  ['fires in the fixed release', PROVEN, { eventsWithFix: 3, lastEventWithFixAt: ago(1) }, 'retry', 'still-firing'],
  ['fires once, hours after', PROVEN, { eventsWithFix: 1, lastEventWithFixAt: ago(20) }, 'retry', 'still-firing'],
  ['fires, time not known', PROVEN, { eventsWithFix: 2 }, 'retry', 'still-firing'],
  ['fires in a person’s fix', PROVEN, { eventsWithFix: 3, lastEventWithFixAt: ago(1), pullRequestBy: 'human' }, 'retry', 'still-firing'],
  ['fires, pages missing', PROVEN, { eventsWithFix: 3, lastEventWithFixAt: ago(1), eventsComplete: false }, 'retry', 'still-firing'],
  ['fires, site down', PROVEN, { eventsWithFix: 3, lastEventWithFixAt: ago(1), health: 'failing' }, 'retry', 'still-firing'],
  ['fires, liveness unknown: the release says enough', PROVEN, { eventsWithFix: 3, lastEventWithFixAt: ago(1), fixInProduction: 'unknown', deployedAt: null }, 'retry', 'still-firing'],
  ['fires, no prior on record', PROVEN, { eventsWithFix: 3, lastEventWithFixAt: ago(1), intervalsBefore: null }, 'retry', 'still-firing'],
  ['fires, budget spent', PROVEN, { eventsWithFix: 3, lastEventWithFixAt: ago(1), attempts: 2 }, 'escalate', 'budget-spent'],
  ['fires, budget spent, asked', PROVEN, { eventsWithFix: 3, lastEventWithFixAt: ago(1), attempts: 2, alreadyAsked: 'budget-spent' }, 'wait', 'already-asked'],
  ['fires, no budget at all', PROVEN, { eventsWithFix: 3, attempts: 0, attemptBudget: 0 }, 'escalate', 'budget-spent'],
  ['stragglers right after the deploy', PROVEN, { eventsWithFix: 2, lastEventWithFixAt: ago(23.9) }, 'close', 'recovered'],
  ['stragglers just now', PROVEN, { deployedAt: ago(0.1), trafficSince: 100, eventsWithFix: 2, lastEventWithFixAt: ago(0.05) }, 'wait', 'too-little-silence'],
  ['fires just now, time not known', PROVEN, { deployedAt: ago(0.1), trafficSince: 100, eventsWithFix: 2 }, 'wait', 'settling'],
  ['only old releases fire', PROVEN, { eventsWithoutFix: 10 }, 'close', 'recovered'],
  ['all the traffic is old clients', PROVEN, { eventsWithoutFix: 200 }, 'wait', 'too-little-silence'],
  ['old clients, traffic told apart', PROVEN, { eventsWithoutFix: 200, trafficOnlyWithFix: true }, 'close', 'recovered'],
  ['release unknown, time unknown', PROVEN, { eventsUnknownRelease: 4, deployedAt: ago(12), trafficSince: 10_000 }, 'wait', 'unknown-release'],
  ['release unknown, time unknown, for days', PROVEN, { eventsUnknownRelease: 4, deployedAt: ago(48) }, 'escalate', 'unknown-release'],
  ['release unknown, last one an hour ago', PROVEN, { deployedAt: ago(12), trafficSince: 10_000, eventsUnknownRelease: 4, lastEventUnknownReleaseAt: ago(0.25) }, 'wait', 'too-little-silence'],
  ['release unknown, long ago', PROVEN, { eventsUnknownRelease: 4, lastEventUnknownReleaseAt: ago(20) }, 'close', 'recovered'],
  ['release unknown, on and on', PROVEN, { deployedAt: ago(60), trafficSince: 60_000, eventsUnknownRelease: 300, lastEventUnknownReleaseAt: ago(0.2) }, 'escalate', 'unknown-release'],

  // Can it be trusted
  ['no events could be read', PROVEN, { eventsWithFix: null, eventsWithoutFix: null, eventsUnknownRelease: null }, 'wait', 'events-missing'],
  ['no Sentry for three days', PROVEN, { eventsWithFix: null, eventsWithoutFix: null, eventsUnknownRelease: null, deployedAt: ago(72) }, 'escalate', 'events-missing'],
  ['a page is missing', PROVEN, { eventsComplete: false }, 'wait', 'events-partial'],
  ['a page is missing for three days', PROVEN, { eventsComplete: false, deployedAt: ago(72) }, 'escalate', 'events-partial'],
  ['Sentry two hours behind', PROVEN, { ingestionLagMinutes: 120 }, 'wait', 'ingestion-delayed'],
  ['the new release sends nothing at all', PROVEN, { deployedAt: ago(6), telemetryAlive: false }, 'wait', 'telemetry-silent'],
  ['…for two days', PROVEN, { deployedAt: ago(48), telemetryAlive: false }, 'escalate', 'telemetry-silent'],
  ['telemetry alive', PROVEN, { telemetryAlive: true }, 'close', 'recovered'],
  ['clock an hour ahead', PROVEN, { clockSkewMinutes: 60 }, 'wait', 'clock-skew'],
  ['clock an hour behind', PROVEN, { clockSkewMinutes: -60 }, 'wait', 'clock-skew'],
  ['clock five minutes off', PROVEN, { clockSkewMinutes: 5 }, 'close', 'recovered'],
  ['deployed in an hour', PROVEN, { deployedAt: ago(-1) }, 'wait', 'clock-skew'],
  ['deployed in five minutes', PROVEN, { deployedAt: ago(-1 / 12), trafficSince: 0 }, 'wait', 'no-traffic'],
  ['site down', PROVEN, { health: 'failing' }, 'wait', 'unhealthy'],
  ['site down since this morning', PROVEN, { health: 'failing', healthFailingSince: ago(2) }, 'wait', 'unhealthy'],
  ['site down since yesterday', PROVEN, { health: 'failing', healthFailingSince: ago(20) }, 'escalate', 'unhealthy'],
  ['site down since yesterday, asked', PROVEN, { health: 'failing', healthFailingSince: ago(20), alreadyAsked: 'unhealthy' }, 'wait', 'already-asked'],
  ['health could not be checked', PROVEN, { health: 'unknown' }, 'wait', 'health-unknown'],
  ['health could not be checked for days', PROVEN, { health: 'unknown', deployedAt: ago(72) }, 'escalate', 'health-unknown'],
  ['product still suffers', PROVEN, { deployedAt: ago(12), productMetric: 'not-recovered' }, 'wait', 'product-not-recovered'],
  ['product still suffers after two days', PROVEN, { deployedAt: ago(48), productMetric: 'not-recovered' }, 'escalate', 'product-not-recovered'],
  ['product not known', PROVEN, { productMetric: 'unknown' }, 'close', 'recovered'],

  // Is it long enough
  ['expected 3.1', PROVEN, { deployedAt: ago(1), trafficSince: 330 }, 'wait', 'too-little-silence'],
  ['an hour, little traffic', PROVEN, { deployedAt: ago(1), trafficSince: 50 }, 'wait', 'too-little-silence'],
  ['an hour, much traffic', PROVEN, { deployedAt: ago(1), trafficSince: 2_000 }, 'close', 'recovered'],
  ['ten minutes, very much traffic', PROVEN, { deployedAt: ago(1 / 6), intervalsBefore: steady(90), trafficSince: 2_000 }, 'wait', 'dwell'],
  ['a flood of sessions within the hour', PROVEN, { deployedAt: ago(0.7), intervalsBefore: steady(1), trafficSince: 900_000 }, 'wait', 'too-little-silence'],
  ['an hour, just enough', PROVEN, { deployedAt: ago(1), trafficSince: 600, ingestionLagMinutes: 1 }, 'close', 'recovered'],
  ['an hour, but half of it may still be on its way', PROVEN, { deployedAt: ago(1), trafficSince: 600, ingestionLagMinutes: 30 }, 'wait', 'too-little-silence'],
  ['an hour, by a clock that is a quarter of it off', PROVEN, { deployedAt: ago(1), trafficSince: 600, ingestionLagMinutes: 1, clockSkewMinutes: 14 }, 'wait', 'too-little-silence'],
  ['no traffic at all', PROVEN, { trafficSince: 0 }, 'wait', 'no-traffic'],
  ['no traffic for sixteen days', PROVEN, { trafficSince: 0, deployedAt: ago(16 * 24) }, 'escalate', 'no-traffic'],
  ['no history', PROVEN, { intervalsBefore: null }, 'wait', 'rate-unknown'],
  ['no history for three days', PROVEN, { intervalsBefore: null, deployedAt: ago(72) }, 'escalate', 'rate-unknown'],
  ['history without events', PROVEN, { intervalsBefore: steady(0) }, 'wait', 'rate-unknown'],
  ['one event ever', PROVEN, { deployedAt: ago(30), intervalsBefore: [...steady(0, 23), { events: 1, hours: 1, traffic: 1_000 }] }, 'escalate', 'too-little-traffic'],
  ['a rate per session', PROVEN, { intervalsBefore: null, eventsPerUnitBefore: 0.01 }, 'close', 'recovered'],
  ['a rate per session, few sessions', PROVEN, { intervalsBefore: null, eventsPerUnitBefore: 0.01, trafficSince: 300 }, 'wait', 'too-little-silence'],
  ['a rate per session, sessions unknown', PROVEN, { intervalsBefore: null, eventsPerUnitBefore: 0.01, trafficSince: null }, 'wait', 'rate-unknown'],
  ['bursts: 240 events in one hour of the day', PROVEN, { intervalsBefore: [...steady(0, 20), { events: 240, hours: 1, traffic: 1_000 }, ...steady(0, 3)], trafficSince: 15_000 }, 'wait', 'too-little-silence'],
  ['silent this long before', PROVEN, { intervalsBefore: [...rare(60), ...steady(0, 30), ...rare(60)], trafficSince: 25_000 }, 'wait', 'longer-silence-before'],
  ['fires in waves: calm this long before', PROVEN, { intervalsBefore: [...steady(40, 200), ...steady(0, 30), ...steady(40, 200)], trafficSince: 25_000 }, 'wait', 'too-little-silence'],
  ['had stopped before the deploy', PROVEN, { intervalsBefore: [...steady(10, 24), ...steady(0, 6)] }, 'wait', 'too-little-silence'],
  ['time only, a day', PROVEN, NO_TRAFFIC, 'close', 'recovered'],
  ['time only, half an hour', PROVEN, { ...NO_TRAFFIC, deployedAt: ago(0.6) }, 'wait', 'too-little-silence'],
  ['time only, rare', PROVEN, { ...NO_TRAFFIC, intervalsBefore: null, eventsPerHourBefore: 0.05 }, 'wait', 'too-little-silence'],
  ['time only, rare, after sixteen days', PROVEN, { ...NO_TRAFFIC, intervalsBefore: null, eventsPerHourBefore: 0.011, deployedAt: ago(16 * 24) }, 'escalate', 'too-little-silence'],
  ['time only, once a month', PROVEN, { ...NO_TRAFFIC, intervalsBefore: null, eventsPerHourBefore: 0.0014, deployedAt: ago(30) }, 'escalate', 'too-little-traffic'],
  ['time only, no health check', PROVEN, { ...NO_TRAFFIC, health: null }, 'close', 'recovered'],
  ['time only, no liveness', PROVEN, { ...NO_TRAFFIC, fixInProduction: null, deployment: null }, 'wait', 'liveness-unknown'],
  ['traffic of another kind than the history', PROVEN, { trafficKind: 'time' }, 'close', 'recovered'],

  // Nobody is known to have fixed it
  ['stopped by itself, healthy', STOPPED, {}, 'close', 'quiet-without-fix'],
  ['stopped, product back', STOPPED, { health: null, productMetric: 'recovered' }, 'close', 'quiet-without-fix'],
  ['stopped, a live merge touched the suspect', STOPPED, { health: null, touchedSuspect: { pullRequest: 123, live: true } }, 'close', 'quiet-without-fix'],
  ['stopped, a merge touched the suspect, not live', STOPPED, { health: null, touchedSuspect: { pullRequest: 123, live: false } }, 'escalate', 'second-signal-missing'],
  ['stopped, no second signal', STOPPED, { health: null }, 'escalate', 'second-signal-missing'],
  ['stopped, no second signal, asked', STOPPED, { health: null, alreadyAsked: 'second-signal-missing' }, 'wait', 'already-asked'],
  ['stopped, site down', STOPPED, { health: 'failing' }, 'wait', 'unhealthy'],
  ['stopped an hour ago', STOPPED, { lastEventAt: ago(0.3), trafficSince: 300 }, 'wait', 'too-little-silence'],
  ['stopped, last event unknown', STOPPED, { lastEventAt: null }, 'wait', 'events-missing'],
  ['stopped, no traffic', STOPPED, { trafficSince: 0 }, 'wait', 'no-traffic'],
  ['stopped, time only', STOPPED, NO_TRAFFIC, 'close', 'quiet-without-fix'],
  ['stopped, no history', STOPPED, { intervalsBefore: null }, 'wait', 'rate-unknown'],
  ['stopped, too rare to prove', STOPPED, { intervalsBefore: null, eventsPerUnitBefore: 0.0001, lastEventAt: ago(16 * 24) }, 'escalate', 'too-little-silence'],

  // People
  ['opted out', PROVEN, { humanOptedOut: true }, 'wait', 'human-opted-out'],
  ['opted out, still firing', PROVEN, { humanOptedOut: true, eventsWithFix: 5 }, 'wait', 'human-opted-out'],
  ['a person orders a retry', PROVEN, { humanOrderedRetry: true }, 'retry', 'human-ordered-retry'],
  ['a person orders a retry beyond the budget', PROVEN, { humanOrderedRetry: true, attempts: 5 }, 'retry', 'human-ordered-retry'],
  ['closed by a person', PROVEN, { ...CLOSED, closedBy: 'human' }, 'wait', 'closed-by-human'],
  ['closed by a person, fires again', PROVEN, { ...CLOSED, closedBy: 'human', eventsWithFix: 2, lastEventWithFixAt: ago(1) }, 'escalate', 'regressed'],

  // After a close
  ['closed and quiet', PROVEN, CLOSED, 'wait', 'still-quiet-after-close'],
  ['closed, fires in the fixed release', PROVEN, { ...CLOSED, eventsWithFix: 1, lastEventWithFixAt: ago(1) }, 'retry', 'regressed'],
  ['closed, fires, budget spent', PROVEN, { ...CLOSED, eventsWithFix: 1, lastEventWithFixAt: ago(1), attempts: 2 }, 'escalate', 'budget-spent'],
  ['closed, only an old release fires', PROVEN, { ...CLOSED, eventsWithoutFix: 5 }, 'wait', 'still-quiet-after-close'],
  ['closed, then rolled back', PROVEN, { ...CLOSED, deployment: 'rolled-back' }, 'escalate', 'rolled-back'],
  ['closed without a fix, fires again', STOPPED, { ...CLOSED, eventsSince: 4, lastEventAt: ago(1) }, 'retry', 'regressed'],
  ['closed without a fix, quiet', STOPPED, CLOSED, 'wait', 'still-quiet-after-close'],
  ['closed, Sentry cannot be read', PROVEN, { ...CLOSED, eventsWithFix: null, eventsWithoutFix: null, eventsUnknownRelease: null }, 'wait', 'still-quiet-after-close'],

  // Performance
  ['fast again', FAST, {}, 'close', 'performance-recovered'],
  ['fast again, no health check', FAST, { health: null }, 'close', 'performance-recovered'],
  ['near the baseline, above the threshold', FAST, { thresholdMs: 200, baselineMs: 320 }, 'close', 'performance-recovered'],
  ['baseline only', FAST, { thresholdMs: null, baselineMs: 330 }, 'close', 'performance-recovered'],
  ['still slow', FAST, { samplesAfter: samples(800) }, 'retry', 'still-slow'],
  ['still slow, budget spent', FAST, { samplesAfter: samples(800), attempts: 2 }, 'escalate', 'budget-spent'],
  ['slow again after the close', FAST, { ...CLOSED, samplesAfter: samples(800) }, 'retry', 'regressed'],
  ['around the threshold', FAST, { samplesAfter: [...samples(300, 180), ...samples(600, 12)] }, 'wait', 'not-yet-fast'],
  ['few samples', FAST, { samplesAfter: samples(300, 40) }, 'wait', 'too-few-samples'],
  ['enough for an interval, too few to trust', FAST, { samplesAfter: samples(300, 80) }, 'wait', 'too-few-samples'],
  ['few samples for sixteen days', FAST, { samplesAfter: samples(300, 40), deployedAt: ago(16 * 24) }, 'escalate', 'too-few-samples'],
  ['no samples', FAST, { samplesAfter: null }, 'wait', 'performance-missing'],
  ['nothing measured', FAST, { samplesAfter: null, samplesBefore: null }, 'wait', 'performance-missing'],
  ['no threshold, no baseline', FAST, { thresholdMs: null }, 'wait', 'no-target'],
  ['fast, but not deployed', FAST, { fixInProduction: false }, 'wait', 'fix-not-live'],
  ['fast, but the site is down', FAST, { health: 'failing' }, 'wait', 'unhealthy'],
  ['slow, too fresh to say', FAST, { deployedAt: ago(0.2), samplesAfter: samples(800) }, 'wait', 'dwell'],
  ['fast, too fresh', FAST, { deployedAt: ago(0.2) }, 'wait', 'dwell'],
  ['it was never slow at these hours', FAST, { samplesBefore: samples(310) }, 'wait', 'hours-not-comparable'],
  ['hourly figures', FAST, { ...BY_HOUR, bucketsAfter: hourly(300, 12) }, 'close', 'performance-recovered'],
  ['hourly figures, still slow', FAST, { ...BY_HOUR, bucketsAfter: hourly(880, 12) }, 'retry', 'still-slow'],
  ['hourly figures, other hours', FAST, { ...BY_HOUR, bucketsAfter: hourly(300, 23, 8) }, 'wait', 'too-few-samples'],
  ['hourly figures, weekdays against the weekend', FAST, { ...BY_HOUR, bucketsBefore: hourly(900, 60), bucketsAfter: hourly(300, 12) }, 'wait', 'too-few-samples'],
];
