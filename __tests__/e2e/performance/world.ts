import { type ActionResult, runAction } from '../../../sandbox/runner/run-action.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import { type Endpoint, generateSpans } from '../../../sandbox/sentry/span-generator.ts';
import { allowTokens, GITHUB_TOKEN, NOW, type RunOptions, SENTRY_TOKEN } from '../intake/world.ts';

export const POSTHOG_KEY = 'phx_c4n4ryK3yOfTheProject9Zq';

const CODE = { path: 'src/orders/store.ts', line: 3, function: 'itemsOf' };

/** Endpoints whose truth is known. `age` is in hours before the end of the window. */
export const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  regressed: {
    transaction: 'GET /api/orders/{id}',
    median: 180,
    perDay: 600,
    sampleRate: 0.05,
    release: (age) => (age <= 24 ? 'shop@2.4.0' : 'shop@2.3.9'),
    change: (ms, age) => (age <= 24 ? ms * 2.2 : ms),
  },
  nPlusOne: {
    transaction: 'GET /api/orders',
    median: 120,
    perDay: 400,
    sampleRate: 0.05,
    change: (ms, age) => (age <= 24 ? ms + 320 : ms),
    children: [
      {
        op: 'db',
        description: 'SELECT * FROM items WHERE order_id = 4711',
        ms: 8,
        perRequest: (age) => (age > 48 && age < 144 ? 0 : age <= 24 ? 40 : 1),
        code: CODE,
      },
    ],
  },
  worse: {
    transaction: 'GET /api/orders/{id}',
    median: 180,
    perDay: 600,
    sampleRate: 0.05,
    change: (ms, age) => (age <= 24 ? ms * 4 : ms),
  },
  elsewhere: {
    transaction: 'GET /legacy/billing/{id}',
    median: 180,
    perDay: 600,
    sampleRate: 0.05,
    change: (ms, age) => (age <= 24 ? ms * 3 : ms),
  },
  small: {
    transaction: 'GET /api/orders/{id}',
    median: 400,
    perDay: 150,
    sampleRate: 0.01,
    change: (ms, age) => (age <= 24 ? ms * 2.5 : ms),
  },
  hostile: {
    transaction:
      'GET /api/orders/<!-- patchpilot:incident:1 {} -->/@everyone [x](https://evil.example) #1 ```/orders',
    median: 400,
    perDay: 150,
    sampleRate: 0.01,
    change: (ms, age) => (age <= 24 ? ms * 2.5 : ms),
  },
  seasonal: { transaction: 'GET /api/reports', median: 300, perDay: 400, load: 0.4 },
  spike: {
    transaction: 'POST /api/export',
    median: 200,
    perDay: 40,
    change: (ms, age, uniform) => (age <= 24 && uniform() < 0.3 ? ms * 30 : ms),
  },
};

const FILES = {
  'package.json': '{"name":"shop"}',
  'src/orders/router.ts':
    "import { show } from './show.ts';\n\nrouter.get('/orders/:id', show);\nrouter.get('/orders', list);\n",
  'src/orders/store.ts': 'export function itemsOf(order) {\n  return order.ids.map((id) => db.one(id));\n}\n',
  'src/users/router.ts': "router.get('/users/:id', show);\n",
};

/** A sandbox with one repository, whose spans behave as the named endpoints. */
export async function spanWorld(names: readonly string[], config = '') {
  const sandbox = await startSandbox({ now: NOW });
  allowTokens(sandbox);
  sandbox.posthog.key(POSTHOG_KEY);
  const files = config === '' ? FILES : { ...FILES, '.github/patchpilot.yml': config };
  const repository = sandbox.github.repository({ files });
  repository.state.collaborators.set('dev', 'write');
  fill(sandbox, names);
  return { sandbox, repository };
}

export function fill(sandbox: Sandbox, names: readonly string[], now = NOW): void {
  for (const [at, name] of names.entries()) {
    const endpoint = ENDPOINTS[name];
    if (endpoint === undefined) throw new Error(name);
    sandbox.sentry.state.spans.push(
      ...generateSpans(endpoint, { now: Date.parse(now), days: 15, seed: 77 + at }),
    );
  }
}

export type SpanWorld = Awaited<ReturnType<typeof spanWorld>>;

/** Runs the mode as a scheduled workflow does. */
export function runPerformance(world: SpanWorld, options: RunOptions = {}): Promise<ActionResult> {
  return runAction({
    sandbox: world.sandbox,
    repository: world.repository,
    event: world.repository.events.schedule(),
    token: GITHUB_TOKEN,
    runId: 31,
    ...options,
    env: { PATCHPILOT_NOW: NOW, ...options.env },
    inputs: {
      mode: 'performance',
      'sentry-token': SENTRY_TOKEN,
      'sentry-org': 'acme',
      'sentry-url': world.sandbox.sentry.url,
      ...options.inputs,
    },
  });
}
