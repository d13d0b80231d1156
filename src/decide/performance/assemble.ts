import type { ChildSpans, SpanFacts, SpanRow, Timing, TrendPoint, Window } from '../../domain/performance.ts';
import { type Untrusted, untrusted } from '../../domain/trust.ts';
import { mergeTimings } from './merge.ts';
import { performanceClass, plainDescription } from './name.ts';

const HOUR = 3_600_000;

/** The windows of a look: now, the same hours last week, the window before, and the days that the trend covers. */
export interface Windows {
  readonly now: Window;
  readonly lastWeek: Window;
  readonly previous: Window;
  readonly trend: Window;
}

/** Days of trend: two weeks, so that every weekday is there twice. */
const TREND_DAYS = 15;

/** Windows that end with the last full hour: runs of one hour ask the same and find the same. */
export function windowsOf(now: string, hours: number): Windows {
  const end = Math.floor(Date.parse(now) / HOUR) * HOUR;
  const iso = (time: number) => new Date(time).toISOString();
  const back = (by: number): Window => ({ from: iso(end - by - hours * HOUR), to: iso(end - by) });
  return {
    now: back(0),
    lastWeek: back(7 * 24 * HOUR),
    previous: back(hours * HOUR),
    trend: { from: iso(end - TREND_DAYS * 24 * HOUR), to: iso(end) },
  };
}

/** Rows of one table by class and project. */
type ByClass = ReadonlyMap<string, readonly SpanRow[]>;

function byClass(rows: readonly SpanRow[]): ByClass {
  return Map.groupBy(
    rows.filter(({ transaction }) => transaction !== ''),
    (row) => `${performanceClass(row).fingerprint} ${row.project}`,
  );
}

/** Tables of the three windows as span facts: names that are one name together, the rest still unread. */
export function firstLook(
  now: readonly SpanRow[],
  lastWeek: readonly SpanRow[],
  previous: readonly SpanRow[],
): readonly SpanFacts[] {
  const [week, before] = [byClass(lastWeek), byClass(previous)];
  const timingOf = (rows: readonly SpanRow[] | undefined): Timing | null =>
    mergeTimings((rows ?? []).map(({ timing }) => timing));
  return [...byClass(now)].flatMap(([key, rows]) => {
    const timing = timingOf(rows);
    const [lead] = rows.toSorted((a, b) => b.timing.samples - a.timing.samples);
    if (timing === null || lead === undefined) return [];
    return [
      {
        name: { op: lead.op, transaction: lead.transaction, project: lead.project },
        now: timing,
        lastWeek: timingOf(week.get(key)),
        previous: timingOf(before.get(key)),
        trend: [],
        children: [],
        places: [],
        topUserShare: null,
        coldShare: null,
        release: null,
        newRelease: null,
        injection: rows.flatMap(({ injection }) => injection).slice(0, 10),
      },
    ];
  });
}

/** Child spans by op and normalised description, per request, now and before. */
export function childrenOf(
  facts: SpanFacts,
  now: readonly SpanRow[],
  before: readonly SpanRow[] | null,
): readonly ChildSpans[] {
  const base = (facts.lastWeek ?? facts.previous)?.count ?? 0;
  const old = before === null || base === 0 ? null : grouped(before, base);
  return [...grouped(now, facts.now.count)]
    .map(([key, child]) => ({ ...child, before: old === null ? null : (old.get(key) ?? NONE) }))
    .sort((a, b) => b.msPerRequest - a.msPerRequest)
    .slice(0, 20);
}

const NONE = { perRequest: 0, msPerRequest: 0 };

function grouped(rows: readonly SpanRow[], requests: number) {
  const groups = Map.groupBy(rows, ({ op, description }) => `${op} ${plainDescription(op, description)}`);
  return new Map(
    [...groups].map(([key, all]) => {
      const op = all[0]?.op ?? '';
      const count = all.reduce((sum, { timing }) => sum + timing.count, 0);
      const ms = all.reduce((sum, { totalMs }) => sum + totalMs, 0);
      const description: Untrusted = untrusted(key.slice(op.length + 1, op.length + 301));
      return [key, { op, description, perRequest: count / requests, msPerRequest: ms / requests }];
    }),
  );
}

/** Ops of spans that exist only where an instance had to start. */
const COLD = /(?:^|[._-])cold(?:[._-]?start)?(?:$|[._-])/;

/** Share of requests that started cold; `null`: no span speaks of it. */
export function coldShareOf(children: readonly ChildSpans[]): SpanFacts['coldShare'] {
  const cold = children.filter(({ op }) => COLD.test(op));
  if (cold.length === 0) return null;
  const share = (of: (child: ChildSpans) => number) =>
    Math.min(
      1,
      cold.reduce((sum, one) => sum + of(one), 0),
    );
  return { now: share((one) => one.perRequest), before: share((one) => one.before?.perRequest ?? 0) };
}

/** A trend without the hours that are not over. */
export function wholeHours(trend: readonly TrendPoint[], { to }: Window): readonly TrendPoint[] {
  return trend.filter(({ at }) => Date.parse(at) < Date.parse(to));
}
