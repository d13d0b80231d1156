import type { RecentCounts } from '../../decide/recovery/counts.ts';
import type { KnownRelease } from '../../decide/recovery/releases.ts';
import { releasesIn } from '../../decide/recovery/series.ts';
import { isMissing, type Missing } from '../../domain/facts.ts';
import type { Incident } from '../../domain/incident.ts';
import type { LivenessFacts } from '../../domain/recovery.ts';
import type { IssueName, SeriesTable } from '../../domain/series.ts';
import type { CountPort } from './ports.ts';

const DAY = 86_400_000;
/** Days of history before the deploy; twice as many where nobody knows when it was. */
const HISTORY_DAYS = 14;
/** Sentry keeps errors for 90 days, and hours of sessions for less. */
const MOST_DAYS = 60;
/** Issues that Sentry tells apart in one answer. */
const MOST_ISSUES = 10;
/** Room of one address, whose `Link` tells it twice more: 25 incidents of one issue, or fewer of several. */
const ADDRESS = 100;
const TERM = 3;
/** From three incidents on, reading them together costs no more than one request each. */
const TOGETHER = 3;
/** Requests at the same time: Sentry takes five a second. */
const AT_ONCE = 2;

/** One incident to count. */
export interface CountOrder {
  readonly incident: Incident;
  /** When the fix went live, milliseconds since 1970; `null`: not known, or no fix. */
  readonly since: number | null;
  /** When the fix was merged, for releases that contain it while nobody knows when it went live. */
  readonly mergedAt: number | null;
  /** There is a merge commit to look for in its releases. */
  readonly fixed: boolean;
  readonly contains: (release: string | null, releases: readonly KnownRelease[]) => LivenessFacts['contains'];
}

/** Events by hour and, where those are not told apart by release, the newer ones by release. */
export interface CountedEvents {
  readonly hours: SeriesTable;
  readonly recent: RecentCounts | null;
}

interface Window {
  readonly environments: readonly string[];
  readonly now: number;
  readonly progress: (done: number, all: number) => void;
}

type Read = ReadonlyMap<number, CountedEvents | Missing>;

/** Names of the releases among the events since the fix may have been there. */
export function releasesOf(events: CountedEvents | Missing, order: CountOrder): readonly string[] {
  if (isMissing(events) || !order.fixed) return [];
  const named = events.recent?.counts.flatMap(({ release }) => release ?? []) ?? [];
  return [...releasesIn(events.hours, order.since ?? order.mergedAt ?? undefined), ...named];
}

/** Beginning of the history that an incident needs. */
export function startOf({ since }: CountOrder, now: number): number {
  const wanted = since === null ? now - 2 * HISTORY_DAYS * DAY : Math.min(since, now) - HISTORY_DAYS * DAY;
  return Math.max(wanted, now - MOST_DAYS * DAY);
}

/** Events of every incident: a few by themselves, many together; those that cannot be had together, by themselves. */
export async function readEvents(
  port: CountPort,
  orders: readonly CountOrder[],
  window: Window,
): Promise<Read> {
  const together = orders.length < TOGETHER ? new Map() : await readTogether(port, orders, window);
  const rest = orders.filter(({ incident }) => !together.has(incident.issue));
  const alone = await inTurn(rest, (order) => readAlone(port, order, window));
  return new Map([
    ...together,
    ...rest.map(({ incident }, at) => [incident.issue, alone[at] ?? missing()] as const),
  ]);
}

/** Ten issues an answer for the hours, forty incidents an answer for the releases since. */
async function readTogether(
  port: CountPort,
  orders: readonly CountOrder[],
  { environments, now, progress }: Window,
): Promise<Read> {
  const fitting = orders
    .filter((order) => issuesOf(order).length > 0 && issuesOf(order).length <= MOST_ISSUES)
    .toSorted((a, b) => startOf(a, now) - startOf(b, now));
  const batches = inBatches(fitting, { room: MOST_ISSUES, size: (order) => issuesOf(order).length });
  const ask = async (batch: readonly CountOrder[]) => {
    const from = Math.min(...batch.map((order) => startOf(order, now)));
    return port.perIssue({ issues: batch.flatMap(issuesOf), environments, from, to: now });
  };
  const [first = [], ...others] = batches;
  const answer = first.length === 0 ? missing() : await ask(first);
  // A Sentry that cannot tell issues apart cannot do so for the others either.
  if (isMissing(answer)) return new Map();
  const hours = [answer, ...(await inTurn(others, ask))];
  progress(fitting.length, orders.length);
  const recent = await readRecent(port, fitting, { environments, now });
  const read = new Map<number, CountedEvents>();
  for (const [index, batch] of batches.entries()) {
    const answer = hours[index];
    if (answer === undefined || isMissing(answer)) continue;
    for (const order of batch) {
      const own = recent.get(order.incident.issue);
      if (own === undefined) continue;
      const tables = issuesOf(order).flatMap(({ id }) => answer.get(id) ?? []);
      const [first] = tables;
      if (first === undefined || tables.length < issuesOf(order).length) continue;
      const series = tables.flatMap((table) => table.series);
      read.set(order.incident.issue, { hours: { ...first, series }, recent: own });
    }
  }
  return read;
}

