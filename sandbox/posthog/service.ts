import type { Clock } from '../clock.ts';
import type { Answer, SandboxRequest, Service } from '../exchange.ts';

/** One captured event. */
export type CapturedEvent = {
  readonly event: string;
  /** ISO 8601. */
  readonly at: string;
  readonly person: string;
  readonly properties?: Readonly<Record<string, string>>;
};

export type PostHogState = {
  readonly clock: Clock;
  readonly project: string;
  readonly keys: Map<string, { readonly name: string; readonly scopes: readonly string[] }>;
  readonly events: CapturedEvent[];
  /** Questions a project may ask in an hour: 2,400, and 120 for old ones. */
  hourly: number;
  readonly asked: number[];
};

/** PostHog on loopback: one project, the Query API, and of HogQL what counts events by windows. */
export function posthogService(state: PostHogState): Service {
  return {
    name: 'posthog',
    caller: (request) => {
      const [scheme = '', secret = ''] = (request.headers.authorization ?? '').split(' ', 2);
      return scheme === '' ? undefined : { scheme, name: state.keys.get(secret)?.name };
    },
    // A question changes nothing, though it is sent by POST.
    writes: () => false,
    answer: (request) => answer(state, request),
  };
}

function refusal(status: number, type: string, detail: string): Answer {
  return { status, body: { type, code: type, detail, attr: null } };
}

function answer(state: PostHogState, request: SandboxRequest): Answer {
  const [, project] = /^\/api\/projects\/([^/]+)\/query\/$/.exec(request.pathname) ?? [];
  if (project === undefined || request.method !== 'POST')
    return { ...refusal(501, 'unknown', 'no such route'), unknown: `${request.method} ${request.pathname}` };
  const key = state.keys.get((request.headers.authorization ?? '').replace(/^Bearer /, ''));
  if (key === undefined)
    return refusal(
      401,
      'authentication_error',
      'Personal API key found in request Authorization header is invalid.',
    );
  if (!key.scopes.includes('query:read'))
    return refusal(403, 'permission_denied', "API key missing required scope 'query:read'");
  if (project !== state.project) return refusal(404, 'invalid_request', 'Project not found.');
  const hour = state.clock.now() - 3_600_000;
  if (state.asked.filter((at) => at > hour).length >= state.hourly)
    return {
      ...refusal(429, 'throttled_error', 'Request was throttled. Expected available in 1800 seconds.'),
      headers: { 'retry-after': '1800' },
    };
  state.asked.push(state.clock.now());
  return hogql(state, request.body);
}

type Question = {
  readonly query?: {
    readonly kind?: string;
    readonly query?: string;
    readonly values?: Readonly<Record<string, unknown>>;
  };
};

function hogql(state: PostHogState, body: unknown): Answer {
  const { kind, query = '', values = {} } = (body as Question).query ?? {};
  if (kind !== 'HogQLQuery') return refusal(400, 'validation_error', 'Unsupported query kind');
  const missing = [...query.matchAll(/\{(\w+)\}/g)]
    .map(([, name = '']) => name)
    .find((name) => !(name in values));
  if (missing !== undefined) return refusal(400, 'validation_error', `Unresolved placeholder: {${missing}}`);
  const flat = query.replace(/\s+/g, ' ');
  if (flat.startsWith('SELECT intDiv(toUnixTimestamp(timestamp), 3600) AS hour, '))
    return byHour(state, flat, values);
  const select = /^SELECT event, (.*) FROM events WHERE (.*) GROUP BY event LIMIT \d+$/.exec(flat);
  if (select === null) return { ...refusal(501, 'unknown', 'no such query'), unknown: `HogQL ${query}` };
  const [, columns = '', where = ''] = select;
  const kept = state.events.filter((one) => fits(one, where, values));
  const groups = Map.groupBy(kept, ({ event }) => event);
  const results = [...groups].map(([event, all]) => [event, ...columnsOf(columns, all, values)]);
  return rowsOf(results);
}

