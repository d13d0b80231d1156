import fc from 'fast-check';
import type { Lesson, MemoryRow } from '../../src/domain/lesson.ts';
import { untrusted } from '../../src/domain/trust.ts';
import { loadSqlite } from '../../src/memory/sqlite.ts';
import { MemoryStore } from '../../src/memory/store.ts';

export const sql = await loadSqlite();

export const CLASS = '0123456789abcdef';

/** A new, empty memory, or one opened from bytes that must be sound. */
export function open(bytes: Uint8Array | null = null): MemoryStore {
  const store = MemoryStore.open(sql, bytes);
  if (!(store instanceof MemoryStore)) throw new Error(store.why);
  return store;
}

export const lesson = (given: Partial<Lesson> = {}): Lesson => ({
  kind: 'lesson',
  at: '2026-10-03T08:00:00.000Z',
  issue: 7,
  fingerprint: CLASS,
  outcome: 'recovered',
  signature: untrusted('TypeError at src/cart.ts:total'),
  message: untrusted('cannot read price of undefined cart line'),
  cause: untrusted('a cart line without a product'),
  fix: untrusted('skip lines whose product is gone'),
  paths: ['src/cart.ts'],
  confidence: 0.9,
  ...given,
});

const at = fc
  .integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2026, 10, 20) })
  .map((time) => new Date(time).toISOString());
const hex = (length: number) =>
  fc.integer({ min: 0, max: 40 }).map((n) => n.toString(16).padStart(length, '0'));
const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map(untrusted);
const count = fc.nat({ max: 1_000_000 });
const outcome = fc.constantFrom('recovered' as const, 'rejected' as const, 'failed-gate' as const);

/** Any row that a run may write. */
export const anyRow: fc.Arbitrary<MemoryRow> = fc.oneof(
  fc.record({
    kind: fc.constant('signal' as const),
    at,
    source: fc.constant('sentry' as const),
    signal: text,
    issue: fc.option(count),
    fingerprint: fc.option(hex(16)),
    release: fc.option(text),
    count,
    users: count,
  }),
  fc.record({
    kind: fc.constant('decision' as const),
    at,
    issue: count,
    fingerprint: fc.option(hex(16)),
    verdict: fc.constantFrom('accept' as const, 'ignore' as const),
    reason: fc.constantFrom('noise' as const, 'accepted' as const),
  }),
  fc.record({
    kind: fc.constant('attempt' as const),
    at,
    issue: count,
    fingerprint: hex(16),
    number: count,
    run: count.map(String),
    outcome: fc.constantFrom('dispatched' as const, 'failed' as const),
  }),
  fc.record({
    kind: fc.constant('outcome' as const),
    at,
    issue: count,
    fingerprint: hex(16),
    outcome,
    pullRequest: fc.option(count),
  }),
  fc.record({
    kind: fc.constant('lesson' as const),
    at,
    issue: count,
    fingerprint: hex(16),
    outcome,
    signature: text,
    message: text,
    cause: text,
    fix: text,
    paths: fc.array(fc.constantFrom('a.ts', 'src/b.ts', 'src/c d.py'), { maxLength: 3 }),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  fc.record({
    kind: fc.constant('file' as const),
    at,
    tree: hex(40),
    path: fc.constant('src/b.ts'),
    blob: hex(40),
  }),
  fc.record({
    kind: fc.constant('etag' as const),
    at,
    request: fc.constantFrom('issues', 'pulls'),
    etag: text,
    value: text,
  }),
  fc.record({
    kind: fc.constant('snapshot' as const),
    at,
    key: hex(12).map((n) => `patchpilot-memory-v1-${n}`),
  }),
);

/** Everything that a memory holds, as text: equal texts are equal memories. */
export const contentOf = (store: MemoryStore): string =>
  JSON.stringify(
    (['signal', 'decision', 'attempt', 'outcome', 'lesson', 'file', 'etag', 'snapshot'] as const).map(
      (kind) => [store.rows(kind), store.keys(kind).toSorted()],
    ),
  );
