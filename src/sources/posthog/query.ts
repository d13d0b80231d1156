import type { ImpactQuestion } from '../../domain/impact.ts';

const DAY = 86_400_000;
/** Days back within which an event must have happened once to be known at all. */
const KNOWN_DAYS = 14;

/** Windows of the answer's columns, in their order. */
export const WINDOWS = ['now', 'week', 'before', 'weekbefore'] as const;

/**
 * One question for all events and windows: a legacy project has 120 questions an hour. The text is the same for every
 * incident; whatever varies is a value, which HogQL puts into the parsed query as a constant.
 */
const COLUMNS = WINDOWS.flatMap((window) => {
  const within = `timestamp >= fromUnixTimestamp({${window}from}) AND timestamp < fromUnixTimestamp({${window}to})`;
  return [`countIf(${within}) AS ${window}count`, `uniqIf(person_id, ${within}) AS ${window}actors`];
}).join(', ');

const WHERE =
  'timestamp >= fromUnixTimestamp({knownfrom}) AND timestamp < fromUnixTimestamp({nowto}) AND event IN {events}';
const ON_PATH = 'AND properties.$pathname = {path}';

/** Body of `POST /api/projects/:id/query/`. */
export function impactQuery({ window, events, path }: ImpactQuestion): Readonly<Record<string, unknown>> {
  const from = seconds(window.from);
  const to = seconds(window.to);
  const length = to - from;
  const week = (7 * DAY) / 1_000;
  const query = `SELECT event, ${COLUMNS} FROM events WHERE ${WHERE}${path === null ? '' : ` ${ON_PATH}`} GROUP BY event LIMIT 100`;
  const values = {
    nowfrom: from,
    nowto: to,
    weekfrom: from - week,
    weekto: to - week,
    beforefrom: from - length,
    beforeto: from,
    weekbeforefrom: from - length - week,
    weekbeforeto: from - week,
    knownfrom: Math.min(to - (KNOWN_DAYS * DAY) / 1_000, from - length - week),
    events,
    ...(path === null ? {} : { path }),
  };
  return {
    query: { kind: 'HogQLQuery', query, values },
    name: 'patchpilot product impact',
    // Answers now, from the cache when it is fresh: without it an old answer would come back as if it were one.
    refresh: 'force_blocking',
  };
}

function seconds(iso: string): number {
  return Math.floor(Date.parse(iso) / 1_000);
}
