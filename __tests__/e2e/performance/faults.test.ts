import { describe, expect, it } from 'vitest';
import { loadIncident } from '../../../sandbox/incident.ts';
import { labelsOf, lawNothingUnknown, lawWritesNothing } from '../harness/laws.ts';
import { incidentWorld, inWorld, runIntake, SENTRY_TOKEN } from '../intake/world.ts';
import { POSTHOG_KEY, runPerformance, spanWorld } from './world.ts';

const ALWAYS = { times: Number.POSITIVE_INFINITY };
const tables = { path: /events\/\?/ };

describe('what can go wrong in the performance mode', () => {
  it('without a scope nothing is decided, and the advice names it', () =>
    inWorld(spanWorld(['small']), async (world) => {
      world.sandbox.sentry.token({ name: 'sentry', secret: SENTRY_TOKEN, scopes: ['project:read'] });
      const result = await runPerformance(world);
      lawWritesNothing(result);
      expect(result.outputs).toMatchObject({ decision: 'escalate', 'reason-code': 'sentry-unavailable' });
      expect(result.annotations.map(({ message }) => message).join()).toContain('org:read');
    }));

  it('without a token it says what to set', () =>
    inWorld(spanWorld([]), async (world) => {
      const result = await runPerformance(world, { inputs: { 'sentry-token': '' } });
      expect(result.outputs['reason-code']).toBe('sentry-not-configured');
    }));

  it.each([
    { kind: 'html' },
    { kind: 'answer', status: 429, headers: { 'retry-after': '600' } },
    { kind: 'answer', status: 200, body: { data: 'none' } },
  ] as const)('nothing is opened when the spans cannot be read: $kind $status', (fault) =>
    inWorld(spanWorld(['small']), async (world) => {
      world.sandbox.faults.queue({ match: tables, fault, ...ALWAYS });
      const result = await runPerformance(world);
      lawWritesNothing(result);
      expect(result.exitCode).toBe(0);
      expect(result.outputs.decision).toBe('escalate');
    }),
  );

  it('nothing is called a regression on percentiles that are null, or on no rows', () =>
    inWorld(spanWorld(['small']), async (world) => {
      const nulls = (body: unknown) => {
        const { data } = body as { readonly data: readonly Record<string, unknown>[] };
        const bare = (row: Record<string, unknown>) =>
          Object.fromEntries(
            Object.entries(row).map(([key, value]) => [
              key,
              /^[pa]/.test(key) && key.includes('(') ? null : value,
            ]),
          );
        return { data: data.map(bare), meta: {} };
      };
      world.sandbox.faults.queue({ match: tables, fault: { kind: 'edit', edit: nulls }, ...ALWAYS });
      const result = await runPerformance(world);
      lawWritesNothing(result);
      expect(result.outputs['reason-code']).toBe('nothing-slow');
    }));

  it('a wrong project has no spans', () =>
    inWorld(spanWorld(['small']), async (world) => {
      const result = await runPerformance(world, { inputs: { 'sentry-projects': 'other' } });
      expect(result.outputs['reason-code']).toBe('nothing-slow');
      expect(labelsOf(result)).toHaveLength(4);
      expect(result.annotations.map(({ message }) => message).join()).toContain('check `sentry-projects`');
    }));

  it('goes on with the pages that it has', () =>
    inWorld(spanWorld(['small']), async (world) => {
      const { spans } = world.sandbox.sentry.state;
      const [one] = spans.filter(({ isTransaction }) => isTransaction).slice(-1);
      if (one === undefined) throw new Error('no span');
      for (let at = 0; at < 130; at += 1)
        spans.push({
          ...one,
          transaction: `GET /page${'abcdefghijklm'[at % 13]}${'nopqrstuvw'[at % 10]}`,
          duration: 1,
        });
      world.sandbox.faults.queue({ match: { path: /cursor=/ }, fault: { kind: 'html' }, ...ALWAYS });
      const result = await runPerformance(world);
      expect(result.outputs.decision).toBe('accept');
      expect(result.annotations.map(({ message }) => message).join()).toContain('a page failed');
    }));

  it('a baseline that cannot be had is no baseline', () =>
    inWorld(spanWorld(['small']), async (world) => {
      const week = { path: /events\/\?.*start=2026-11-13/ };
      world.sandbox.faults.queue({ match: week, fault: { kind: 'html' }, ...ALWAYS });
      const result = await runPerformance(world);
      expect(result.exitCode).toBe(0);
      expect(result.annotations.map(({ message }) => message).join()).toContain('A baseline is missing');
    }));

  it('goes on without trend, children and places', () =>
    inWorld(spanWorld(['small']), async (world) => {
      world.sandbox.faults.queue({
        match: { path: /timeseries|is_transaction%3Atrue\+transaction|code\.file/ },
        fault: { kind: 'html' },
        ...ALWAYS,
      });
      const result = await runPerformance(world);
      expect(result.outputs.decision).toBe('accept');
    }));
});

