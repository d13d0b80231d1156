import type { Json } from './state.ts';

/** One of Sentry's performance issues, as its API shows it: `evidence` differs from detector to detector. */
export type PerformanceIssue = {
  readonly type: string;
  readonly title: string;
  readonly transaction: string;
  readonly requestOp: string;
  readonly evidence: Json;
  readonly spans: readonly Json[];
};

const hex = (at: number) => at.toString(16).padStart(16, '0');

/** Spans one after the other, so many of them. */
function spansOf(
  count: number,
  {
    op,
    description,
    ms,
    data = {},
  }: { readonly op: string; readonly description: string; readonly ms: number; readonly data?: Json },
): Json[] {
  return Array.from({ length: count }, (_, at) => ({
    span_id: hex(at + 1),
    parent_span_id: hex(0xffff),
    trace_id: '8710878855fd46d4412cc86c6b20411c',
    op,
    description,
    start_timestamp: 1_795_000_000 + (at * ms) / 1_000,
    timestamp: 1_795_000_000 + ((at + 1) * ms) / 1_000,
    hash: 'b8be6138369491dd',
    data,
  }));
}

const ids = (spans: readonly Json[]) => spans.map(({ span_id }) => span_id);

const ITEMS = 'SELECT * FROM "items" WHERE "items"."order_id" = %s LIMIT 21';
const AUTHORS = 'SELECT "books_author"."name" FROM "books_author" WHERE "books_author"."id" = %s';
const LINES = 'SELECT "lines"."sku" FROM "lines" WHERE "lines"."author_id" = %s';
const code = {
  'code.filepath': '/app/orders/views.py',
  'code.lineno': 31,
  'code.function': 'orders.views.index',
};
const items = spansOf(42, { op: 'db', description: ITEMS, ms: 9, data: code });
const calls = spansOf(12, { op: 'http.client', description: 'GET https://api.example/users/4711', ms: 60 });
const slow = spansOf(1, {
  op: 'db',
  description: "SELECT * FROM users WHERE email = 'jane.roe@example.net'",
  ms: 1_800,
});
const assets = spansOf(1, { op: 'resource.script', description: 'https://cdn.example/vendor.js', ms: 2_400 });
const files = spansOf(3, { op: 'file.read', description: 'settings.plist', ms: 40 });

const base = { parentSpanIds: [hex(0xffff)], causeSpanIds: [] };

