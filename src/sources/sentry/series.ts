import { z } from 'zod';
import { isMissing, type Missing } from '../../domain/facts.ts';
import type { CountSeries, SeriesTable } from '../../domain/series.ts';
import type { HttpClient } from '../http/client.ts';
import { malformed, read } from './read.ts';

/** A stretch of time, milliseconds since 1970. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

const HOUR = 3_600_000;
/** Most groups that the endpoint tells apart; the rest comes as one "other". */
const GROUPS = 10;

const Point = z.object({ timestamp: z.number(), value: z.number().nullish() });

/** `GET …/events-timeseries/`, one series a group. Times in milliseconds. */
const Timeseries = z.object({
  timeSeries: z
    .array(
      z.object({
        values: z.array(Point).max(20_000),
        groupBy: z
          .array(z.object({ key: z.string(), value: z.unknown() }))
          .nullish()
          .catch(null),
        meta: z
          .object({ isOther: z.boolean().nullish().catch(null) })
          .nullish()
          .catch(null),
      }),
    )
    .max(100),
});

/** Events of Sentry issues (all of one class) by hour and release. */
export async function readEventSeries(
  client: HttpClient,
  organization: string,
  asked: Stretch & { readonly issues: readonly string[]; readonly environments: readonly string[] },
): Promise<SeriesTable | Missing> {
  const search = window(asked);
  search.set('dataset', 'errors');
  search.set('yAxis', 'count()');
  search.set('query', `issue.id:[${asked.issues.filter((id) => /^\d{1,20}$/.test(id)).join(',')}]`);
  search.set('groupBy', 'release');
  search.set('topEvents', String(GROUPS));
  search.set('sort', '-count()');
  search.set('excludeOther', '0');
  search.set('project', '-1');
  for (const environment of asked.environments) search.append('environment', environment);
  return timeseries(client, `${organization}/events-timeseries/?${search}`, asked);
}

/** Requests that production's transactions tell of: traffic where no sessions are sent. */
export async function readTransactionSeries(
  client: HttpClient,
  organization: string,
  asked: Stretch & { readonly environments: readonly string[] },
): Promise<SeriesTable | Missing> {
  const search = window(asked);
  search.set('dataset', 'spans');
  search.set('yAxis', 'count()');
  search.set('query', 'is_transaction:true');
  search.set('project', '-1');
  for (const environment of asked.environments) search.append('environment', environment);
  return timeseries(client, `${organization}/events-timeseries/?${search}`, asked);
}

async function timeseries(client: HttpClient, path: string, asked: Stretch): Promise<SeriesTable | Missing> {
  const groups = await readGroups(client, path, asked);
  if (isMissing(groups)) return groups;
  const series = groups.map(({ group, other, counts }): CountSeries => {
    return { release: release(group('release')), other, counts };
  });
  return { from: frameOf(asked).from, step: HOUR, series };
}

/** Hourly counts of one group, with the value that it has under a key. */
export interface Group {
  readonly group: (key: string) => unknown;
  readonly other: boolean;
  readonly counts: readonly number[];
}

/** One answer of `events-timeseries/`, put into the hours that were asked for. */
export async function readGroups(
  client: HttpClient,
  path: string,
  asked: Stretch,
): Promise<readonly Group[] | Missing> {
  const json = await read(client, path);
  if (isMissing(json)) return json;
  const parsed = Timeseries.safeParse(json.data);
  if (!parsed.success) return malformed();
  const frame = frameOf(asked);
  return parsed.data.timeSeries.map(({ values, groupBy, meta }): Group => {
    const counts = Array<number>(frame.length).fill(0);
    for (const { timestamp, value } of values) put(counts, frame, { at: timestamp, value: value ?? 0 });
    const group = (key: string) => groupBy?.find((one) => one.key === key)?.value;
    return { group, other: meta?.isOther === true, counts };
  });
}

/** `GET …/sessions/`: hourly sessions by release. */
const Sessions = z.object({
  intervals: z.array(z.string().max(40)).max(20_000),
  groups: z
    .array(
      z.object({
        by: z.object({ release: z.unknown() }).catch({ release: null }),
        series: z.record(z.string(), z.array(z.number().nullable()).max(20_000)),
      }),
    )
    .max(5_000),
});

export async function readSessions(
  client: HttpClient,
  organization: string,
  asked: Stretch & { readonly environments: readonly string[] },
): Promise<SeriesTable | Missing> {
  const search = window(asked);
  search.set('field', 'sum(session)');
  search.set('groupBy', 'release');
  search.set('project', '-1');
  for (const environment of asked.environments) search.append('environment', environment);
  const json = await read(client, `${organization}/sessions/?${search}`);
  if (isMissing(json)) return json;
  const parsed = Sessions.safeParse(json.data);
  if (!parsed.success) return malformed();
  const frame = frameOf(asked);
  const { intervals, groups } = parsed.data;
  const series = groups.map(({ by, series: sums }): CountSeries => {
    const counts = Array<number>(frame.length).fill(0);
    for (const [index, at] of intervals.entries()) {
      put(counts, frame, { at: Date.parse(at), value: sums['sum(session)']?.[index] ?? 0 });
    }
    return { release: release(by.release), other: false, counts };
  });
  return { from: frame.from, step: HOUR, series };
}

/** Sentry takes times without a zone as UTC. */
export function window({ from, to }: Stretch): URLSearchParams {
  const bare = (at: number) => new Date(at).toISOString().replace('Z', '');
  return new URLSearchParams({ start: bare(from), end: bare(to), interval: '1h' });
}

interface Frame {
  readonly from: number;
  readonly length: number;
}

/** Sentry's intervals begin on the hour. */
export function frameOf({ from, to }: Stretch): Frame {
  const first = Math.floor(from / HOUR) * HOUR;
  return { from: first, length: Math.max(1, Math.ceil((to - first) / HOUR)) };
}

/** A point outside the frame belongs to its nearest interval: what was seen must not get lost. */
function put(
  counts: number[],
  frame: Frame,
  { at, value }: { readonly at: number; readonly value: number },
): void {
  if (!(value > 0) || !Number.isFinite(at)) return;
  const index = Math.min(counts.length - 1, Math.max(0, Math.floor((at - frame.from) / HOUR)));
  counts[index] = (counts[index] ?? 0) + value;
}

export function release(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= 300 ? value : null;
}