/** Checkouts of two weeks, of which a third is left since a day. */
async function losing() {
  const world = await spanWorld(['small'], 'impact:\n  events: [checkout_completed, never_seen]\n');
  const { posthog, clock } = world.sandbox;
  for (let day = 0; day < 15; day += 1) {
    const to = clock.now() - day * DAY;
    const window = { from: new Date(to - DAY).toISOString(), to: new Date(to).toISOString() };
    posthog.capture('checkout_completed', { ...window, count: day === 0 ? 300 : 900, people: 200 });
  }
  return world;
}

const DAY = 86_400_000;
const posthog = ({ sandbox }: Awaited<ReturnType<typeof losing>>) => ({
  'posthog-key': POSTHOG_KEY,
  'posthog-project': '4711',
  'posthog-url': sandbox.posthog.url,
});

describe('product impact of what is slow', () => {
  it('stands in issue, brief and result, and names the event that does not exist', () =>
    inWorld(losing(), async (world) => {
      const result = await runPerformance(world, { inputs: posthog(world) });
      lawNothingUnknown(result);
      const [issue] = world.repository.state.issues.values();
      const body = issue?.comments[0]?.body ?? '';
      expect(body).toContain('**Product impact**: `checkout_completed fell by');
      expect(body).toMatch(/`never_seen`.*PostHog has not seen this event/);
      expect(Object.values(result.files).join('\n')).toContain('## What it costs the product');
      const { decisions } = JSON.parse(result.outputs.result ?? '{}');
      expect(decisions).toMatchObject([{ verdict: 'accept', productImpact: { verdict: 'loss' } }]);
    }));

  it.each([
    { what: 'a key without the scope', scopes: ['insight:read'], advice: 'query:read' },
    { what: 'another project', more: { 'posthog-project': '99' }, advice: 'posthog-project' },
    { what: 'a limit', hourly: 0, advice: 'limiting the rate' },
    { what: 'a question of more than 10 s', status: 504, advice: '10 s' },
  ])('$what: the incident goes on without it, and the log says what to change', (spoil) =>
    inWorld(losing(), async (world) => {
      const { sandbox } = world;
      if (spoil.scopes !== undefined) sandbox.posthog.key(POSTHOG_KEY, spoil.scopes);
      if (spoil.hourly !== undefined) sandbox.posthog.state.hourly = spoil.hourly;
      if (spoil.status !== undefined)
        sandbox.faults.queue({
          match: { service: 'posthog' },
          fault: { kind: 'answer', status: spoil.status, body: {} },
          ...ALWAYS,
        });
      const result = await runPerformance(world, { inputs: { ...posthog(world), ...spoil.more } });
      expect(result.outputs.decision).toBe('accept');
      expect(result.annotations.map(({ message }) => message).join()).toContain(spoil.advice);
      const [issue] = world.repository.state.issues.values();
      expect(issue?.comments[0]?.body).not.toContain('Product impact');
    }),
  );
});

describe('performance issues that Sentry made', () => {
  it('go through intake to the file that handles the request, and get the brief of a change for speed', () => {
    const fixture = loadIncident('n-plus-one');
    const files = { ...fixture.files, 'src/orders/router.js': "router.get('/orders', list);\n" };
    return inWorld(incidentWorld({ ...fixture, files }), async (world) => {
      const result = await runIntake(world, world.repository.events.issues('opened', 1));
      lawNothingUnknown(result);
      expect(result.outputs).toMatchObject({ decision: 'accept', 'reason-code': 'accepted' });
      const brief = Object.entries(result.files).find(([name]) => name.includes('brief-1-1'))?.[1] ?? '';
      expect(brief).toContain('# Performance order for issue #1');
      expect(brief).toContain('src/orders/router.js');
      expect(brief).toContain('counts the queries');
    });
  });
});
