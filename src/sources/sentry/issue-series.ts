import { z } from 'zod';
import { isMissing, type Missing } from '../../domain/facts.ts';
import type { IssueName, ReleaseCount, SeriesTable } from '../../domain/series.ts';
import type { HttpClient } from '../http/client.ts';
import { malformed, read } from './read.ts';
import { frameOf, readGroups, release, type Stretch, window } from './series.ts';

/** Most groups of one answer, and so most issues of one question. */
const MOST_ISSUES = 10;
const HOUR = 3_600_000;

/**
 * Events of several Sentry issues by hour, in one request, by the issue's number. An issue without events has an empty
 * table. `Missing` also where an answer names an issue that was not asked for: then nobody knows whose the events are.
 */
export async function readIssueSeries(
  client: HttpClient,
  organization: string,
  asked: Stretch & { readonly issues: readonly IssueName[]; readonly environments: readonly string[] },
): Promise<ReadonlyMap<string, SeriesTable> | Missing> {
  const ids = asked.issues.filter(({ id }) => /^\d{1,20}$/.test(id)).slice(0, MOST_ISSUES);
  const search = window(asked);
  search.set('dataset', 'errors');
  search.set('yAxis', 'count()');
  search.set('query', `issue.id:[${ids.map(({ id }) => id).join(',')}]`);
  search.set('groupBy', 'issue');
  search.set('topEvents', String(MOST_ISSUES));
  search.set('sort', '-count()');
  search.set('excludeOther', '0');
  search.set('project', '-1');
  for (const environment of asked.environments) search.append('environment', environment);
  const groups = await readGroups(client, `${organization}/events-timeseries/?${search}`, asked);
  if (isMissing(groups)) return groups;
  const { from } = frameOf(asked);
  const tables = new Map<string, SeriesTable>(ids.map(({ id }) => [id, { from, step: HOUR, series: [] }]));
  for (const { group, other, counts } of groups) {
    if (counts.every((count) => count === 0)) continue;
    const name = String(group('issue') ?? group('issue.id') ?? '');
    const id = ids.find((one) => one.id === name || one.shortId === name)?.id;
    if (other || id === undefined) return malformed();
    tables.set(id, { from, step: HOUR, series: [{ release: null, other: false, counts }] });
  }
  return tables;
}

/** Sentry issues of one incident, and since when their events are asked for; milliseconds since 1970. */
export interface RecentOrder {
  readonly issues: readonly string[];
  readonly since: number;
}

/** Rows of `events/`: one for each issue and release. */
const Rows = z.object({
  data: z
    .array(
      z.object({
        'issue.id': z.union([z.number(), z.string().max(20)]),
        release: z.unknown(),
        'count()': z.number().min(0),
        'last_seen()': z.string().max(40),
      }),
    )
    .max(1_000),
});

const PAGE = 100;
/** Fewest pages that are read; otherwise one for each incident, which is more than they need. */
const PAGES = 2;

/**
 * Events since each incident's own moment, by release, with the exact time of the newest: a page for all incidents. By
 * the issue's number; `complete: false` where a page was missing.
 */
export async function readRecent(
  client: HttpClient,
  organization: string,
  asked: {
    readonly orders: readonly RecentOrder[];
    readonly to: number;
    readonly environments: readonly string[];
  },
): Promise<
  { readonly counts: ReadonlyMap<string, readonly ReleaseCount[]>; readonly complete: boolean } | Missing
> {
  const counts = new Map<string, readonly ReleaseCount[]>();
  let path: string | null = `${organization}/events/?${recentSearch(asked)}`;
  const pages = Math.max(PAGES, asked.orders.length);
  for (let page = 0; page < pages && path !== null; page += 1) {
    const answer: Awaited<ReturnType<typeof read>> = await read(client, path);
    if (isMissing(answer)) return page === 0 ? answer : { counts, complete: false };
    const rows = Rows.safeParse(answer.data);
    if (!rows.success) return page === 0 ? malformed() : { counts, complete: false };
    for (const row of rows.data.data) {
      const at = Date.parse(row['last_seen()']);
      if (row['count()'] === 0) continue;
      const id = String(row['issue.id']);
      // A time that cannot be read is as late as it can be; whole seconds may be a second late.
      const lastAt = Number.isFinite(at) ? Math.min(at + 1_000, asked.to) : asked.to;
      const one = { release: release(row.release), events: row['count()'], lastAt };
      counts.set(id, [...(counts.get(id) ?? []), one]);
    }
    if (rows.data.data.length < PAGE) return { counts, complete: true };
    path = answer.next;
  }
  // A full page without a word of the next one may be the last; nobody knows.
  return { counts, complete: false };
}

function recentSearch({ orders, to, environments }: Parameters<typeof readRecent>[2]): URLSearchParams {
  const from = orders.reduce((first, { since }) => Math.min(first, since), to);
  const search = window({ from, to });
  search.delete('interval');
  search.set('dataset', 'errors');
  for (const field of ['issue.id', 'release', 'count()', 'last_seen()']) search.append('field', field);
  const terms = orders.map(({ issues, since }) => {
    const ids = issues.filter((id) => /^\d{1,20}$/.test(id)).join(',');
    return `(issue.id:[${ids}] timestamp:>=${new Date(since).toISOString().slice(0, 19)})`;
  });
  search.set('query', terms.join(' OR '));
  search.set('sort', '-count()');
  search.set('per_page', String(PAGE));
  search.set('project', '-1');
  for (const environment of environments) search.append('environment', environment);
  return search;
}