function rowsOf(results: readonly unknown[]): Answer {
  return {
    status: 200,
    body: {
      results,
      columns: [],
      types: [],
      hasMore: false,
      limit: 100,
      offset: 0,
      is_cached: false,
      timings: [],
    },
  };
}

/** Counts by hours since 1970. */
function byHour(state: PostHogState, query: string, values: Values): Answer {
  const found =
    /^SELECT .*? AS hour, (.*) FROM events WHERE (.*) GROUP BY hour ORDER BY hour LIMIT \d+$/.exec(query);
  const [, columns = '', where = ''] = found ?? [];
  const kept = state.events.filter((one) => fits(one, where, values));
  const hours = Map.groupBy(kept, ({ at }) => Math.floor(seconds(at) / 3_600));
  const rows = [...hours].sort(([a], [b]) => a - b);
  return rowsOf(rows.map(([hour, all]) => [hour, ...columnsOf(columns, all, values)]));
}

const seconds = (at: string) => Date.parse(at) / 1_000;

type Values = Readonly<Record<string, unknown>>;

/** Parts of a condition at the outermost level. */
function split(condition: string, by: ' AND ' | ' OR '): string[] {
  const parts: string[] = [];
  let [depth, from] = [0, 0];
  for (let at = 0; at < condition.length; at += 1) {
    if (condition[at] === '(') depth += 1;
    if (condition[at] === ')') depth -= 1;
    if (depth === 0 && condition.startsWith(by, at)) {
      parts.push(condition.slice(from, at));
      from = at + by.length;
    }
  }
  return [...parts, condition.slice(from)];
}

/** Whether an event fits a condition of HogQL, as far as ours go; anything else fits nothing. */
function fits(one: CapturedEvent, condition: string, values: Values): boolean {
  const either = split(condition, ' OR ');
  if (either.length > 1) return either.some((part) => fits(one, part, values));
  const all = split(condition, ' AND ');
  if (all.length > 1) return all.every((part) => fits(one, part, values));
  const [, inner] = /^\((.*)\)$/.exec(condition) ?? [];
  return inner === undefined ? fitsPlain(one, condition, values) : fits(one, inner, values);
}

const PROPERTY = 'JSONExtractString(properties, {releaseproperty})';

function fitsPlain(one: CapturedEvent, condition: string, values: Values): boolean {
  const [, sign = '', name = ''] = /^timestamp (>=|<) fromUnixTimestamp\(\{(\w+)\}\)$/.exec(condition) ?? [];
  if (sign === '>=') return seconds(one.at) >= Number(values[name]);
  if (sign === '<') return seconds(one.at) < Number(values[name]);
  const [, list = ''] = /^event IN \{(\w+)\}$/.exec(condition) ?? [];
  if (list !== '') return (values[list] as readonly string[]).includes(one.event);
  const release = one.properties?.[String(values.releaseproperty)] ?? '';
  const path = one.properties?.$pathname;
  switch (condition) {
    case "{path} = ''":
      return values.path === '';
    case 'properties.$pathname = {path}':
      return path === values.path;
    case 'match(properties.$pathname, {page})':
      return path !== undefined && new RegExp(String(values.page), 'u').test(path);
    case `${PROPERTY} IN {releases}`:
      return (values.releases as readonly string[]).includes(release);
    case `${PROPERTY} NOT IN {releases}`:
      return !(values.releases as readonly string[]).includes(release);
    case `${PROPERTY} != ''`:
      return release !== '';
    default:
      return false;
  }
}

function columnsOf(columns: string, all: readonly CapturedEvent[], values: Values): number[] {
  return columns.split(/, (?=countIf|uniqIf)/).map((column) => {
    const [, fn, where = ''] = /^(countIf|uniqIf)\((?:person_id, )?(.*)\) AS \w+$/.exec(column) ?? [];
    const kept = all.filter((one) => fits(one, where, values));
    return fn === 'countIf' ? kept.length : new Set(kept.map(({ person }) => person)).size;
  });
}
