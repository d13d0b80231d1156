import { isMissing, type Missing } from '../../domain/facts.ts';
import type {
  EventsSince,
  LivenessFacts,
  PriorFacts,
  PriorInterval,
  TrafficFacts,
  TrafficKind,
} from '../../domain/recovery.ts';
import type { CountSeries, ReleaseCount, SeriesTable } from '../../domain/series.ts';

/** Counts read for one incident, and what they are read with. Times are milliseconds since 1970. */
export interface Counted {
  readonly events: SeriesTable;
  /** Events by release since the fix went live (or was merged), where those above are not told apart by release. */
  readonly recent?: RecentCounts | null;
  readonly traffic: { readonly kind: TrafficKind; readonly table: SeriesTable } | Missing;
  /** When the fix went live; `null`: it is not known, or there is none. */
  readonly since: number | null;
  readonly now: number;
  /** When the class was first seen; `null`: not known. Before that it did not exist, and its silence says nothing. */
  readonly firstSeen: number | null;
  /** Whether a release contains the fix. */
  readonly contains: (release: string | null) => LivenessFacts['contains'];
}

/** Counts by release with exact times. `complete: false`: a page of them was missing. */
export interface RecentCounts {
  readonly counts: readonly ReleaseCount[];
  readonly complete: boolean;
}

/** What decides of the counts: events since, the history before, and the traffic under the fix. */
export interface ReadCounts {
  readonly events: EventsSince;
  readonly prior: PriorFacts;
  readonly traffic: TrafficFacts | Missing;
}

/**
 * Reads the counts. Without a fix that is live the window begins where the last event's interval ends. Everything in
 * doubt is counted against a close: an interval that the deploy cuts belongs to neither history nor silence, an event
 * came at the end of its interval, and of several releases in one group nobody knows.
 */
export function readCounts(counted: Counted): ReadCounts {
  const { events, now } = counted;
  const last = endOfLast(cells(events), events.step, now);
  const start = counted.since ?? last ?? now;
  return {
    events: eventsSince(counted, start, last),
    prior: priorOf(counted, start),
    traffic: trafficSince(counted, start),
  };
}

type Cell = { readonly at: number; readonly count: number; readonly series: CountSeries };

function cells({ from, step, series }: SeriesTable): readonly Cell[] {
  return series.flatMap((one) =>
    one.counts.flatMap((count, index) =>
      count > 0 ? [{ at: from + index * step, count, series: one }] : [],
    ),
  );
}

/** End of the last interval with an event, at most now. */
function endOfLast(found: readonly Cell[], step: number, now: number): number | null {
  const ends = found.map((cell) => Math.min(cell.at + step, now));
  return ends.length === 0 ? null : ends.reduce((most, end) => Math.max(most, end));
}

/** Events of one release: how many, and by when the last had come. */
interface Sighting {
  readonly kind: LivenessFacts['contains'];
  readonly events: number;
  readonly end: number;
}

/** A second is the shortest time that Sentry's exact times tell. */
const EXACT = 1_000;

function eventsSince(counted: Counted, start: number, last: number | null): EventsSince {
  const { recent = null, events: table } = counted;
  const seen = recent === null ? seenByHour(counted, start) : seenExactly(counted, recent, start);
  const of = (kind: LivenessFacts['contains']) => seen.filter((one) => one.kind === kind);
  const end = (kind: LivenessFacts['contains']) => {
    const ends = of(kind).map((one) => one.end);
    return iso(ends.length === 0 ? null : ends.reduce((most, one) => Math.max(most, one)));
  };
  const count = (kind: LivenessFacts['contains']) => of(kind).reduce((sum, { events }) => sum + events, 0);
  return {
    withFix: count('contains'),
    withoutFix: count('not'),
    unknown: count('unknown'),
    lastWithFixAt: end('contains'),
    lastUnknownAt: end('unknown'),
    lastAt: iso(last),
    precisionMs: recent === null ? table.step : EXACT,
    complete: recent?.complete ?? true,
    lagMs: null,
    telemetryAlive: telemetry(counted, start),
  };
}

