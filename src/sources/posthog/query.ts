import type { ImpactQuestion } from '../../domain/impact.ts';

const DAY = 86_400_000;
/** Days back within which an event must have happened once to be known at all. */
const KNOWN_DAYS = 14;

/** Windows of the answer's columns, in their order. */
export const WINDOWS = ['now', 'week', 'before', 'weekbefore'] as const;
type WindowName = (typeof WINDOWS)[number];

/** Events that PostHog's SDKs send by themselves for people who use the product: whose share did what is watched. */
export const ACTIVITY = ['$pageview', '$screen'] as const;

/** Parts of the text. Every name in braces is a value, which HogQL puts into the parsed query as a constant. */
const IN_WINDOW = (name: WindowName) =>
  `timestamp >= fromUnixTimestamp({${name}from}) AND timestamp < fromUnixTimestamp({${name}to})`;
const RELEASE = 'JSONExtractString(properties, {releaseproperty})';
const ON_PAGE = 'match(properties.$pathname, {page})';
const ON_RELEASE = `${RELEASE} IN {releases}`;
const ON_OTHERS = `${RELEASE} != '' AND ${RELEASE} NOT IN {releases}`;

/** A count and its people, as two columns. */
const counts = (name: string, condition: string) =>
  `countIf(${condition}) AS ${name}count, uniqIf(person_id, ${condition}) AS ${name}actors`;

const EVERYWHERE = WINDOWS.map((name) => counts(name, IN_WINDOW(name)));
const PAGE = WINDOWS.map((name) => counts(`page${name}`, `${IN_WINDOW(name)} AND ${ON_PAGE}`));
const BY_RELEASE = [
  counts('release', `${IN_WINDOW('now')} AND ${ON_RELEASE}`),
  counts('others', `${IN_WINDOW('now')} AND ${ON_OTHERS}`),
];

/** Which parts a question has; the columns of the answer come in this order. */
export interface Parts {
  readonly page: boolean;
  readonly release: boolean;
}

export function partsOf({ place, path }: ImpactQuestion): Parts {
  // What is asked of one page alone has no page within.
  return { page: place.page !== null && path === null, release: place.releases.length > 0 };
}

/** One of four constants. Activity is read in the incident's window only, and only where people are told apart. */
function textOf({ page, release }: Parts): string {
  const columns = [...EVERYWHERE, ...(page ? PAGE : []), ...(release ? BY_RELEASE : [])];
  const watched = release
    ? '(event IN {events} OR (event IN {activity} AND timestamp >= fromUnixTimestamp({nowfrom})))'
    : 'event IN {events}';
  return `SELECT event, ${columns.join(', ')}
FROM events
WHERE timestamp >= fromUnixTimestamp({knownfrom}) AND timestamp < fromUnixTimestamp({nowto})
  AND ${watched} AND ({path} = '' OR properties.$pathname = {path})
GROUP BY event LIMIT 100`;
}

/**
 * Body of `POST /api/projects/:id/query/`: one question for all events, windows and slices, since a legacy project has
 * 120 questions an hour.
 */
export function impactQuery(question: ImpactQuestion): Readonly<Record<string, unknown>> {
  const parts = partsOf(question);
  const { events, path, place, releaseProperty } = question;
  const values = {
    ...times(question),
    events,
    // Empty: on any path.
    path: path ?? '',
    ...(parts.page ? { page: pagePattern(place.page ?? '') } : {}),
    ...(parts.release
      ? { releases: place.releases, releaseproperty: releaseProperty, activity: ACTIVITY }
      : {}),
  };
  return {
    query: { kind: 'HogQLQuery', query: textOf(parts), values },
    name: 'patchpilot product impact',
    // Answers in this request, and from PostHog's cache when the very same question was answered a moment ago.
    refresh: 'blocking',
  };
}

function times({ window }: ImpactQuestion): Readonly<Record<string, number>> {
  const from = seconds(window.from);
  const to = seconds(window.to);
  const length = to - from;
  const week = (7 * DAY) / 1_000;
  return {
    nowfrom: from,
    nowto: to,
    weekfrom: from - week,
    weekto: to - week,
    beforefrom: from - length,
    beforeto: from,
    weekbeforefrom: from - length - week,
    weekbeforeto: from - week,
    knownfrom: Math.min(to - (KNOWN_DAYS * DAY) / 1_000, from - length - week),
  };
}

/** A path with `{id}` for values as a pattern of RE2: whatever stands elsewhere stands for itself. */
export function pagePattern(page: string): string {
  const plain = page
    .replace(/\/+$/, '')
    .split('{id}')
    .map((part) => part.replace(/[^\w/\u0080-\u{10ffff}]/gu, (sign) => `\\${sign}`))
    .join('[^/]+');
  return `^${plain}/?$`;
}

function seconds(iso: string): number {
  return Math.floor(Date.parse(iso) / 1_000);
}
