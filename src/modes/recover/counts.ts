import { type ReadCounts, readCounts } from '../../decide/recovery/counts.ts';
import type { KnownRelease } from '../../decide/recovery/releases.ts';
import { namedCommit } from '../../decide/recovery/releases.ts';
import { releasesIn } from '../../decide/recovery/series.ts';
import { isMissing, type Missing } from '../../domain/facts.ts';
import type { TrafficKind } from '../../domain/recovery.ts';
import type { SeriesTable } from '../../domain/series.ts';
import { type CountOrder, missing, readEvents, releasesOf, startOf } from './events.ts';
import type { CountPort, RecoverWorld } from './ports.ts';

/** Counts of one incident, with the releases among its events that contain the fix. */
export interface IncidentCounts extends ReadCounts {
  readonly fixed: readonly string[];
}

/** Counts for every incident: their events together, and traffic once for all. */
export async function countAll(
  world: RecoverWorld,
  environments: readonly string[],
  {
    orders,
    releases: known,
    productEvents,
  }: {
    readonly orders: readonly CountOrder[];
    /** Names of the product's events, for a product whose views nobody counts. */
    readonly productEvents: readonly string[];
    /** Releases that were read already; `null`: not yet. */
    readonly releases: readonly KnownRelease[] | null;
  },
): Promise<ReadonlyMap<number, IncidentCounts | Missing>> {
  const { counts: port } = world;
  if (isMissing(port)) return new Map(orders.map(({ incident }) => [incident.issue, port]));
  const now = Date.parse(world.now);
  const tables = await readEvents(port, orders, { environments, now, progress: world.progress });
  const heard = [...tables.values()].some((table) => !isMissing(table));
  const from = Math.min(...orders.map((order) => startOf(order, now)));
  const window = { from, to: now, environments };
  const traffic = heard ? await readTraffic(port, world.volume, { window, productEvents }) : missing();
  const named = orders.flatMap((order) => releasesOf(tables.get(order.incident.issue) ?? missing(), order));
  const releases = known ?? (await readReleases(port, environments, named));
  return new Map(
    orders.map((order): [number, IncidentCounts | Missing] => {
      const table = tables.get(order.incident.issue) ?? missing();
      if (isMissing(table)) return [order.incident.issue, table];
      const { hours, recent } = table;
      const contains = (release: string | null) => order.contains(release, releases);
      const seen = Date.parse(order.incident.evidence?.firstSeen ?? '');
      const readWith = { traffic, now, firstSeen: Number.isFinite(seen) ? seen : null };
      const counts = readCounts({ ...readWith, events: hours, recent, since: order.since, contains });
      const all = [...releasesIn(traffic), ...releasesOf(table, order)];
      const fixed = all.filter((one) => contains(one) === 'contains');
      return [order.incident.issue, { ...counts, fixed }];
    }),
  );
}

/** Sessions, else transactions, else the product's events; a source that saw nobody measures no traffic. */
async function readTraffic(
  port: CountPort,
  volume: RecoverWorld['volume'],
  {
    window,
    productEvents: events,
  }: {
    readonly window: Parameters<CountPort['sessions']>[0];
    readonly productEvents: readonly string[];
  },
): Promise<{ readonly kind: TrafficKind; readonly table: SeriesTable } | Missing> {
  const sessions = await port.sessions(window);
  if (!isMissing(sessions) && hasAny(sessions)) return { kind: 'sessions', table: sessions };
  const transactions = await port.transactions(window);
  if (!isMissing(transactions) && hasAny(transactions)) return { kind: 'transactions', table: transactions };
  const { from, to } = window;
  const product = isMissing(volume) ? volume : await volume({ from, to, events });
  if (!isMissing(product) && hasAny(product)) return { kind: 'product-events', table: product };
  return isMissing(sessions) ? sessions : missing();
}

function hasAny({ series }: SeriesTable): boolean {
  return series.some(({ counts }) => counts.some((count) => count > 0));
}

/** Only where a release among the events names no commit by itself. */
async function readReleases(
  port: CountPort,
  environments: readonly string[],
  named: readonly string[],
): Promise<readonly KnownRelease[]> {
  if (named.every((release) => namedCommit(release) !== null)) return [];
  const releases = await port.releases(environments);
  return isMissing(releases) ? [] : releases;
}
