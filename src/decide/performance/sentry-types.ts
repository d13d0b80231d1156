/** The spans that a rule of Sentry blames. */
interface Blamed {
  readonly op: string;
  /** One kind of span too often, rather than one that takes long. */
  readonly loop: boolean;
}

/** What one kind of Sentry's performance issues says about the cause. */
export interface SentryRule {
  readonly name: string;
  readonly pattern: RegExp;
  readonly example: string;
  /** Op of the requests that it concerns, where the event does not say. */
  readonly op: string;
  readonly child: Blamed | null;
}

const PAGE = 'pageload';
const SERVER = 'http.server';
const DEVICE = 'ui.load';

/** Sentry's performance issues by their type (`sentry/issues/grouptype.py`); the first match counts. */
export const SENTRY_RULES: readonly SentryRule[] = [
  {
    name: 'N+1 API calls',
    pattern: /n_plus_one_api/,
    example: 'performance_n_plus_one_api_calls',
    op: PAGE,
    child: { op: 'http.client', loop: true },
  },
  {
    name: 'N+1 queries',
    pattern: /n_plus_one/,
    example: 'performance_m_n_plus_one_db_queries',
    op: SERVER,
    child: { op: 'db', loop: true },
  },
  {
    name: 'consecutive HTTP requests',
    pattern: /consecutive_http|http_overhead/,
    example: 'performance_consecutive_http',
    op: PAGE,
    child: { op: 'http.client', loop: false },
  },
  {
    name: 'large HTTP payload',
    pattern: /large_http/,
    example: 'performance_large_http_payload',
    op: PAGE,
    child: { op: 'http.client', loop: false },
  },
  {
    name: 'slow or consecutive queries',
    pattern: /consecutive_db|slow_db|db_main_thread/,
    example: 'performance_slow_db_query',
    op: SERVER,
    child: { op: 'db', loop: false },
  },
  {
    name: 'assets',
    pattern: /render_blocking|uncompressed|large_render/,
    example: 'performance_render_blocking_asset_span',
    op: PAGE,
    child: { op: 'resource', loop: false },
  },
  {
    name: 'work on the main thread',
    pattern: /main_thread|frame_drop/,
    example: 'performance_file_io_main_thread',
    op: DEVICE,
    child: { op: 'file', loop: false },
  },
  {
    name: 'endpoint regression',
    pattern: /endpoint_regression|duration_regression/,
    example: 'performance_p95_endpoint_regression',
    op: SERVER,
    child: null,
  },
  {
    name: 'function regression',
    pattern: /function_regression/,
    example: 'profile_function_regression',
    op: 'function',
    child: null,
  },
  { name: 'web vitals', pattern: /web_vitals/, example: 'web_vitals', op: PAGE, child: null },
];

/** Of the older naming; the newer one has a category for each thing that is slow. */
const CATEGORIES: ReadonlySet<string> = new Set([
  'performance',
  'db_query',
  'http_client',
  'frontend',
  'mobile',
]);

/** Found by looking at spans, but about something else than speed. */
const NOT_SPEED = /injection|vulnerab/;

/** Whether Sentry filed it for its speed, in the old naming of categories and in the new one. */
export function isAboutSpeed(category: string | null, type: string | null): boolean {
  const name = type ?? '';
  if (NOT_SPEED.test(name)) return false;
  if (/^(?:performance|profile)_|^web_vitals/.test(name)) return true;
  return name !== 'error' && CATEGORIES.has(category ?? '');
}
