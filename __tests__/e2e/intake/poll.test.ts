import { describe, expect, it } from 'vitest';
import { loadIncident } from '../../../sandbox/incident.ts';
import { startSandbox } from '../../../sandbox/sandbox.ts';
import {
  labelsOf,
  lawCrash,
  lawLostAnswers,
  lawNoLeak,
  lawNothingUnknown,
  lawParallel,
  lawSecondRun,
  lawWritesNothing,
  type Story,
} from '../harness/laws.ts';
import { allowTokens, GITHUB_TOKEN, inWorld, NOW, runIntake, SENTRY_TOKEN } from './world.ts';

const CONFIG = 'intake:\n  source: sentry\n';
const APP_UUID = '8f2b3c1d-0000-4000-8000-1234567890ab';

/** Sentry knows some issues; GitHub knows nothing. */
async function polled(
  names: readonly string[] = ['checkout-node', 'staging-only', 'browser-extension'],
  config = CONFIG,
) {
  const sandbox = await startSandbox({ now: NOW });
  allowTokens(sandbox);
  const fixtures = names.map((name) => loadIncident(name));
  const [first] = fixtures;
  const files = { ...first?.files, '.github/patchpilot.yml': config };
  const repository = sandbox.github.repository({ files });
  repository.state.collaborators.set('dev', 'write');
  const issues = fixtures.map(({ issue, event, committers }) =>
    sandbox.sentry.issue({ issue, events: [event], committers }),
  );
  sandbox.sentry.state.installations = [{ slug: 'patchpilot', uuid: APP_UUID }];
  return { sandbox, repository, issues };
}

type World = Awaited<ReturnType<typeof polled>>;
const sweep = (world: World, more: Parameters<typeof runIntake>[2] = {}) =>
  runIntake(world, world.repository.events.schedule(), { runId: 21, ...more });
const open = (world: World) => [...world.repository.state.issues.values()];

const story: Story<World> = {
  build: () => polled(['checkout-node', 'staging-only']),
  run: (world, kill) => sweep(world, kill === undefined ? {} : { kill }),
  end: (world) =>
    JSON.parse(JSON.stringify(world.repository.record()).replace(/127\.0\.0\.1:\d+/g, '127.0.0.1')),
  close: (world) => world.sandbox.close(),
};

describe('polling Sentry', () => {
  it('opens an issue for what it accepts and for nothing else, with the record in one comment', () =>
    inWorld(polled(), async (world) => {
      const result = await sweep(world);
      lawNothingUnknown(result);
      lawNoLeak(result, [GITHUB_TOKEN, SENTRY_TOKEN]);
      expect(open(world)).toHaveLength(1);
      const [issue] = open(world);
      expect(issue).toMatchObject({ author: 'github-actions[bot]', labels: ['patchpilot'] });
      expect(issue?.title).toContain('TypeError');
      expect(issue?.body).toContain('Sentry Issue: [`SHOP-API-1A`](');
      expect(issue?.comments).toHaveLength(1);
      expect(JSON.parse(result.outputs.repairs ?? '[]')).toMatchObject([{ issue: 1, attempt: 1 }]);
      expect(result.summary).toContain('`noise`');
    }));

  it('asks once for the list, once for each new event, and nothing about what is on record', () =>
    inWorld(polled(['checkout-node']), async (world) => {
      await sweep(world);
      const second = await sweep(world, { runId: 22 });
      lawWritesNothing(second);
      expect(labelsOf(second).map((label) => label.replace(/\?.*$/, ''))).toEqual([
        'github query PatchpilotSweep',
        'sentry GET /api/0/organizations/acme/issues/',
      ]);
    }));

  it('takes a signal that Sentry itself has linked here for known', () =>
    inWorld(polled(['checkout-node']), async (world) => {
      const [signal] = world.issues;
      if (signal === undefined) throw new Error('no signal');
      signal.json = {
        ...signal.json,
        annotations: [{ displayName: 'acme/shop#9', url: 'https://github.com/acme/shop/issues/9' }],
      };
      await sweep(world);
      expect(open(world)).toEqual([]);
    }));

  it('links the issue in Sentry when the configuration names an integration, and goes on when that fails', () =>
    inWorld(polled(['checkout-node'], `${CONFIG}  sentry-app: patchpilot\n`), async (world) => {
      const refused = await sweep(world);
      expect(refused.annotations.map(({ message }) => message).join()).toContain('event:write');
      expect(JSON.parse(refused.outputs.repairs ?? '[]')).toHaveLength(1);
    }));

  it('links it when it may', () =>
    inWorld(polled(['checkout-node'], `${CONFIG}  sentry-app: patchpilot\n`), async (world) => {
      const scopes = ['event:read', 'event:write', 'project:read', 'org:read'] as const;
      world.sandbox.sentry.token({ name: 'sentry', secret: SENTRY_TOKEN, scopes });
      lawNothingUnknown(await sweep(world));
      expect(world.issues[0]?.json.annotations).toMatchObject([{ displayName: 'acme/shop#1' }]);
    }));

  it('a dry run shows what it would open', () =>
    inWorld(polled(), async (world) => {
      const result = await sweep(world, { inputs: { 'dry-run': 'true' } });
      lawWritesNothing(result);
      expect(result.summary).toContain('`SHOP-API-1A`');
      expect(result.outputs.decision).toBe('accept');
    }));

  it('ten at once open one issue', () => {
    // Ten runs, not one run ten times: a run that is started again takes up its own lock.
    const runs = Array.from({ length: 20 }, (_, n) => 100 + n);
    return lawParallel({
      ...story,
      build: () => polled(['checkout-node']),
      run: (world) => sweep(world, { runId: runs.pop() ?? 1 }),
      end: (world) => JSON.parse(JSON.stringify(story.end(world)).replace(/"run\\":\\"\d+/g, 'run')),
    });
  }, 120_000);

  it('keeps the laws', async () => {
    await lawSecondRun(story);
    expect(await lawCrash(story)).toBeGreaterThanOrEqual(10);
    expect(await lawLostAnswers(story)).toBeGreaterThanOrEqual(3);
  }, 240_000);
});
