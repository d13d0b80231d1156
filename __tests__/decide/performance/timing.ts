import type { SpanFacts, Timing } from '../../../src/domain/performance.ts';
import { untrusted } from '../../../src/domain/trust.ts';

/** A timing of log-normal durations around a median. */
export function timing(p50: number, more: Partial<Timing> = {}): Timing {
  return {
    p50,
    p75: p50 * 1.5,
    p95: p50 * 2.7,
    p99: p50 * 4,
    avg: p50 * 1.2,
    count: 10_000,
    samples: 1_000,
    users: 300,
    ...more,
  };
}

export function spanFacts(more: Partial<SpanFacts> = {}): SpanFacts {
  return {
    name: { op: 'http.server', transaction: untrusted('GET /api/orders/{id}'), project: 'shop' },
    now: timing(100),
    lastWeek: timing(100),
    previous: timing(100),
    trend: [],
    children: [],
    places: [],
    topUserShare: null,
    coldShare: null,
    release: null,
    newRelease: null,
    injection: [],
    ...more,
  };
}
