import type { ErrorEvent } from '../../domain/event.ts';
import type { SignalFacts } from '../../domain/facts.ts';
import type { Attribution, PerformanceCase } from '../../domain/performance.ts';
import { untrusted } from '../../domain/trust.ts';
import { performanceClass, plainDescription } from './name.ts';

/** Sentry's own performance issues: what each type says about the cause, and the op of the requests it concerns. */
const TYPES: readonly {
  readonly pattern: RegExp;
  readonly example: string;
  readonly op: string;
  readonly child: { readonly op: string; readonly loop: boolean } | null;
}[] = [
  {
    pattern: /n_plus_one_api/,
    example: 'performance_n_plus_one_api_calls',
    op: 'pageload',
    child: { op: 'http.client', loop: true },
  },
  {
    pattern: /n_plus_one/,
    example: 'performance_n_plus_one_db_queries',
    op: 'http.server',
    child: { op: 'db', loop: true },
  },
  {
    pattern: /consecutive_http|http_overhead|large_http/,
    example: 'performance_consecutive_http',
    op: 'pageload',
    child: { op: 'http.client', loop: false },
  },
  {
    pattern: /consecutive_db|slow_db|db_main_thread/,
    example: 'performance_slow_db_query',
    op: 'http.server',
    child: { op: 'db', loop: false },
  },
  {
    pattern: /render_blocking|uncompressed/,
    example: 'performance_uncompressed_assets',
    op: 'pageload',
    child: { op: 'resource', loop: false },
  },
  {
    pattern: /endpoint_regression|duration_regression/,
    example: 'performance_p95_endpoint_regression',
    op: 'http.server',
    child: null,
  },
];

/** Whether Sentry filed it for its speed, in the old naming of categories and in the new one. */
export function isPerformanceIssue({ category, type }: Pick<SignalFacts, 'category' | 'type'>): boolean {
  return category === 'performance' || (type ?? '').startsWith('performance_');
}

/** The case of a performance issue that Sentry made; `null` when its event names no request. */
export function sentryCase(signal: SignalFacts, event: ErrorEvent): PerformanceCase | null {
  if (!isPerformanceIssue(signal)) return null;
  const transaction = event.transaction ?? event.culprit;
  if (transaction === null || transaction.trim() === '') return null;
  const rule = TYPES.find(({ pattern }) => pattern.test(signal.type ?? ''));
  const name = { op: rule?.op ?? 'http.server', transaction, project: signal.project };
  return {
    class: performanceClass(name),
    name,
    places: event.exceptions.flatMap(({ frames }) =>
      frames.flatMap(({ path, line, function: fn, inApp }) =>
        path === null || inApp === false
          ? []
          : [{ path, line, function: fn, op: rule?.child?.op ?? name.op }],
      ),
    ),
    attribution: attributionOf(rule?.child ?? null, event),
    score: null,
    finding: null,
    texts: new Map(),
  };
}

function attributionOf(child: (typeof TYPES)[number]['child'], event: ErrorEvent): Attribution {
  if (child === null) return { kind: 'own' };
  const said = event.message ?? event.title ?? '';
  const spans = {
    op: child.op,
    description: untrusted(plainDescription(child.op, said).slice(0, 280)),
    perRequest: child.loop ? LEAST_LOOP : 1,
    msPerRequest: 0,
    before: null,
  };
  return child.loop ? { kind: 'n-plus-one', child: spans } : { kind: 'child', child: spans, share: 1 };
}

/** Sentry reports a loop from so many spans on. */
const LEAST_LOOP = 5;
