import type { Observations } from './observations.ts';

const HOUR = 3_600_000;

/** What follows from other fields is filled in; what was given stands. `now` is ISO 8601. */
export function derived(seen: Observations, now: string): Observations {
  const since = fromIntervals(seen, now);
  const events = seen.eventsWithFix ?? (releasesKnown(seen) ? null : since.events);
  return {
    ...seen,
    hoursSinceDeploy: seen.hoursSinceDeploy ?? (seen.deployedAt == null ? since.hours : null),
    trafficSince: seen.trafficSince ?? since.traffic,
    eventsWithFix: events,
    lastEventWithFixAt:
      seen.lastEventWithFixAt ?? (seen.eventsWithFix == null && events !== null ? since.lastAt : null),
    lastEventPrecisionMinutes:
      seen.lastEventPrecisionMinutes ?? (seen.lastEventWithFixAt == null ? since.precision : null),
    lastEventAt: seen.lastEventAt ?? hoursAgo(seen.hoursSinceLastEvent, now),
  };
}

/** ISO time so many hours before; `null` where nobody says how many. */
export function hoursAgo(hours: number | null | undefined, now: string): string | null {
  const at = hours == null ? Number.NaN : Date.parse(now) - hours * HOUR;
  return Number.isFinite(at) ? new Date(at).toISOString() : null;
}

/** Somebody told events apart by release, or said that nobody could. */
function releasesKnown({ eventsSince, eventsWithoutFix, eventsUnknownRelease }: Observations): boolean {
  return [eventsSince, eventsWithoutFix, eventsUnknownRelease].some((count) => count != null);
}

interface Since {
  readonly events: number | null;
  readonly traffic: number | null;
  readonly hours: number | null;
  /** End of the last interval with an event, and its length in minutes. */
  readonly lastAt: string | null;
  readonly precision: number | null;
}

/** Intervals since the deploy, oldest first; the last one ends now. */
function fromIntervals({ intervalsSince }: Observations, now: string): Since {
  if (intervalsSince == null || intervalsSince.length === 0)
    return { events: null, traffic: null, hours: null, lastAt: null, precision: null };
  const length = (one: (typeof intervalsSince)[number]) => one.hours ?? 1;
  const last = intervalsSince.findLastIndex(({ events }) => events > 0);
  const after = intervalsSince.slice(last + 1).reduce((sum, one) => sum + length(one), 0);
  const counted = intervalsSince.every(({ traffic }) => traffic != null);
  return {
    events: intervalsSince.reduce((sum, one) => sum + one.events, 0),
    traffic: counted ? intervalsSince.reduce((sum, one) => sum + (one.traffic ?? 0), 0) : null,
    hours: intervalsSince.reduce((sum, one) => sum + length(one), 0),
    lastAt: last < 0 ? null : hoursAgo(after, now),
    precision: last < 0 ? null : (intervalsSince[last]?.hours ?? 1) * 60,
  };
}