/** By type, one example of each; names and forms of the fields as the detectors write them. */
export const PERFORMANCE_ISSUES: readonly PerformanceIssue[] = [
  {
    type: 'performance_n_plus_one_db_queries',
    title: 'N+1 Query',
    transaction: '/orders/',
    requestOp: 'http.server',
    evidence: {
      ...base,
      op: 'db',
      transactionName: '/orders/',
      parentSpan: 'django.view - index',
      offenderSpanIds: ids(items),
      repeatingSpans: `db - ${ITEMS}`,
      repeatingSpansCompact: ITEMS,
      numRepeatingSpans: '42',
    },
    spans: items,
  },
  {
    type: 'performance_m_n_plus_one_db_queries',
    title: 'MN+1 Query',
    transaction: '/orders/',
    requestOp: 'http.server',
    evidence: {
      ...base,
      op: 'db',
      transactionName: '/orders/',
      parentSpan: 'graphql.resolve - Query.orders',
      offenderSpanIds: ids(items),
      repeatingSpans: [`db - ${AUTHORS}`, 'function - map', `db - ${LINES}`],
      repeatingSpansCompact: [AUTHORS, 'map', LINES],
      numberRepeatingSpans: '42',
      patternSize: 3,
      numPatternRepetitions: 14,
    },
    spans: items,
  },
  {
    type: 'performance_n_plus_one_api_calls',
    title: 'N+1 API Call',
    transaction: '/dashboard',
    requestOp: 'pageload',
    evidence: {
      ...base,
      op: 'http.client',
      transactionName: '/dashboard',
      offenderSpanIds: ids(calls),
      repeatingSpans: '/users/4711',
      repeatingSpansCompact: ['id'],
      numRepeatingSpans: '12',
      parameters: ['{id: 1,2,3}'],
    },
    spans: calls,
  },
  {
    type: 'performance_slow_db_query',
    title: 'Slow DB Query',
    transaction: 'GET /users',
    requestOp: 'http.server',
    evidence: {
      op: 'db',
      causeSpanIds: [],
      parentSpanIds: [],
      transactionName: 'GET /users',
      offenderSpanIds: ids(slow),
      repeatingSpans: `db - ${slow[0]?.description}`,
      repeatingSpansCompact: slow[0]?.description,
      numRepeatingSpans: '1',
    },
    spans: slow,
  },
  {
    type: 'performance_consecutive_db_queries',
    title: 'Consecutive DB Queries',
    transaction: '/orders/',
    requestOp: 'http.server',
    evidence: {
      ...base,
      op: 'db',
      transactionName: '/orders/',
      offenderSpanIds: ids(items).slice(0, 3),
      repeatingSpans: '',
      repeatingSpansCompact: '',
    },
    spans: items,
  },
  {
    type: 'performance_consecutive_http',
    title: 'Consecutive HTTP',
    transaction: '/dashboard',
    requestOp: 'pageload',
    evidence: { ...base, op: 'http', offenderSpanIds: ids(calls).slice(0, 4), numRepeatingSpans: '4' },
    spans: calls,
  },
  {
    type: 'performance_render_blocking_asset_span',
    title: 'Large Render Blocking Asset',
    transaction: '/dashboard',
    requestOp: 'pageload',
    evidence: { op: 'resource.script', parentSpanIds: [], causeSpanIds: [], offenderSpanIds: ids(assets) },
    spans: assets,
  },
  {
    type: 'performance_file_io_main_thread',
    title: 'File IO on Main Thread',
    transaction: 'MainActivity',
    requestOp: 'ui.load',
    evidence: { ...base, op: 'file', offenderSpanIds: ids(files), numRepeatingSpans: '3' },
    spans: files,
  },
  {
    type: 'performance_p95_endpoint_regression',
    title: 'Endpoint Regression',
    transaction: 'GET /orders',
    requestOp: 'http.server',
    evidence: {
      transaction: 'GET /orders',
      project: '4509000000000016',
      aggregateRange1: 212.4,
      aggregateRange2: 843.9,
      trendPercentage: 3.97,
      trendDifference: 631.5,
      unweightedPValue: 0,
      unweightedTValue: -41.2,
      breakpoint: 1_795_237_200,
    },
    spans: [],
  },
  {
    type: 'profile_function_regression',
    title: 'Function Regression',
    transaction: 'orders.views.index',
    requestOp: 'http.server',
    evidence: {
      file: 'orders/views.py',
      function: 'price_of',
      fingerprint: 4711,
      aggregateRange1: 2_100_000,
      aggregateRange2: 61_000_000,
      breakpoint: 1_795_237_200,
    },
    spans: [],
  },
];

/** Its event and its issue: those of another event, with what tells it from an error. */
export function performanceIncident(
  { type, title, transaction, requestOp, evidence, spans }: PerformanceIssue,
  { event, issue }: { readonly event: Json; readonly issue: Json },
): { readonly event: Json; readonly issue: Json } {
  const entries = [{ type: 'spans', data: spans }];
  const contexts = { trace: { op: requestOp, type: 'trace' } };
  const occurrence = {
    id: 'ae1f2b3c4d5e6f708192a3b4c5d6e7f8',
    type: 1_006,
    issueTitle: title,
    subtitle: '',
    evidenceData: evidence,
    evidenceDisplay: [],
    detectionTime: 1_795_240_000,
    level: 'info',
  };
  const named = { title, culprit: transaction };
  return {
    event: {
      ...event,
      ...named,
      type: 'transaction',
      message: title,
      transaction,
      entries,
      contexts,
      occurrence,
    },
    issue: {
      ...issue,
      ...named,
      issueType: type,
      issueCategory: 'performance',
      type: 'default',
      level: 'info',
    },
  };
}
