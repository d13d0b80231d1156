import {
  environmentFits,
  eventMatches,
  matchesPattern,
  parseSearch,
  releaseOf,
  tagOf,
  windowOf,
  within,
} from '../query.ts';
import { list, missing, one, route, type SentryCall, SentryRefusal, type SentryRoute } from '../route.ts';
import type { Json, SentryIssue, SentryState } from '../state.ts';

const slugOf = (issue: SentryIssue): string => String((issue.json.project as Json).slug);

/** By number, by short id, or by the number of an issue that was merged away. */
export function issueOf(state: SentryState, id: string): SentryIssue {
  const direct = state.issues.get(state.merged.get(id) ?? id);
  const byShort = [...state.issues.values()].find(({ json }) => json.shortId === id.toUpperCase());
  const found = direct ?? byShort;
  if (found === undefined) throw missing();
  return found;
}

const STATUS: Readonly<Record<string, (json: Json) => boolean>> = {
  unresolved: (json) => json.status === 'unresolved',
  resolved: (json) => json.status === 'resolved',
  ignored: (json) => json.status === 'ignored',
  archived: (json) => json.status === 'ignored',
  regressed: (json) => json.substatus === 'regressed',
  new: (json) => json.substatus === 'new',
  escalating: (json) => json.substatus === 'escalating',
  ongoing: (json) => json.substatus === 'ongoing',
  unassigned: (json) => json.assignedTo === null,
  unhandled: (json) => json.isUnhandled === true,
};

function termFits(issue: SentryIssue, [key, value]: readonly [string, string]): boolean {
  if (key.startsWith('!')) return !termFits(issue, [key.slice(1), value]);
  const { json } = issue;
  if (key === 'is') {
    const rule = STATUS[value];
    if (rule === undefined)
      throw new SentryRefusal(
        400,
        `Error parsing search query: Invalid value for "is" search, valid values are ${Object.keys(STATUS).join(', ')}`,
      );
    return rule(json);
  }
  if (key === 'issue') return json.shortId === value.toUpperCase();
  if (key === 'level' || key === 'issue.category' || key === 'issue.type') {
    return (
      json[{ level: 'level', 'issue.category': 'issueCategory', 'issue.type': 'issueType' }[key]] === value
    );
  }
  if (key === 'release') return issue.events.some((event) => matchesPattern(value, releaseOf(event)));
  return issue.events.some((event) => matchesPattern(value, tagOf(event, key)));
}

const SORT: Readonly<Record<string, (json: Json) => number>> = {
  date: (json) => Date.parse(String(json.lastSeen)),
  new: (json) => Date.parse(String(json.firstSeen)),
  freq: (json) => Number(json.count),
  user: (json) => Number(json.userCount),
  trends: (json) => Number(json.count),
};

function projectFits(state: SentryState, request: SentryCall['request'], slug: string): boolean {
  const asked = request.query.getAll('project').filter((value) => value !== '' && value !== '-1');
  return asked.length === 0 || asked.includes(state.projects.get(slug) ?? '') || asked.includes(slug);
}

/** Fields that only the single issue has. */
function listed(json: Json): Json {
  const { firstRelease, lastRelease, activity, participants, seenBy, tags, userReportCount, ...rest } = json;
  return rest;
}

const listIssues = route(['GET', '/organizations/{org}/issues/'], ['event:read'], ({ state, request }) => {
  // Without `query` Sentry shows unresolved issues; an empty one shows all.
  const search = parseSearch(request.query.get('query') ?? 'is:unresolved');
  const window = windowOf(request, state.clock);
  const found = [...state.issues.values()].filter(
    (issue) =>
      projectFits(state, request, slugOf(issue)) &&
      within(window, issue.json.lastSeen) &&
      (issue.events.length === 0 ||
        issue.events.some((event) => environmentFits(request, tagOf(event, 'environment')))) &&
      search.terms.every((term) => termFits(issue, term)) &&
      String(issue.json.title).toLowerCase().includes(search.text.toLowerCase()),
  );
  const key = SORT[request.query.get('sort') ?? 'date'];
  if (key === undefined) throw new SentryRefusal(400, 'Invalid sort parameter');
  return list(
    found
      .map(({ json }) => json)
      .sort((a, b) => key(b) - key(a))
      .map(listed),
  );
});

