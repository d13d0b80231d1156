import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import { impactQuery } from '../../../src/sources/posthog/query.ts';
import { createPostHogReader } from '../../../src/sources/posthog/reader.ts';

const KEY = 'phx_t3stK3yOfThePr0ject';
const WINDOW = { from: '2026-11-21T08:00:00.000Z', to: '2026-11-21T10:00:00.000Z' };
const EVENTS = ['signup_completed', 'checkout_completed', "odd'); DROP TABLE events --"];
const QUESTION = {
  window: WINDOW,
  events: EVENTS,
  path: null,
  place: { page: null, releases: [] as readonly string[] },
  releaseProperty: '$app_version',
};

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ now: '2026-11-21T10:00:00Z' });
  sandbox.posthog.key(KEY);
  const day = { from: '2026-11-21T08:00:00Z', to: '2026-11-21T10:00:00Z', count: 40, people: 30 };
  sandbox.posthog.capture('checkout_completed', day);
  sandbox.posthog.capture('checkout_completed', {
    ...day,
    from: '2026-11-14T08:00:00Z',
    to: '2026-11-14T10:00:00Z',
    count: 90,
  });
  sandbox.posthog.capture('checkout_completed', {
    ...day,
    from: '2026-11-21T06:00:00Z',
    to: '2026-11-21T08:00:00Z',
    count: 80,
  });
  sandbox.posthog.capture('signup_completed', { ...day, properties: { $pathname: '/join' } });
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.forget());

const reader = (more: Partial<Parameters<typeof createPostHogReader>[0]> = {}) =>
  createPostHogReader({ url: sandbox.posthog.url, project: '4711', key: KEY, ...more });

describe('product events from PostHog', () => {
  it('come by one request, windows apart, and the unknown ones are named', async () => {
    expect(await reader().counts(QUESTION)).toMatchObject([
      { name: 'signup_completed', exists: true, now: { count: 40 }, lastWeek: { count: 0 } },
      {
        name: 'checkout_completed',
        exists: true,
        now: { count: 40, actors: 30 },
        lastWeek: { count: 90, actors: 30 },
        previous: { count: 80 },
        previousLastWeek: { count: 0 },
      },
      { name: EVENTS[2], exists: false, now: { count: 0 } },
    ]);
    expect(sandbox.log).toHaveLength(1);
    expect(sandbox.log[0]?.unknown).toBeUndefined();
  });

  it('can be asked of one page', async () => {
    const found = await reader().counts({ ...QUESTION, path: '/join' });
    expect(found).toMatchObject([{ now: { count: 40 } }, { exists: false }, { exists: false }]);
  });

  it('come by page and by release in the same request', async () => {
    const window = { from: '2026-11-21T08:00:00Z', to: '2026-11-21T10:00:00Z' };
    const add = (event: string, count: number, properties: Readonly<Record<string, string>>) =>
      sandbox.posthog.capture(event, { ...window, count, properties });
    add('purchase', 30, { $pathname: '/pay/4711', $app_version: '2.4.0' });
    add('purchase', 50, { $pathname: '/pay/4712/', $app_version: '2.3.9' });
    add('purchase', 7, { $pathname: '/pay/4712/done' });
    add('$pageview', 400, { $app_version: '2.4.0' });
    add('$pageview', 500, { $app_version: '2.3.9' });
    const place = { page: '/pay/{id}', releases: ['shop@2.4.0', '2.4.0'] };
    const found = await reader().counts({ ...QUESTION, events: ['purchase', 'other'], place });
    expect(found).toMatchObject([
      {
        exists: true,
        now: { count: 87 },
        onPage: { now: { count: 80, actors: 50 }, lastWeek: { count: 0 } },
        byRelease: { on: { count: 30 }, others: { count: 50, actors: 50 }, activeOn: 400, activeOthers: 500 },
      },
      { exists: false },
    ]);
    expect(sandbox.log).toHaveLength(1);
    expect(sandbox.log[0]?.unknown).toBeUndefined();
  });

  it('are asked for by a text that holds no value', () => {
    const text = (body: ReturnType<typeof impactQuery>) => (body.query as { query: string }).query;
    const hostile = impactQuery({ ...QUESTION, path: "/x' OR 1=1" });
    expect(text(hostile)).toBe(text(impactQuery({ ...QUESTION, events: ['a'], path: '/' })));
    expect(hostile).toMatchObject({ refresh: 'blocking', query: { values: { events: EVENTS } } });
    const place = { page: "/x'){id}", releases: ["1.0' OR 1=1 --"] };
    const sliced = impactQuery({ ...QUESTION, place, releaseProperty: "a') OR (1=1" });
    expect(text(sliced)).toBe(text(impactQuery({ ...QUESTION, place: { page: '/', releases: ['2'] } })));
    const page = impactQuery({ ...QUESTION, place: { page: '/', releases: [] } });
    expect(text(page)).toBe(text(sliced));
    expect(page).toMatchObject({ query: { values: { releases: [''], activity: QUESTION.events } } });
    expect(sliced).toMatchObject({
      query: {
        values: { page: "^/x\\'\\)[^/]+/?$", releases: place.releases, releaseproperty: "a') OR (1=1" },
      },
    });
  });
});

describe('when PostHog cannot answer', () => {
  it.each([
    ['key is unknown', { key: 'phx_other' }, 'posthog-key'],
    ['project is unknown', { project: '1' }, 'posthog-project'],
  ] as const)('its %s: the advice names the setting', async (_, more, named) => {
    const found = await reader(more).counts(QUESTION);
    expect(found).toMatchObject({ kind: 'missing', source: 'posthog' });
    expect((found as { advice: string }).advice).toContain(named);
  });

  it('for want of a scope, the advice names the scope', async () => {
    sandbox.posthog.key('phx_readOnlyFlags', ['feature_flag:read']);
    const found = await reader({ key: 'phx_readOnlyFlags' }).counts(QUESTION);
    expect(found).toMatchObject({ why: 'forbidden' });
    expect((found as { advice: string }).advice).toContain('query:read');
  });

  it('because of the hourly limit, it is asked once and not again', async () => {
    sandbox.posthog.state.hourly = 0;
    expect(await reader().counts(QUESTION)).toMatchObject({ kind: 'missing', why: 'unavailable' });
    expect(sandbox.log).toHaveLength(1);
    sandbox.posthog.state.hourly = 2_400;
  });

  it.each([
    { kind: 'html' },
    { kind: 'cut' },
    { kind: 'truncated' },
    { kind: 'answer', status: 200, body: { query_status: { id: 'x', complete: false } } },
    { kind: 'answer', status: 504, body: { detail: 'timeout' } },
  ] as const)('is met by $kind', async (fault) => {
    sandbox.faults.queue({ match: { service: 'posthog' }, fault });
    expect(await reader().counts(QUESTION)).toMatchObject({ kind: 'missing', source: 'posthog' });
  });

  it.each([400, 504, 512])('is asked less once, without page and release, on status %i', async (status) => {
    sandbox.faults.queue({ match: { service: 'posthog' }, fault: { kind: 'answer', status, body: {} } });
    const found = await reader().counts({ ...QUESTION, place: { page: '/pay', releases: ['2.4.0'] } });
    expect(found).toMatchObject([{ onPage: null, byRelease: null }, {}, {}]);
    expect(sandbox.log).toHaveLength(2);
  });

  it('says what makes a question too slow', async () => {
    sandbox.faults.queue({ match: { service: 'posthog' }, fault: { kind: 'answer', status: 504, body: {} } });
    expect(await reader().counts(QUESTION)).toMatchObject({ advice: expect.stringContaining('10 s') });
  });
});
