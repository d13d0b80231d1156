import { performanceClass } from '../../decide/performance/name.ts';
import { speedFacts } from '../../decide/recovery/speed.ts';
import { isMissing, type Missing } from '../../domain/facts.ts';
import type { Incident } from '../../domain/incident.ts';
import type { SpanName, SpanRow, SpanTable } from '../../domain/performance.ts';
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

/** Durations of every slow request: one trend each, and one table of names for each op. */
export async function measureAll(
  { spans, now: iso }: RecoverWorld,
  orders: readonly SpeedOrder[],
): Promise<ReadonlyMap<number, PerformanceFacts | Missing>> {
  const found = new Map<number, PerformanceFacts | Missing>();
  const tables = new Map<string, SpanTable<SpanRow> | Missing>();
  const now = Date.parse(iso);
  for (const { incident, since } of orders) {
    const { performance: record, issue } = incident;
    if (record === undefined) continue;
    if (isMissing(spans)) {
      found.set(issue, spans);
      continue;
    }
    const recent = { from: new Date(now - DAY).toISOString(), to: iso };
    const table = tables.get(record.op) ?? (await spans.table(recent, [record.op]));
    tables.set(record.op, table);
    const subject = subjectOf(incident, table);
    const from = Math.max(Date.parse(record.window.from), now - MOST_DAYS * DAY);
    const window = { from: new Date(from).toISOString(), to: iso };
    const trend = isMissing(subject) ? subject : await spans.trend(window, subject);
    found.set(issue, isMissing(trend) ? trend : speedFacts(record, trend, { since, now }));
  }
  return found;
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
