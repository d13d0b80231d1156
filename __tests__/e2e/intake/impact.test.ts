import { describe, expect, it } from 'vitest';
import { loadIncident } from '../../../sandbox/incident.ts';
import { labelsOf, lawNoLeak, lawNothingUnknown, lawWritesNothing } from '../harness/laws.ts';
import {
  GITHUB_TOKEN,
  type IncidentWorld,
  incidentWorld,
  inWorld,
  runIntake,
  SENTRY_TOKEN,
} from './world.ts';

const KEY = 'phx_c4n4ryK3yOfTheProject9Zq';
const CONFIG = 'impact:\n  events: [checkout_completed, signup_completed, never_seen]\n';
const HOUR = 3_600_000;

/** An incident while which checkouts fell by more than half; signups did not. */
async function losing(config = CONFIG, fixture = 'checkout-node'): Promise<IncidentWorld> {
  const loaded = loadIncident(fixture);
  const files = config === '' ? loaded.files : { ...loaded.files, '.github/patchpilot.yml': config };
  const world = await incidentWorld({ ...loaded, files });
  const { posthog, clock } = world.sandbox;
  posthog.key(KEY);
  for (let day = 0; day < 15; day += 1) {
    const to = clock.now() - day * 24 * HOUR;
    const window = { from: new Date(to - 24 * HOUR).toISOString(), to: new Date(to).toISOString() };
    posthog.capture('checkout_completed', { ...window, count: day === 0 ? 300 : 900, people: 200 });
    posthog.capture('signup_completed', { ...window, count: 480 });
  }
  return world;
}

const inputs = ({ sandbox }: IncidentWorld) => ({
  'posthog-key': KEY,
  'posthog-project': '4711',
  'posthog-url': sandbox.posthog.url,
});
const run = (world: IncidentWorld, more: Readonly<Record<string, string>> = {}) =>
  runIntake(world, world.repository.events.issues('opened', 1), { inputs: { ...inputs(world), ...more } });
const asked = (labels: readonly string[]) => labels.filter((label) => label.startsWith('posthog'));

describe('product impact in intake', () => {
  it('stands in the comment, the brief and the result, and gives severity its points, for one request', () =>
    inWorld(losing(), async (world) => {
      const result = await run(world);
      lawNothingUnknown(result);
      lawNoLeak(result, [GITHUB_TOKEN, SENTRY_TOKEN, KEY]);
      expect(asked(labelsOf(result))).toHaveLength(1);
      const body = world.repository.issue(1).comments[0]?.body ?? '';
      expect(body).toContain('**Product impact**: `checkout_completed fell by');
      expect(body).toContain('PostHog has not seen this event in two weeks');
      expect(body).toMatch(/product impact (?:1\d|20)/);
      const brief = Object.entries(result.files).find(([name]) => name.includes('brief-1-1'))?.[1] ?? '';
      expect(brief).toContain('## What it costs the product');
      const { decisions } = JSON.parse(result.outputs.result ?? '{}');
      expect(decisions).toMatchObject([{ verdict: 'accept', productImpact: { verdict: 'loss' } }]);
      expect(result.outputs['reason-code']).toBe('accepted');
    }));

  it('is asked of the incident’s page and release in the same request, whose text holds neither', () =>
    inWorld(losing(), async (world) => {
      const { posthog, clock } = world.sandbox;
      const properties = { $pathname: '/checkout', $app_version: '2.14.0' };
      for (const week of [0, 1]) {
        const to = clock.now() - week * 7 * 24 * HOUR;
        const window = { from: new Date(to - 24 * HOUR).toISOString(), to: new Date(to).toISOString() };
        posthog.capture('checkout_completed', { ...window, count: week === 0 ? 60 : 400, properties });
        posthog.capture('checkout_completed', {
          ...window,
          count: 200,
          properties: { $app_version: '2.13.0' },
        });
        posthog.capture('$pageview', { ...window, count: 900, properties });
        posthog.capture('$pageview', { ...window, count: 900, properties: { $app_version: '2.13.0' } });
      }
      const result = await run(world);
      lawNothingUnknown(result);
      expect(asked(labelsOf(result))).toHaveLength(1);
      const [question] = result.requests.filter(({ service }) => service === 'posthog');
      const { query } = (question?.body ?? {}) as { query: { query: string; values: object } };
      expect(query.query).not.toMatch(/checkout|2\.14/);
      expect(query.values).toMatchObject({
        page: '^/checkout/?$',
        releases: ['checkout-node@2.14.0', '2.14.0'],
      });
      const body = world.repository.issue(1).comments[0]?.body ?? '';
      expect(body).toContain('- `checkout_completed` on `/checkout`: 60 (60) now, 400 (400) last week');
      expect(body).toContain('- `checkout_completed` on release `checkout-node@2.14.0`: 60 of 900 people');
      const { decisions } = JSON.parse(result.outputs.result ?? '{}');
      expect(decisions[0].productImpact.slices).toMatchObject([
        { kind: 'page', verdict: 'loss' },
        { kind: 'release', verdict: 'loss', on: { actors: 60 }, others: { actors: 200 } },
      ]);
    }));

  it('is read back from the record, and a second run asks nothing', () =>
    inWorld(losing(), async (world) => {
      await run(world);
      const second = await run(world);
      lawWritesNothing(second);
    }));

  it.each([
    ['without a key', CONFIG, { 'posthog-key': '' }],
    ['without events', '', {}],
  ] as const)('asks nothing %s', (_, config, more) =>
    inWorld(losing(config), async (world) => {
      const result = await run(world, more);
      expect(asked(labelsOf(result))).toEqual([]);
      expect(result.outputs.decision).toBe('accept');
    }),
  );

  it('asks nothing for what is refused', () =>
    inWorld(losing(CONFIG, 'staging-only'), async (world) => {
      expect(asked(labelsOf(await run(world)))).toEqual([]);
    }));

  it.each([
    { what: 'a key without the scope', advice: 'query:read', scopes: ['feature_flag:read'], more: {} },
    {
      what: 'the wrong project',
      advice: 'posthog-project',
      scopes: ['query:read'],
      more: { 'posthog-project': '99' },
    },
    {
      what: 'a key that was taken back',
      advice: 'posthog-key',
      scopes: ['query:read'],
      more: { 'posthog-key': 'phx_an0therK3yThatNobodyKnows' },
    },
  ] as const)('goes on without it for $what, and says what to change', ({ advice, scopes, more }) =>
    inWorld(losing(), async (world) => {
      world.sandbox.posthog.key(KEY, scopes);
      const result = await run(world, more);
      expect(result.outputs.decision).toBe('accept');
      expect(result.annotations.map(({ message }) => message).join('\n')).toContain(advice);
      expect(world.repository.issue(1).comments[0]?.body).not.toContain('Product impact');
    }),
  );

  it('says that the rate is limited, and asks no more', () =>
    inWorld(losing(), async (world) => {
      world.sandbox.posthog.state.hourly = 0;
      const result = await run(world);
      expect(result.outputs.decision).toBe('accept');
      expect(asked(labelsOf(result))).toHaveLength(1);
      expect(result.annotations.map(({ message }) => message).join()).toContain('limiting the rate');
    }));

  it.each([{ kind: 'cut' }, { kind: 'html' }, { kind: 'answer', status: 504, body: {} }] as const)(
    'goes on without it when PostHog fails: $kind',
    (fault) =>
      inWorld(losing(), async (world) => {
        world.sandbox.faults.queue({ match: { service: 'posthog' }, fault });
        expect((await run(world)).outputs.decision).toBe('accept');
      }),
  );
});
