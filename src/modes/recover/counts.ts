import { type ReadCounts, readCounts } from '../../decide/recovery/counts.ts';
import type { KnownRelease } from '../../decide/recovery/releases.ts';
import { namedCommit } from '../../decide/recovery/releases.ts';
import { joinSeries, releasesIn } from '../../decide/recovery/series.ts';
import { isMissing, type Missing } from '../../domain/facts.ts';
import type { Incident } from '../../domain/incident.ts';
import type { LivenessFacts, TrafficKind } from '../../domain/recovery.ts';
import type { SeriesTable } from '../../domain/series.ts';
import type { CountPort, RecoverWorld } from './ports.ts';

const DAY = 86_400_000;
/** Days of history before the deploy; twice as many where nobody knows when it was. */
const HISTORY_DAYS = 14;
/** Sentry keeps errors for 90 days, and hours of sessions for less. */
const MOST_DAYS = 60;

/** One incident to count. */
export interface CountOrder {
  readonly incident: Incident;
  /** When the fix went live, milliseconds since 1970; `null`: not known, or no fix. */
  readonly since: number | null;
  /** There is a merge commit to look for in its releases. */
  readonly fixed: boolean;
  readonly contains: (release: string | null, releases: readonly KnownRelease[]) => LivenessFacts['contains'];
}

/** Counts of one incident, with the releases among its events that contain the fix. */
export interface IncidentCounts extends ReadCounts {
  readonly fixed: readonly string[];
}

/** Incidents read at the same time: Sentry takes five requests a second. */
const AT_ONCE = 2;

/** Counts for every incident: one request each, and traffic once for all. */
export async function countAll(
  world: RecoverWorld,
  environments: readonly string[],
  {
    orders,
    releases: known,
  }: {
    readonly orders: readonly CountOrder[];
    /** Releases that were read already; `null`: not yet. */
    readonly releases: readonly KnownRelease[] | null;
  },
): Promise<ReadonlyMap<number, IncidentCounts | Missing>> {
  const { counts: port } = world;
  if (isMissing(port)) return new Map(orders.map(({ incident }) => [incident.issue, port]));
  const now = Date.parse(world.now);
  const tables = new Map<number, SeriesTable | Missing>();
  for (let start = 0; start < orders.length; start += AT_ONCE) {
    const batch = orders.slice(start, start + AT_ONCE);
    const read = await Promise.all(batch.map((order) => readEvents(port, order, { environments, now })));
    for (const [index, { incident }] of batch.entries()) tables.set(incident.issue, read[index] ?? missing());
    world.progress(Math.min(start + AT_ONCE, orders.length), orders.length);
  }
  const heard = [...tables.values()].some((table) => !isMissing(table));
  const from = Math.min(...orders.map((order) => startOf(order, now)));
  const traffic = heard ? await readTraffic(port, { from, to: now, environments }) : missing();
  const read = orders.some(({ fixed }) => fixed) ? [...tables.values()] : [];
  const releases = known ?? (await readReleases(port, environments, read));
  return new Map(
    orders.map((order): [number, IncidentCounts | Missing] => {
      const table = tables.get(order.incident.issue) ?? missing();
      if (isMissing(table)) return [order.incident.issue, table];
      const contains = (release: string | null) => order.contains(release, releases);
      const seen = Date.parse(order.incident.evidence?.firstSeen ?? '');
      const readWith = { traffic, now, firstSeen: Number.isFinite(seen) ? seen : null };
      const counts = readCounts({ ...readWith, events: table, since: order.since, contains });
      const fixed = [...releasesIn(traffic), ...releasesIn(table)].filter(
        (one) => contains(one) === 'contains',
      );
      return [order.incident.issue, { ...counts, fixed }];
    }),
  );
}

function startOf({ since }: CountOrder, now: number): number {
  const wanted = since === null ? now - 2 * HISTORY_DAYS * DAY : Math.min(since, now) - HISTORY_DAYS * DAY;
  return Math.max(wanted, now - MOST_DAYS * DAY);
}

/**
 * Events by hour and release. Sentry tells ten releases apart: where the rest has events under the fix, those hours are
 * asked for once more by themselves.
 */
async function readEvents(
  port: CountPort,
  order: CountOrder,
  { environments, now }: { readonly environments: readonly string[]; readonly now: number },
): Promise<SeriesTable | Missing> {
  const { sentry, duplicates } = order.incident;
  const issues = [...(sentry === null ? [] : [sentry.id]), ...duplicates.map((one) => one.sentryId)];
  if (issues.length === 0) return missing();
  const asked = { issues, environments, to: now };
  const table = await port.events({ ...asked, from: startOf(order, now) });
  if (isMissing(table) || order.since === null) return table;
  const since = Math.max(table.from, order.since);
  const mixed = table.series.some(
    ({ other, counts }) =>
      other && counts.some((count, index) => count > 0 && table.from + (index + 1) * table.step > since),
  );
  if (!mixed) return table;
  const again = await port.events({ ...asked, from: since });
  return isMissing(again) ? table : joinSeries(table, again);
}

/** Sessions, else transactions; a source that saw nobody before the deploy measures no traffic. */
async function readTraffic(
  port: CountPort,
  window: Parameters<CountPort['sessions']>[0],
): Promise<{ readonly kind: TrafficKind; readonly table: SeriesTable } | Missing> {
  const sessions = await port.sessions(window);
  if (!isMissing(sessions) && hasAny(sessions)) return { kind: 'sessions', table: sessions };
  const transactions = await port.transactions(window);
  if (!isMissing(transactions) && hasAny(transactions)) return { kind: 'transactions', table: transactions };
  return isMissing(sessions) ? sessions : missing();
}

function hasAny({ series }: SeriesTable): boolean {
  return series.some(({ counts }) => counts.some((count) => count > 0));
}

/** Only where a release among the events names no commit by itself. */
async function readReleases(
  port: CountPort,
  environments: readonly string[],
  tables: readonly (SeriesTable | Missing)[],
): Promise<readonly KnownRelease[]> {
  const unnamed = tables.flatMap(releasesIn).some((release) => namedCommit(release) === null);
  if (!unnamed) return [];
  const releases = await port.releases(environments);
  return isMissing(releases) ? [] : releases;
}

function missing(): Missing {
  const advice = 'Sentry knows nothing of it that could be counted.';
  return { kind: 'missing', source: 'sentry', why: 'not-found', advice };
}
