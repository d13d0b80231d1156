import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attribute } from '../../../src/decide/performance/attribute.ts';
import { findings, findSlow } from '../../../src/decide/performance/find.ts';
import { mergeTimings } from '../../../src/decide/performance/merge.ts';
import { slownessOf } from '../../../src/decide/performance/slowness.ts';
import type { ChildSpans, SpanFacts, Timing } from '../../../src/domain/performance.ts';
import { DEFAULT_PERFORMANCE_POLICY as POLICY } from '../../../src/domain/policy/performance.ts';
import { untrusted } from '../../../src/domain/trust.ts';
import { spanFacts, timing } from './timing.ts';

const WINDOW = { from: '2026-11-20T10:00:00Z', to: '2026-11-21T10:00:00Z' };
const seen = (more: Partial<SpanFacts>) => slownessOf(spanFacts(more), POLICY, WINDOW);

describe('whether a span got slower', () => {
  it('is a regression when both baselines were faster', () => {
    expect(seen({ now: timing(200) })).toMatchObject({
      kind: 'regressed',
      onset: 'step',
      lastWeek: { kind: 'slower', change: { ratio: 2 } },
    });
  });

  it.each([
    ['the hour is busy every week', { now: timing(200), lastWeek: timing(195) }, 'seasonal'],
    ['nothing changed', {}, 'fast'],
    ['few samples', { now: timing(900, { samples: 20 }) }, 'too-few-samples'],
    ['nobody feels it', { now: timing(4), lastWeek: timing(2), previous: timing(2) }, 'fast'],
    [
      'the source gave no percentiles',
      { now: timing(1, { p50: null, p75: null, p95: null }) },
      'no-percentiles',
    ],
    [
      'there is nothing to hold it against',
      { now: timing(200), lastWeek: null, previous: null },
      'no-baseline',
    ],
    ['only the window before is known', { now: timing(200), lastWeek: null }, 'no-baseline'],
    [
      'it was like this a window ago, and nothing tells more',
      { now: timing(200), previous: timing(200) },
      'unusual-last-week',
    ],
  ] as const)('is none when %s', (_, more, why) => {
    expect(seen(more)).toEqual({ kind: 'calm', why });
  });

  it('is one customer’s trouble when the slowest requests are mostly of one user', () => {
    const now = timing(100, { p95: 900, p99: 2_000 });
    expect(seen({ now, topUserShare: 0.8 })).toEqual({ kind: 'calm', why: 'one-customer' });
    expect(seen({ now, topUserShare: 0.1 })).toMatchObject({ kind: 'regressed' });
  });

  it('is slow when the whole interval lies over the threshold of its op', () => {
    const slow = timing(2_000);
    expect(seen({ now: slow, lastWeek: slow, previous: slow })).toMatchObject({
      kind: 'slow',
      thresholdMs: 2_000,
    });
    const near = timing(760, { samples: 100 });
    expect(seen({ now: near, lastWeek: near, previous: near })).toEqual({ kind: 'calm', why: 'fast' });
  });

  it('never gets less sure with more samples, and never says anything of none', () => {
    const anyTiming = fc.record({
      p50: fc.double({ min: 1, max: 1e5, noNaN: true }),
      samples: fc.nat(10_000),
    });
    fc.assert(
      fc.property(anyTiming, anyTiming, fc.boolean(), (a, b, missing) => {
        const now = timing(a.p50, { samples: a.samples });
        const base = timing(b.p50, { samples: b.samples });
        const first = seen({ now, lastWeek: base, previous: missing ? null : base });
        const more = (one: Timing) => ({ ...one, samples: one.samples * 10 });
        const second = seen({ now: more(now), lastWeek: more(base), previous: missing ? null : more(base) });
        if (first.kind === 'regressed') expect(second.kind).toBe('regressed');
        if (a.samples < POLICY.minSamples) expect(first.kind).toBe('calm');
      }),
    );
  });
});

describe('where the time goes', () => {
  const query = (more: Partial<ChildSpans>): ChildSpans => ({
    op: 'db',
    description: untrusted('select * from items where order_id = ?'),
    perRequest: 1,
    msPerRequest: 5,
    before: { perRequest: 1, msPerRequest: 5 },
    ...more,
  });
  const regressed = seen({ now: timing(200) });
  const of = (children: readonly ChildSpans[], more: Partial<SpanFacts> = {}) =>
    attribute(spanFacts({ now: timing(200), children, ...more }), regressed, POLICY).kind;

  it('names a loop of queries that is new', () => {
    expect(of([query({ perRequest: 40, msPerRequest: 110 })])).toBe('n-plus-one');
  });

  it('names the one child that grew, not the one that was always long', () => {
    const old = query({ op: 'http.client', msPerRequest: 400, before: { perRequest: 1, msPerRequest: 400 } });
    const grown = query({ msPerRequest: 100 });
    expect(
      attribute(spanFacts({ now: timing(200), children: [old, grown] }), regressed, POLICY),
    ).toMatchObject({
      kind: 'child',
      child: { op: 'db' },
    });
  });

  it('names cold starts, and the code itself when nothing else explains it', () => {
    expect(of([], { coldShare: { now: 0.2, before: 0.02 } })).toBe('cold-start');
    expect(of([query({})])).toBe('own');
  });
});

describe('the findings of a look', () => {
  it('are worst first, one a class', () => {
    const big = spanFacts({ now: timing(400, { count: 1e6 }) });
    const small = spanFacts({
      now: timing(200),
      name: { op: 'http.server', transaction: untrusted('GET /b'), project: 'shop' },
    });
    const twin = spanFacts({
      now: timing(200, { count: 2e5 }),
      name: { ...big.name, transaction: untrusted('GET /api/orders/7') },
    });
    const found = findings([small, twin, big], POLICY, WINDOW);
    expect(found.map(({ class: one }) => one.parts.message)).toEqual(['GET /api/orders/{id}', 'GET /b']);
    expect(found[0]?.lost).toMatchObject({ requestsPerDay: 1e6 });
    expect(found[0]?.lost.hoursPerDay).toBeCloseTo(100, -1);
  });

  it('leave out what nobody loses time on', () => {
    expect(findSlow(spanFacts({ now: timing(200, { count: 200 }) }), POLICY, WINDOW)).toMatchObject({
      why: 'small',
    });
  });

  it('see names of one class as one', () => {
    expect(mergeTimings([])).toBeNull();
    expect(mergeTimings([timing(100), timing(100)])).toMatchObject({
      samples: 2_000,
      count: 20_000,
      users: 300,
    });
    expect(mergeTimings([timing(100), timing(400)])?.p50).toBeCloseTo(200);
  });
});
