import type { ImpactQuestion } from '../../domain/impact.ts';

const DAY = 86_400_000;
/** Days back within which an event must have happened once to be known at all. */
const KNOWN_DAYS = 14;

/** Windows of the answer's columns, in their order. */
export const WINDOWS = ['now', 'week', 'before', 'weekbefore'] as const;

/**
 * One question for all events and windows: a legacy project has 120 questions an hour. The text is a constant; whatever
 * varies is a value, which HogQL puts into the parsed query as a constant of its own.
 */
const QUERY = `SELECT event,
  countIf(timestamp >= fromUnixTimestamp({nowfrom}) AND timestamp < fromUnixTimestamp({nowto})) AS nowcount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({nowfrom}) AND timestamp < fromUnixTimestamp({nowto})) AS nowactors,
  countIf(timestamp >= fromUnixTimestamp({weekfrom}) AND timestamp < fromUnixTimestamp({weekto})) AS weekcount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({weekfrom}) AND timestamp < fromUnixTimestamp({weekto})) AS weekactors,
  countIf(timestamp >= fromUnixTimestamp({beforefrom}) AND timestamp < fromUnixTimestamp({beforeto})) AS beforecount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({beforefrom}) AND timestamp < fromUnixTimestamp({beforeto})) AS beforeactors,
  countIf(timestamp >= fromUnixTimestamp({weekbeforefrom}) AND timestamp < fromUnixTimestamp({weekbeforeto})) AS weekbeforecount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({weekbeforefrom}) AND timestamp < fromUnixTimestamp({weekbeforeto})) AS weekbeforeactors
FROM events
WHERE timestamp >= fromUnixTimestamp({knownfrom}) AND timestamp < fromUnixTimestamp({nowto})
  AND event IN {events} AND ({path} = '' OR properties.$pathname = {path})
GROUP BY event LIMIT 100`;

/** Body of `POST /api/projects/:id/query/`. */
export function impactQuery({ window, events, path }: ImpactQuestion): Readonly<Record<string, unknown>> {
  const from = seconds(window.from);
  const to = seconds(window.to);
  const length = to - from;
  const week = (7 * DAY) / 1_000;
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
    // Empty: on any path.
    path: path ?? '',
  };
  return {
    query: { kind: 'HogQLQuery', query: QUERY, values },
    name: 'patchpilot product impact',
    // Answers now, from the cache when it is fresh: without it an old answer would come back as if it were one.
    refresh: 'force_blocking',
  };
}

function seconds(iso: string): number {
  return Math.floor(Date.parse(iso) / 1_000);
}
