import { isMissing, type Missing } from '../../domain/facts.ts';
import type {
  CodePlace,
  ReleaseRow,
  SpanRow,
  SpanTable,
  TrendPoint,
  Window,
} from '../../domain/performance.ts';
import type { SpanPort, SpanSubject } from '../../domain/span-port.ts';
import type { HttpClient } from '../http/client.ts';
import { createSentryClient, type SentryOptions } from './client.ts';
import { malformed, read } from './read.ts';
import { type SpanScope, spanSearch, term } from './span-query.ts';
import { codeRow, releaseRow, spanRow, TableAnswer, timeSeries, topShare } from './span-rows.ts';

/** Sentry's largest page, and pages read of one table: what comes after holds next to no time. */
const PAGE = 100;
const PAGES = 3;

const PERCENTILES = ['p50', 'p75', 'p95', 'p99', 'avg'].map((name) => `${name}(span.duration)`);
const COUNTS = ['count()', 'count_sample()'];
const TIME = 'sum(span.duration)';

const ADVICE: Readonly<Record<number, string>> = {
  401: 'Sentry refused the token: create a new one and store it as the secret behind `sentry-token`.',
  403: 'Sentry does not show its spans: give the token behind `sentry-token` the scope org:read.',
  404: 'Sentry does not know this organization, or is too old for the spans dataset: check `sentry-org` and `sentry-url`.',
};

/** Where spans are read, from configuration only. */
export type SpanOptions = SentryOptions & Pick<SpanScope, 'environments' | 'projects'>;

/** Spans as Sentry's `events/` and `events-timeseries/` tell of them. Every call gives evidence or says what is missing. */
export function createSpanReader(options: SpanOptions): SpanPort {
  const client = createSentryClient(options, ADVICE);
  const base = `/api/0/organizations/${encodeURIComponent(options.organization)}`;
  const { environments, projects } = options;
  const ask = (window: Window, terms: readonly string[]) =>
    spanSearch({ window, environments, projects }, terms);
  const rows = <Row>(search: URLSearchParams, table: Table<Row>) =>
    readTable(client, `${base}/events/`, { search, ...table });
  return {
    table: (window, ops, transaction) => {
      const names = transaction === undefined ? [] : [transaction];
      return rows(ask(window, [REQUESTS, term('span.op', ops), term('transaction', names)]), TRANSACTIONS);
    },
    children: (window, { transaction }) =>
      rows(ask(window, [term('transaction', [transaction]), `!${REQUESTS}`]), CHILDREN),
    places: (window, { transaction }) =>
      rows(ask(window, [term('transaction', [transaction]), PLACED]), PLACES),
    releases: (window, subject) => rows(ask(window, [REQUESTS, ...requests(subject)]), RELEASES),
    topUserShare: async (window, subject, overMs) => {
      const slow = `span.duration:>${Math.round(overMs)}`;
      const table = await rows(ask(window, [REQUESTS, ...requests(subject), slow]), USERS);
      return isMissing(table) ? table : topShare(table);
    },
    trend: (window, subject) => readTrend(client, base, ask(window, [REQUESTS, ...requests(subject)])),
  };
}

const REQUESTS = 'is_transaction:true';
/** OpenTelemetry renamed it, and SDKs of both kinds are about. */
const PLACED = '(has:code.file.path OR has:code.filepath)';

function requests({ transaction, op }: SpanSubject): readonly string[] {
  return [term('transaction', [transaction]), term('span.op', [op])];
}

/** What is asked of a table: names of the columns, and how one of its rows is read (`null`: it is left out). */
interface Table<Row> {
  readonly fields: readonly string[];
  readonly row: (json: Readonly<Record<string, unknown>>) => Row | null;
  readonly pages: number;
  readonly sort?: string;
}

const TRANSACTIONS: Table<SpanRow> = {
  fields: ['transaction', 'span.op', 'project', ...PERCENTILES, ...COUNTS, 'count_unique(user)', TIME],
  row: spanRow,
  pages: PAGES,
};

const CHILDREN: Table<SpanRow> = {
  fields: ['span.op', 'sentry.normalized_description', ...COUNTS, 'avg(span.duration)', TIME],
  row: spanRow,
  pages: 1,
};

const PLACES: Table<CodePlace> = {
  fields: [
    'span.op',
    ...['code.file.path', 'code.line.number', 'code.function.name'],
    ...['code.filepath', 'code.lineno', 'code.function'],
    ...COUNTS,
    TIME,
  ],
  row: codeRow,
  pages: 1,
};

const RELEASES: Table<ReleaseRow> = {
  fields: ['release', 'p95(span.duration)', ...COUNTS],
  row: releaseRow,
  pages: 1,
  sort: '-count()',
};

const USERS: Table<ReleaseRow> = { fields: ['user', ...COUNTS], row: releaseRow, pages: 1, sort: '-count()' };

async function readTable<Row>(
  client: HttpClient,
  path: string,
  table: Table<Row> & { readonly search: URLSearchParams },
): Promise<SpanTable<Row> | Missing> {
  const found = await readPages(client, path, table);
  if (!isMissing(found) || found.why !== 'malformed') return found;
  // An older Sentry knows no sample counts: measured spans alone, counted as they are.
  const search = new URLSearchParams(table.search);
  search.set('disableAggregateExtrapolation', '1');
  const fields = table.fields
    .filter((field) => field !== 'count_sample()')
    .map((field) => (field === 'sentry.normalized_description' ? 'span.description' : field));
  return readPages(client, path, { ...table, search, fields });
}

async function readPages<Row>(
  client: HttpClient,
  path: string,
  { search, fields, row, pages, sort = `-${TIME}` }: Table<Row> & { readonly search: URLSearchParams },
): Promise<SpanTable<Row> | Missing> {
  const asked = new URLSearchParams(search);
  for (const field of fields) asked.append('field', field);
  asked.set('sort', sort);
  asked.set('per_page', String(PAGE));
  const rows: Row[] = [];
  let next: string | null = `${path}?${asked}`;
  for (let page = 0; page < pages && next !== null; page += 1) {
    const answer: Awaited<ReturnType<typeof read>> = await read(client, next);
    if (isMissing(answer)) return page === 0 ? answer : { rows, complete: false };
    const parsed = TableAnswer.safeParse(answer.data);
    if (!parsed.success) return page === 0 ? malformed() : { rows, complete: false };
    for (const json of parsed.data.data) {
      const one = row(json);
      if (one !== null) rows.push(one);
    }
    next = parsed.data.data.length === 0 ? null : answer.next;
  }
  return { rows, complete: next === null };
}

async function readTrend(
  client: HttpClient,
  base: string,
  search: URLSearchParams,
): Promise<readonly TrendPoint[] | Missing> {
  const asked = new URLSearchParams(search);
  for (const axis of ['p95(span.duration)', 'count_sample()']) asked.append('yAxis', axis);
  asked.set('interval', '1h');
  const answer = await read(client, `${base}/events-timeseries/?${asked}`);
  if (isMissing(answer)) return answer;
  return timeSeries(answer.data) ?? malformed();
}
