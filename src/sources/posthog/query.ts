import type { ImpactQuestion } from '../../domain/impact.ts';
import { EVENTS_BY_PAGE_AND_RELEASE, EVENTS_BY_WINDOW } from './statements.ts';

const DAY = 86_400_000;
/** Days back within which an event must have happened once to be known at all. */
const KNOWN_DAYS = 14;

/** A pattern that no path fits: they begin with a slash. */
const NO_PAGE = '^$';

/** Windows of the answer's columns, in their order. */
export const WINDOWS = ['now', 'week', 'before', 'weekbefore'] as const;

/** Events that PostHog's SDKs send by themselves for people who use the product: whose share did what is watched. */
export const ACTIVITY = ['$pageview', '$screen'] as const;

/** What a question asks for besides the windows; either brings the columns of both. */
export interface Parts {
  readonly page: boolean;
  readonly release: boolean;
}

export function partsOf({ place, path }: ImpactQuestion): Parts {
  // What is asked of one page alone has no page within.
  return { page: place.page !== null && path === null, release: place.releases.length > 0 };
}

/**
 * Body of `POST /api/projects/:id/query/`: one question for all events, windows and slices, since a legacy project has
 * 120 questions an hour.
 */
export function impactQuery(question: ImpactQuestion): Readonly<Record<string, unknown>> {
  const parts = partsOf(question);
  const { events, path } = question;
  const values = {
    ...times(question),
    events,
    // Empty: on any path.
    path: path ?? '',
    ...(isSliced(parts) ? slices(question, parts) : {}),
  };
  const query = isSliced(parts) ? EVENTS_BY_PAGE_AND_RELEASE : EVENTS_BY_WINDOW;
  return {
    query: { kind: 'HogQLQuery', query, values },
    name: 'patchpilot product impact',
    // Answers in this request, and from PostHog's cache when the very same question was answered a moment ago.
    refresh: 'blocking',
  };
}

function isSliced({ page, release }: Parts): boolean {
  return page || release;
}

/** Values of the slices. One that is not asked for costs nothing: no page fits, and no more events are read. */
function slices(
  { events, place, releaseProperty }: ImpactQuestion,
  { page, release }: Parts,
): Readonly<Record<string, unknown>> {
  return {
    page: page ? pagePattern(place.page ?? '') : NO_PAGE,
    // An empty list is no list to HogQL.
    releases: release ? place.releases : [''],
    releaseproperty: releaseProperty,
    // Activity is read in the incident's window only, and only where people are told apart.
    activity: release ? ACTIVITY : events,
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
function pagePattern(page: string): string {
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