/** Events since the deploy by release. Without a fix nobody asks for them; an incident that is left out was not read. */
async function readRecent(
  port: CountPort,
  orders: readonly CountOrder[],
  { environments, now }: Pick<Window, 'environments' | 'now'>,
): Promise<ReadonlyMap<number, RecentCounts | null>> {
  const read = new Map<number, RecentCounts | null>();
  const asked = orders.flatMap((order) => {
    const since = order.fixed ? (order.since ?? order.mergedAt) : null;
    if (since === null && !order.fixed) read.set(order.incident.issue, null);
    return since === null ? [] : [{ order, since: Math.min(since, now) }];
  });
  const size = ({ order }: (typeof asked)[number]) => TERM + issuesOf(order).length;
  await inTurn(inBatches(asked, { room: ADDRESS, size }), async (slice) => {
    const questions = slice.map(({ order, since }) => ({
      issues: issuesOf(order).map(({ id }) => id),
      since,
    }));
    const answer = await port.recent({ orders: questions, to: now, environments });
    if (isMissing(answer)) return;
    const { complete } = answer;
    for (const { order } of slice) {
      const counts = issuesOf(order).flatMap(({ id }) => answer.counts.get(id) ?? []);
      read.set(order.incident.issue, { counts, complete });
    }
  });
  return read;
}

/**
 * One incident by hour and release. Sentry tells ten releases apart: where the rest has events under the fix, these are
 * asked for by themselves.
 */
async function readAlone(
  port: CountPort,
  order: CountOrder,
  { environments, now }: Window,
): Promise<CountedEvents | Missing> {
  const issues = issuesOf(order).map(({ id }) => id);
  if (issues.length === 0) return missing();
  const hours = await port.events({ issues, environments, from: startOf(order, now), to: now });
  if (isMissing(hours)) return hours;
  const since = order.since === null ? null : Math.max(hours.from, order.since);
  const mixed = hours.series.some(
    ({ other, counts }) =>
      other &&
      since !== null &&
      counts.some((count, index) => count > 0 && hours.from + (index + 1) * hours.step > since),
  );
  if (!mixed || since === null) return { hours, recent: null };
  const answer = await port.recent({ orders: [{ issues, since }], to: now, environments });
  if (isMissing(answer)) return { hours, recent: null };
  const counts = issues.flatMap((id) => answer.counts.get(id) ?? []);
  return { hours, recent: { counts, complete: answer.complete } };
}

function issuesOf({ incident: { sentry, duplicates } }: CountOrder): readonly IssueName[] {
  const own = sentry === null ? [] : [sentry];
  const others = duplicates.map(({ sentryId, shortId }) => ({ id: sentryId, shortId }));
  return [...new Map([...own, ...others].map((one) => [one.id, one])).values()];
}

/** Items in their order, with no more together than there is room for. */
function inBatches<Item>(
  items: readonly Item[],
  { room, size }: { readonly room: number; readonly size: (item: Item) => number },
): readonly (readonly Item[])[] {
  const batches: Item[][] = [];
  let left = 0;
  for (const item of items) {
    if (size(item) > left) {
      batches.push([]);
      left = room;
    }
    batches.at(-1)?.push(item);
    left -= size(item);
  }
  return batches;
}

async function inTurn<Item, Answer>(
  items: readonly Item[],
  ask: (item: Item) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE)
    answers.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(ask))));
  return answers;
}

export function missing(): Missing {
  const advice = 'Sentry knows nothing of it that could be counted.';
  return { kind: 'missing', source: 'sentry', why: 'not-found', advice };
}
