import type { EventCounts, ProductCounts, ReleaseCounts, WindowCounts } from '../../domain/impact.ts';
import { ACTIVITY, type Parts, WINDOWS } from './query.ts';

/** A number of the answer. */
export type CountCell = number;
type Rows = ReadonlyMap<string, readonly CountCell[]>;

/** Columns of one block: a count and its people for each window. */
const BLOCK = WINDOWS.length * 2;

/** Rows of the answer as counts, in the order of the events that were asked for. */
export function eventCounts(events: readonly string[], rows: Rows, parts: Parts): readonly EventCounts[] {
  const release = 2 * BLOCK;
  const active = (column: number) => {
    // A site has pages, an app has screens; who has both counts once, so the larger of the two is nearer the truth.
    const people = ACTIVITY.flatMap((name) => rows.get(name)?.[column] ?? []);
    return people.length === 0 ? null : Math.max(...people);
  };
  const [activeOn, activeOthers] = parts.release ? [active(release + 1), active(release + 3)] : [null, null];
  return events.map((name) => {
    const row = rows.get(name) ?? [];
    return {
      name,
      // In no row: it has not happened once in all that time, so the project does not know it.
      exists: rows.has(name),
      ...windows(row, 0),
      onPage: parts.page ? windows(row, BLOCK) : null,
      byRelease: parts.release ? byRelease(row, release, { activeOn, activeOthers }) : null,
    };
  });
}

function pair(row: readonly CountCell[], at: number): ProductCounts {
  return { count: row[at] ?? 0, actors: row[at + 1] ?? 0 };
}

function windows(row: readonly CountCell[], from: number): WindowCounts {
  const of = (name: (typeof WINDOWS)[number]) => pair(row, from + WINDOWS.indexOf(name) * 2);
  return { now: of('now'), lastWeek: of('week'), previous: of('before'), previousLastWeek: of('weekbefore') };
}

function byRelease(
  row: readonly CountCell[],
  from: number,
  active: Pick<ReleaseCounts, 'activeOn' | 'activeOthers'>,
): ReleaseCounts {
  return { on: pair(row, from), others: pair(row, from + 2), ...active };
}