function change(state: SentryState, issue: SentryIssue, body: Json): Json {
  const details = (body.statusDetails ?? {}) as Json;
  const status = body.status;
  const statuses = ['resolved', 'resolvedInNextRelease', 'unresolved', 'ignored'];
  if (status !== undefined && !statuses.includes(String(status))) {
    throw new SentryRefusal(400, `{"status":["\\"${status}\\" is not a valid choice."]}`);
  }
  const next = status === 'resolvedInNextRelease' ? 'resolved' : (status ?? issue.json.status);
  const substatus =
    next === 'unresolved' ? 'ongoing' : next === 'ignored' ? 'archived_until_escalating' : null;
  issue.json = {
    ...issue.json,
    status: next,
    substatus: body.substatus ?? substatus,
    statusDetails: status === 'resolvedInNextRelease' ? { inNextRelease: true } : details,
    ...(body.assignedTo === undefined ? {} : { assignedTo: body.assignedTo }),
    ...(next === 'resolved' ? { resolvedAt: state.clock.iso() } : {}),
  };
  return issue.json;
}

const ISSUE = '/organizations/{org}/issues/{issue_id}/';

function neighbours(issue: SentryIssue, event: Json): Json {
  const index = issue.events.findIndex((candidate) => candidate.eventID === event.eventID);
  const id = (at: number) => issue.events[at]?.eventID ?? null;
  return { ...event, nextEventID: index > 0 ? id(index - 1) : null, previousEventID: id(index + 1) };
}

/** `recommended` is the newest event with a stack, as Sentry prefers events that help. */
function pick(issue: SentryIssue, events: readonly Json[], name: string): Json | undefined {
  if (name === 'latest') return events[0];
  if (name === 'oldest') return events.at(-1);
  if (name !== 'recommended') return issue.events.find((event) => event.eventID === name);
  const entries = (event: Json) => (event.entries ?? []) as readonly { type: string }[];
  return events.find((event) => entries(event).some(({ type }) => type === 'exception')) ?? events[0];
}

const oneEvent = route(
  ['GET', `${ISSUE}events/{event_id}/`],
  ['event:read'],
  ({ state, request, params }) => {
    const issue = issueOf(state, params.issue_id ?? '');
    const fitting = issue.events.filter((event) => environmentFits(request, tagOf(event, 'environment')));
    const event = pick(issue, fitting, params.event_id ?? '');
    if (event === undefined) throw missing('No matching event');
    return one(neighbours(issue, event));
  },
);

const LISTED = [
  'id',
  'eventID',
  'groupID',
  'projectID',
  'message',
  'title',
  'location',
  'culprit',
  'user',
  'tags',
  'platform',
  'dateCreated',
  'crashFile',
  'metadata',
];

function eventSummary(event: Json): Json {
  const kept = Object.fromEntries(LISTED.map((key) => [key, event[key] ?? null]));
  return { ...kept, 'event.type': event.type ?? 'error' };
}

const listEvents = route(['GET', `${ISSUE}events/`], ['event:read'], ({ state, request, params }) => {
  const issue = issueOf(state, params.issue_id ?? '');
  const search = parseSearch(request.query.get('query') ?? '');
  const window = windowOf(request, state.clock);
  const found = issue.events.filter(
    (event) =>
      within(window, event.dateCreated) &&
      environmentFits(request, tagOf(event, 'environment')) &&
      eventMatches(event, search),
  );
  const full = ['1', 'true'].includes(request.query.get('full') ?? '');
  return list(full ? found : found.map(eventSummary));
});

export const issueRoutes: readonly SentryRoute[] = [
  listIssues,
  route(['GET', ISSUE], ['event:read'], ({ state, params }) =>
    one(issueOf(state, params.issue_id ?? '').json),
  ),
  route(['PUT', ISSUE], ['event:write'], ({ state, request, params }) =>
    one(change(state, issueOf(state, params.issue_id ?? ''), (request.body ?? {}) as Json)),
  ),
  listEvents,
  oneEvent,
  route(['GET', '/organizations/{org}/shortids/{short_id}/'], ['event:read'], ({ state, params }) => {
    const shortId = (params.short_id ?? '').toUpperCase();
    const found = [...state.issues.values()].find(({ json }) => json.shortId === shortId);
    if (found === undefined) throw missing();
    const projectSlug = slugOf(found);
    const organizationSlug = state.organization;
    return one({ organizationSlug, projectSlug, groupId: found.json.id, group: found.json, shortId });
  }),
];
