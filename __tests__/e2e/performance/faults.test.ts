import { describe, expect, it } from 'vitest';
import { loadIncident } from '../../../sandbox/incident.ts';
import { labelsOf, lawNothingUnknown, lawWritesNothing } from '../harness/laws.ts';
import { incidentWorld, inWorld, runIntake, SENTRY_TOKEN } from '../intake/world.ts';
import { runPerformance, spanWorld } from './world.ts';

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
