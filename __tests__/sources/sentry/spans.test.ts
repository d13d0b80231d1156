import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import { generateSpans } from '../../../sandbox/sentry/span-generator.ts';
import { untrusted } from '../../../src/domain/trust.ts';
import { searchValue } from '../../../src/sources/sentry/span-query.ts';
import { createSpanReader } from '../../../src/sources/sentry/spans.ts';

const NOW = '2026-11-21T10:00:00Z';
const TOKEN = 'sntrys_spansTokenOfTheTest';
const WINDOW = { from: '2026-11-20T10:00:00.000Z', to: '2026-11-21T10:00:00.000Z' };
const SUBJECT = { transaction: untrusted('GET /api/orders/{id}'), op: 'http.server' };
const CODE = { path: 'src/orders/store.ts', line: 12, function: 'findItems' };

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ now: NOW });
  sandbox.sentry.token({ name: 'sentry', secret: TOKEN, scopes: ['org:read'] });
  const query = { op: 'db', description: 'select * from items', ms: 3, perRequest: () => 12, code: CODE };
  const orders = { transaction: SUBJECT.transaction, median: 100, perDay: 240, children: [query] };
  const window = { now: Date.parse(NOW), days: 2, seed: 7 };
  sandbox.sentry.state.spans.push(...generateSpans({ ...orders, release: () => 'shop@2' }, window));
  for (let at = 0; at < 150; at += 1)
    sandbox.sentry.state.spans.push(
      ...generateSpans(
        { transaction: `GET /odd/"${at}*`, median: 5, perDay: 24 },
        { ...window, days: 1, seed: at + 1 },
      ),
    );
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.forget();
  sandbox.faults.clear();
  sandbox.sentry.state.sampleCounts = true;
});

const reader = (more: Partial<Parameters<typeof createSpanReader>[0]> = {}) =>
  createSpanReader({
    url: sandbox.sentry.url,
    organization: 'acme',
    token: TOKEN,
    environments: ['production'],
    projects: ['shop'],
    ...more,
  });

describe('spans from Sentry', () => {
  it('come as a table over all pages, with true sample counts beside extrapolated ones', async () => {
    const table = await reader().table(WINDOW, ['http.server', 'pageload']);
    if ('kind' in table) throw new Error(table.advice);
    expect(table.complete).toBe(true);
    expect(table.rows).toHaveLength(151);
    const orders = table.rows.find(({ transaction }) => transaction === SUBJECT.transaction);
    expect(orders?.timing.samples).toBeGreaterThan(150);
    expect(orders?.timing.count).toBe((orders?.timing.samples ?? 0) * 10);
    expect(orders?.timing.p95).toBeGreaterThan(orders?.timing.p50 ?? 0);
    expect(sandbox.log.map(({ unknown }) => unknown)).toEqual([undefined, undefined]);
  });

  it('come with children, code, releases and an hourly trend', async () => {
    const spans = reader();
    expect(await spans.children(WINDOW, SUBJECT)).toMatchObject({
      rows: [{ op: 'db', description: 'select * from items' }],
    });
    expect(await spans.places(WINDOW, SUBJECT)).toMatchObject({ rows: [{ ...CODE, op: 'db' }] });
    expect(await spans.releases(WINDOW, SUBJECT)).toMatchObject({ rows: [{ release: 'shop@2' }] });
    const trend = await spans.trend(WINDOW, SUBJECT);
    expect(trend).toHaveLength(24);
    expect(trend).toMatchObject([
      { at: '2026-11-20T10:00:00.000Z' },
      {},
      ...Array.from({ length: 22 }, () => ({})),
    ]);
  });

  it('say how many of the slow requests one user made, and never whose they are', async () => {
    const share = await reader().topUserShare(WINDOW, SUBJECT, 10);
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThan(0.2);
    expect(await reader().topUserShare(WINDOW, SUBJECT, 1e9)).toBeNull();
  });

  it('are found under names that hold quotes and wildcards', async () => {
    const subject = { op: 'http.server', transaction: untrusted('GET /odd/"7*') };
    expect(await reader().releases(WINDOW, subject)).toMatchObject({ rows: [{}] });
    expect(searchValue('a" OR \n*')).toBe('"a\\" OR  \\*"');
  });

  it('are counted as they are by a Sentry without sample counts', async () => {
    sandbox.sentry.state.sampleCounts = false;
    const table = await reader().table(WINDOW, ['http.server']);
    if ('kind' in table) throw new Error(table.advice);
    const orders = table.rows.find(({ transaction }) => transaction === SUBJECT.transaction);
    expect(orders?.timing.count).toBe(orders?.timing.samples);
  });
});

describe('when Sentry cannot tell', () => {
  it('for want of a scope, the advice names it', async () => {
    sandbox.sentry.token({ name: 'sentry', secret: 'sntrys_other', scopes: ['event:read'] });
    const found = await reader({ token: 'sntrys_other' }).trend(WINDOW, SUBJECT);
    expect(found).toMatchObject({
      kind: 'missing',
      why: 'forbidden',
      advice: expect.stringContaining('org:read'),
    });
  });

  it('keeps the pages it has', async () => {
    sandbox.faults.queue({
      match: { path: /cursor=/ },
      fault: { kind: 'html' },
      times: Number.POSITIVE_INFINITY,
    });
    expect(await reader().table(WINDOW, ['http.server'])).toMatchObject({
      complete: false,
      rows: { length: 100 },
    });
  });

  it('takes null percentiles for unknown, and an empty answer for nothing', async () => {
    const edit = () => ({
      data: [
        { transaction: 'a', 'span.op': 'http.server', 'count()': 5, 'p95(span.duration)': null },
        { odd: 1 },
      ],
      meta: {},
    });
    sandbox.faults.queue({ match: { service: 'sentry' }, fault: { kind: 'edit', edit } });
    const row = { transaction: 'a', timing: { p95: null, p50: null, count: 5, samples: 5 } };
    const found = await reader({ projects: [] }).table({ ...WINDOW, from: '2026-11-21T09:59:00Z' }, [
      'queue.process',
    ]);
    expect(found).toMatchObject({ rows: [row] });
    expect(await reader().table(WINDOW, ['queue.process'])).toEqual({ rows: [], complete: true });
  });

  it.each([
    { kind: 'answer', status: 200, body: [] },
    { kind: 'html' },
    { kind: 'answer', status: 429, headers: { 'retry-after': '60' } },
  ] as const)('says that it is missing: $kind $status', async (fault) => {
    sandbox.faults.queue({ match: { service: 'sentry' }, fault, times: Number.POSITIVE_INFINITY });
    expect(await reader().table(WINDOW, ['http.server'])).toMatchObject({
      kind: 'missing',
      source: 'sentry',
    });
    expect(await reader().trend(WINDOW, SUBJECT)).toMatchObject({ kind: 'missing' });
  });
});
