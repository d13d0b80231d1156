import { performanceClass } from '../../decide/performance/name.ts';
import { speedFacts } from '../../decide/recovery/speed.ts';
import { isMissing, type Missing } from '../../domain/facts.ts';
import type { Incident } from '../../domain/incident.ts';
import type {
  PerformanceRecord,
  SpanName,
  SpanRow,
  SpanTable,
  TrendPoint,
  Window,
} from '../../domain/performance.ts';
import type { PerformanceFacts } from '../../domain/recovery.ts';
import type { SpanPort, SpanSubject } from '../../domain/span-port.ts';
import type { RecoverWorld } from './ports.ts';

const DAY = 86_400_000;
/** A trend is read so far back at most: hours of a quarter ago say nothing about now. */
const MOST_DAYS = 30;

/** One slow request to measure. */
export interface SpeedOrder {
  readonly incident: Incident;
  /** When the fix went live, or without one when anybody began to watch; milliseconds since 1970. */
  readonly since: number | null;
}

/** Durations of every slow request: one trend each, and one table of names for those that hold values. */
export async function measureAll(
  { spans, now: iso }: RecoverWorld,
  orders: readonly SpeedOrder[],
): Promise<ReadonlyMap<number, PerformanceFacts | Missing>> {
  const found = new Map<number, PerformanceFacts | Missing>();
  const slow = orders.flatMap(({ incident, since }) =>
    incident.performance === undefined ? [] : [{ incident, since, record: incident.performance }],
  );
  if (isMissing(spans)) return new Map(slow.map(({ incident }) => [incident.issue, spans]));
  const names = namesOnce(spans, { now: iso, ops: [...new Set(slow.map(({ record }) => record.op))] });
  const now = Date.parse(iso);
  for (const { incident, since, record } of slow) {
    const from = Math.max(Date.parse(record.window.from), now - MOST_DAYS * DAY);
    const window = { from: new Date(from).toISOString(), to: iso };
    const trend = await trendOf(spans, { incident, record, window, names });
    found.set(incident.issue, isMissing(trend) ? trend : speedFacts(record, trend, { since, now }));
  }
  return found;
}

type Names = () => Promise<SpanTable<SpanRow> | Missing>;

/** The table of names, read when it is first needed. */
function namesOnce(
  spans: SpanPort,
  { now, ops }: { readonly now: string; readonly ops: readonly string[] },
): Names {
  let table: ReturnType<Names> | null = null;
  const recent = { from: new Date(Date.parse(now) - DAY).toISOString(), to: now };
  return () => {
    table ??= spans.table(recent, ops);
    return table;
  };
}

/** A name without values is Sentry's own as it stands on record; any other is looked up. */
async function trendOf(
  spans: SpanPort,
  {
    incident,
    record,
    window,
    names,
  }: {
    readonly incident: Incident;
    readonly record: PerformanceRecord;
    readonly window: Window;
    readonly names: Names;
  },
): Promise<readonly TrendPoint[] | Missing> {
  if (!record.name.includes('{')) {
    const trend = await spans.trend(window, { transaction: record.name, op: record.op });
    if (!isMissing(trend) && trend.some(({ samples }) => samples > 0)) return trend;
  }
  const subject = subjectOf(incident, await names());
  return isMissing(subject) ? subject : spans.trend(window, subject);
}

/** The name that Sentry gives to an incident's requests now, with its project. */
export async function spanNameOf(
  { fingerprint, performance }: Incident,
  spans: SpanPort,
  now: string,
): Promise<SpanName | Missing> {
  const recent = { from: new Date(Date.parse(now) - DAY).toISOString(), to: now };
  const table = await spans.table(recent, performance === undefined ? [] : [performance.op]);
  if (isMissing(table)) return table;
  const row = table.rows.find((one) => performanceClass(one).fingerprint === fingerprint);
  return row === undefined ? NOT_SEEN : { transaction: row.transaction, op: row.op, project: row.project };
}

const NOT_SEEN: Missing = {
  kind: 'missing',
  source: 'sentry',
  why: 'not-found',
  advice: 'Sentry has seen no such request for a day.',
};

/** The name that Sentry gives to the class: the record holds it without what varies. */
function subjectOf({ fingerprint }: Incident, table: SpanTable<SpanRow> | Missing): SpanSubject | Missing {
  if (isMissing(table)) return table;
  const row = table.rows.find((one) => performanceClass(one).fingerprint === fingerprint);
  if (row !== undefined) return { transaction: row.transaction, op: row.op };
  return NOT_SEEN;
}