/** Releases with the fix cannot have sent anything before it was there, whatever interval it fell into. */
function seenByHour({ events: table, now, contains }: Counted, start: number): readonly Sighting[] {
  const { step } = table;
  return cells(table).flatMap(({ at, count, series }): readonly Sighting[] => {
    const kind = series.other ? 'unknown' : contains(series.release);
    if (at + step <= start && kind !== 'contains') return [];
    const share = Math.min(1, (at + step - start) / step);
    const events = kind === 'not' ? Math.round(count * share) : count;
    return [{ kind, events, end: Math.min(at + step, now) }];
  });
}

function seenExactly(
  { now, contains }: Counted,
  { counts }: RecentCounts,
  start: number,
): readonly Sighting[] {
  return counts.flatMap(({ release, events, lastAt }): readonly Sighting[] => {
    const kind = contains(release);
    return kind !== 'contains' && lastAt < start ? [] : [{ kind, events, end: Math.min(lastAt, now) }];
  });
}

/** Hours before anybody may conclude that a release which sends nothing has lost its voice. */
const PATIENCE = 2 * 3_600_000;

/** The fixed release sends something, or everybody but it does; `null`: nobody can tell. */
function telemetry({ traffic, contains, since, now }: Counted, start: number): boolean | null {
  if (since === null || isMissing(traffic)) return null;
  const { table } = traffic;
  const after = cells(table).filter(({ at }) => at >= start);
  if (after.some(({ series }) => contains(series.release) === 'contains')) return true;
  const known = after.some(({ series }) => contains(series.release) === 'not');
  const unknown = after.some(({ series }) => contains(series.release) === 'unknown');
  return known && !unknown && now - start > PATIENCE ? false : null;
}

/** Every whole interval before the window, oldest first, from when the class was there and somebody measured traffic. */
function priorOf({ events, traffic, firstSeen }: Counted, start: number): PriorFacts {
  const { from, step } = events;
  const known = isMissing(traffic) ? null : traffic;
  const before = Math.max(0, Math.floor((start - from) / step));
  const total = sums(events);
  const intervals = Array.from({ length: Math.min(before, total.length) }, (_, index): PriorInterval => {
    const at = from + index * step;
    return {
      events: total[index] ?? 0,
      hours: step / 3_600_000,
      traffic: known === null ? null : between(known.table, at, at + step),
    };
  });
  const born = firstSeen === null ? 0 : Math.max(0, Math.floor((firstSeen - from) / step));
  const alive = intervals.findIndex(
    (one, index) => one.events > 0 || (index >= born && (known === null || (one.traffic ?? 0) > 0)),
  );
  return { kind: 'intervals', intervals: intervals.slice(Math.max(0, alive)), traffic: known?.kind ?? null };
}

function sums({ series }: SeriesTable): readonly number[] {
  const longest = series.reduce((most, { counts }) => Math.max(most, counts.length), 0);
  return Array.from({ length: longest }, (_, index) =>
    series.reduce((sum, { counts }) => sum + (counts[index] ?? 0), 0),
  );
}

/** Traffic since, only that of fixed releases where all of it is told apart. */
function trafficSince({ traffic, contains, since, now }: Counted, start: number): TrafficFacts | Missing {
  if (isMissing(traffic)) return traffic;
  const { kind, table } = traffic;
  const after = cells(table).filter(({ at }) => at + table.step > start);
  const apart =
    since !== null && after.length > 0 && after.every(({ series }) => contains(series.release) !== 'unknown');
  const series = apart
    ? table.series.filter(({ release }) => contains(release) === 'contains')
    : table.series;
  return { kind, amount: between({ ...table, series }, start, now), onlyWithFix: apart };
}

/** Traffic of a stretch; an interval that it cuts gives its share. */
function between(table: SeriesTable, from: number, to: number): number {
  return cells(table).reduce((sum, { at, count }) => {
    const share = (Math.min(to, at + table.step) - Math.max(from, at)) / table.step;
    return share > 0 ? sum + count * Math.min(1, share) : sum;
  }, 0);
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
