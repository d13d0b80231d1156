import { environmentFits, eventMatches, parseSearch, tagOf, windowOf, within } from '../query.ts';
import { list, missing, one, route, type SentryCall, SentryRefusal, type SentryRoute } from '../route.ts';
import type { Json, SessionBucket } from '../state.ts';
import { releaseTable } from './release-table.ts';
import { spanTable } from './spans.ts';

const HOUR = 3_600_000;

/** Sums of sessions over buckets: the fields that the sessions endpoint offers and we use. */
const SESSION_FIELDS: Readonly<Record<string, (buckets: readonly SessionBucket[]) => number | null>> = {
  'sum(session)': (buckets) => total(buckets).sessions,
  'crash_rate(session)': (buckets) => rate(buckets),
  'crash_free_rate(session)': (buckets) => {
    const crashed = rate(buckets);
    return crashed === null ? null : 1 - crashed;
  },
};

function total(buckets: readonly SessionBucket[]) {
  const sum = (key: 'sessions' | 'crashed') => buckets.reduce((all, bucket) => all + bucket[key], 0);
  return { sessions: sum('sessions'), crashed: sum('crashed') };
}

function rate(buckets: readonly SessionBucket[]): number | null {
  const { sessions, crashed } = total(buckets);
  return sessions === 0 ? null : crashed / sessions;
}

function bucketsFor({ state, request }: SentryCall): SessionBucket[] {
  const window = windowOf(request, state.clock);
  const { terms } = parseSearch(request.query.get('query') ?? '');
  const wanted = new Map(terms);
  const projects = request.query.getAll('project').filter((value) => value !== '' && value !== '-1');
  return state.sessions.filter(
    (bucket) =>
      within(window, bucket.at) &&
      environmentFits(request, bucket.environment) &&
      (projects.length === 0 || projects.includes(state.projects.get(bucket.project) ?? '')) &&
      (wanted.get('release') ?? bucket.release) === bucket.release,
  );
}

function sessions(call: SentryCall) {
  const { request, state } = call;
  const fields = request.query.getAll('field');
  const unknown = fields.find((field) => SESSION_FIELDS[field] === undefined);
  if (fields.length === 0) throw new SentryRefusal(400, 'Request is missing a "field"');
  if (unknown !== undefined) throw new SentryRefusal(400, `Invalid field: "${unknown}"`);
  const buckets = bucketsFor(call);
  const window = windowOf(request, state.clock);
  const first = Math.floor(window.from / HOUR) * HOUR;
  const hours = Array.from(
    { length: Math.ceil((window.to - first) / HOUR) },
    (_, index) => first + index * HOUR,
  );
  const groupBy = request.query.getAll('groupBy');
  const keyOf = (bucket: SessionBucket): Json =>
    Object.fromEntries(groupBy.map((key) => [key, bucket[key as 'release' | 'environment' | 'project']]));
  const keys =
    groupBy.length === 0 ? ['{}'] : [...new Set(buckets.map((bucket) => JSON.stringify(keyOf(bucket))))];
  const groups = keys.map((key) => {
    const members = buckets.filter((bucket) => JSON.stringify(keyOf(bucket)) === key);
    const at = (hour: number) =>
      members.filter((bucket) => Math.floor(Date.parse(bucket.at) / HOUR) * HOUR === hour);
    const totals = Object.fromEntries(
      fields.map((field) => [field, SESSION_FIELDS[field]?.(members) ?? null]),
    );
    const series = Object.fromEntries(
      fields.map((field) => [field, hours.map((hour) => SESSION_FIELDS[field]?.(at(hour)) ?? null)]),
    );
    return { by: JSON.parse(key) as unknown, totals, series };
  });
  const iso = (time: number) => new Date(time).toISOString();
  return one({
    start: iso(first),
    end: iso(window.to),
    query: request.query.get('query') ?? '',
    intervals: hours.map(iso),
    groups,
  });
}

/** `count()` over the events that the sandbox holds; anything finer comes from the table. */
function countErrors({ state, request }: SentryCall): number {
  const window = windowOf(request, state.clock);
  const search = parseSearch(request.query.get('query') ?? '');
  const asked = new Map(search.terms);
  const rest = { ...search, terms: search.terms.filter(([key]) => key !== 'issue' && key !== 'issue.id') };
  let count = 0;
  for (const { json, events } of state.issues.values()) {
    if ((asked.get('issue') ?? json.shortId) !== json.shortId) continue;
    if ((asked.get('issue.id') ?? json.id) !== json.id) continue;
    count += events.filter(
      (event) =>
        within(window, event.dateCreated) &&
        environmentFits(request, tagOf(event, 'environment')) &&
        eventMatches(event, rest),
    ).length;
  }
  return count;
}

function explore(call: SentryCall) {
  const { state, request } = call;
  const dataset = request.query.get('dataset') ?? 'errors';
  const fields = request.query.getAll('field');
  if (fields.length > 20)
    throw new SentryRefusal(400, 'You can view up to 20 fields at a time. Please delete some and try again.');
  if (dataset === 'spans' && state.spans.length > 0) return spanTable(call);
  if (dataset === 'errors' && fields.includes('issue.id') && fields.includes('release'))
    return releaseTable(call);
  const window = windowOf(request, state.clock);
  const rows = state.table.filter(
    (row) =>
      row.dataset === dataset &&
      (row.at === undefined || within(window, row.at)) &&
      environmentFits(request, row.environment),
  );
  const computed = dataset === 'errors' && rows.length === 0 && fields.includes('count()');
  const data = computed
    ? [{ 'count()': countErrors(call) }]
    : rows.map((row) => pickFields(row.values, fields));
  const names = [...new Set([...fields, ...data.flatMap((row) => Object.keys(row))])];
  const meta = {
    fields: Object.fromEntries(names.map((name) => [name, name.startsWith('count') ? 'integer' : 'string'])),
    units: Object.fromEntries(names.map((name) => [name, name.includes('duration') ? 'millisecond' : null])),
    isMetricsData: false,
    dataset,
  };
  return one({ data, meta });
}

const pickFields = (values: Json, fields: readonly string[]): Json =>
  Object.fromEntries(fields.map((field) => [field, values[field] ?? null]));

export const exploreRoutes: readonly SentryRoute[] = [
  route(['GET', '/organizations/{org}/sessions/'], ['org:read', 'project:read'], sessions),
  route(['GET', '/organizations/{org}/events/'], ['org:read', 'event:read'], explore),
  route(['GET', '/organizations/{org}/'], ['org:read'], ({ state }) =>
    one({
      id: '1',
      slug: state.organization,
      name: state.organization,
      status: { id: 'active', name: 'active' },
    }),
  ),
  route(['GET', '/organizations/{org}/projects/'], ['org:read', 'project:read'], ({ state }) =>
    list([...state.projects].map(([slug, id]) => ({ id, slug, name: slug }))),
  ),
  route(['GET', '/projects/{org}/{project}/'], ['project:read'], ({ state, params }) => {
    const slug = params.project ?? '';
    const id = state.projects.get(slug);
    if (id === undefined) throw missing();
    return one({ id, slug, name: slug, organization: { slug: state.organization } });
  }),
];
