import { describe, expect, it } from 'vitest';
import { loadIncident } from '../../../sandbox/incident.ts';
import { PERFORMANCE_ISSUES, performanceIncident } from '../../../sandbox/sentry/performance-issue.ts';
import { type Endpoint, generateSpans } from '../../../sandbox/sentry/span-generator.ts';
import { labelsOf, lawNoLeak, lawNothingUnknown, lawWritesNothing } from '../harness/laws.ts';
import { GITHUB_TOKEN, incidentWorld, inWorld, NOW, runIntake, SENTRY_TOKEN } from '../intake/world.ts';

const FILES = {
  'package.json': '{"name":"shop"}',
  'orders/views.py': 'def index(request):\n    return [o.items for o in Order.objects.all()]\n',
  'orders/urls.py': "urlpatterns = [path('orders/', views.index)]\n",
  'src/orders/router.js': "router.get('/orders', list);\nrouter.get('/users', find);\n",
  'src/users/router.js': "router.get('/users', find);\n",
  'app/dashboard/page.tsx': 'export default function Page() {}\n',
  'app/src/main/java/com/acme/MainActivity.kt': 'class MainActivity\n',
};

/** A production issue of this type; its requests behave as the endpoint does, if there is one. */
function reportedWorld(type: string, endpoint?: Partial<Endpoint>) {
  const issue = PERFORMANCE_ISSUES.find((one) => one.type === type);
  if (issue === undefined) throw new Error(type);
  const plain = loadIncident('n-plus-one');
  const fixture = { ...plain, ...performanceIncident(issue, plain), files: FILES };
  return incidentWorld(fixture).then((world) => {
    if (endpoint !== undefined) {
      const whole = {
        median: 200,
        perDay: 600,
        ...endpoint,
        transaction: issue.transaction,
        op: issue.requestOp,
      };
      world.sandbox.sentry.state.spans.push(
        ...generateSpans(whole, { now: Date.parse(NOW), days: 15, seed: 5 }),
      );
    }
    return world;
  });
}

type World = Awaited<ReturnType<typeof reportedWorld>>;
const run = (world: World, inputs = {}) =>
  runIntake(world, world.repository.events.issues('opened', 1), { inputs });
const briefOf = (files: Readonly<Record<string, string>>) =>
  Object.entries(files).find(([name]) => name.includes('brief-1-1'))?.[1] ?? '';
const spanReads = (labels: readonly string[]) => labels.filter((label) => label.includes('dataset=spans'));

describe('performance issues that Sentry made', () => {
  it.each([
    ['performance_n_plus_one_db_queries', 'orders/views.py', /42 spans of `db` `select \* from items/],
    ['performance_m_n_plus_one_db_queries', 'orders/views.py', /42 spans of `db` `select books_author/],
    ['performance_n_plus_one_api_calls', 'app/dashboard/page.tsx', /12 spans of `http.client`/],
    [
      'performance_slow_db_query',
      'src/users/router.js',
      /1 spans of `db` `select \* from users where email = \?`/,
    ],
    ['performance_consecutive_db_queries', 'orders/views.py', /3 spans of `db`/],
    ['performance_consecutive_http', 'app/dashboard/page.tsx', /4 spans of `http`/],
    ['performance_render_blocking_asset_span', 'app/dashboard/page.tsx', /resource\.script/],
    [
      'performance_p95_endpoint_regression',
      'src/orders/router.js',
      /p95 from 212 ms to 844 ms, since `2026-11-21 05:00` UTC/,
    ],
    ['profile_function_regression', 'orders/views.py', /p95 from 2 ms to 61 ms/],
  ] as const)('%s: cause, suspect and brief', (type, suspect, cause) =>
    inWorld(reportedWorld(type), async (world) => {
      const result = await run(world);
      lawNothingUnknown(result);
      lawNoLeak(result, [GITHUB_TOKEN, SENTRY_TOKEN, 'jane.roe@example.net']);
      expect(result.outputs).toMatchObject({ decision: 'accept', 'reason-code': 'accepted' });
      const body = world.repository.issue(1).comments[0]?.body ?? '';
      expect(body).toContain(`**Sentry’s rule** \`${type}\``);
      expect(body).toMatch(cause);
      const brief = briefOf(result.files);
      expect(brief).toContain('# Performance order for issue #1');
      expect(brief).toContain(suspect);
      expect(brief).toMatch(cause);
      lawWritesNothing(await run(world));
    }),
  );

  it('what spans confirm is measured: table, trend, release and time lost', () =>
    inWorld(
      reportedWorld('performance_p95_endpoint_regression', {
        sampleRate: 0.05,
        release: (age) => (age <= 6 ? 'shop@2.4.0' : 'shop@2.3.9'),
        change: (ms, age) => (age <= 6 ? ms * 4 : ms),
        children: [
          {
            op: 'http.client',
            description: 'GET https://tax.example/rates',
            ms: 500,
            perRequest: (age) => (age <= 6 ? 1 : 0),
          },
        ],
      }),
      async (world) => {
        const result = await run(world);
        lawNothingUnknown(result);
        expect(result.outputs['reason-code']).toBe('accepted');
        const body = world.repository.issue(1).comments[0]?.body ?? '';
        expect(body).toContain('| p95 |');
        expect(body).toContain('**Slow since** release `shop@2.4.0`');
        expect(body).toMatch(/\| `shop@2\.4\.0` \| \S+ m?s \| \d+ \| new \|/);
        expect(body).toContain('`http.client` `GET tax.example/rates`');
        expect(body).toContain('**Time lost**');
        expect(briefOf(result.files)).toContain('| p95 |');
        lawWritesNothing(await run(world));
      },
    ));

  it('what spans do not confirm stands as Sentry told it', () =>
    inWorld(reportedWorld('performance_n_plus_one_db_queries', {}), async (world) => {
      const result = await run(world);
      expect(result.outputs['reason-code']).toBe('accepted');
      const body = world.repository.issue(1).comments[0]?.body ?? '';
      expect(body).not.toContain('| p95 |');
      expect(spanReads(labelsOf(result)).length).toBeLessThanOrEqual(4);
    }));

  it.each([403, 404, 429, 500])('goes on without spans: %i', (status) =>
    inWorld(reportedWorld('performance_n_plus_one_db_queries', {}), async (world) => {
      const fault = { kind: 'answer', status, body: {}, headers: { 'retry-after': '600' } } as const;
      world.sandbox.faults.queue({
        match: { path: /dataset=spans/ },
        fault,
        times: Number.POSITIVE_INFINITY,
      });
      expect((await run(world)).outputs['reason-code']).toBe('accepted');
    }),
  );
});
