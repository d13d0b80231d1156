import { describe, expect, it } from 'vitest';
import {
  lawCrash,
  lawLostAnswers,
  lawNoLeak,
  lawNothingUnknown,
  lawParallel,
  lawSecondRun,
  lawWritesNothing,
  type Story,
} from '../harness/laws.ts';
import { GITHUB_TOKEN, inWorld, SENTRY_TOKEN } from '../intake/world.ts';
import {
  acceptedIncident,
  failingHours,
  mergeAndDeploy,
  proposeFix,
  quietHours,
  type RecoverStory,
  runRecover,
  VERCEL_TOKEN,
  vercelInputs,
} from './world.ts';

/** Each brings an incident to the moment before the run under test. */
const STORIES: Readonly<Record<string, (story: RecoverStory) => Promise<void>>> = {
  close: async (story) => {
    quietHours(story, 3, mergeAndDeploy(story, proposeFix(story)));
  },
  wait: async (story) => {
    quietHours(story, 0.5, mergeAndDeploy(story, proposeFix(story)));
  },
  retry: async (story) => {
    failingHours(story, 3, mergeAndDeploy(story, proposeFix(story)));
  },
  reopen: async (story) => {
    const sha = mergeAndDeploy(story, proposeFix(story));
    quietHours(story, 3, sha);
    await runRecover(story, story.repository.events.schedule(), { runId: 4_000 });
    quietHours(story, 22, sha);
    failingHours(story, 3, sha);
  },
  escalate: async (story) => {
    const sha = story.repository.merge({ number: proposeFix(story), method: 'squash' });
    story.repository.deploy({ ref: sha, states: ['waiting' as never] });
  },
};

function story(name: string): Story<RecoverStory> {
  return {
    build: async () => {
      const world = await acceptedIncident();
      await STORIES[name]?.(world);
      return world;
    },
    run: (world, kill) =>
      runRecover(world, world.repository.events.schedule(), {
        runId: 4_711,
        ...(kill === undefined ? {} : { kill }),
      }),
    end: (world) =>
      JSON.parse(JSON.stringify(world.repository.record()).replace(/127\.0\.0\.1:\d+/g, '127.0.0.1')),
    close: (world) => world.sandbox.close(),
  };
}

const NAMES = Object.keys(STORIES);

describe('the laws, on recover', () => {
  it.each(NAMES)('%s: a dry run shows the plan and writes nothing', async (name) => {
    const { build } = story(name);
    await inWorld(build(), async (world) => {
      const before = world.repository.snapshot();
      const inputs = { 'dry-run': 'true', ...vercelInputs(world) };
      const result = await runRecover(world, world.repository.events.schedule(), { inputs });
      expect(result.exitCode).toBe(0);
      lawNothingUnknown(result);
      lawWritesNothing(result);
      lawNoLeak(result, [GITHUB_TOKEN, SENTRY_TOKEN, VERCEL_TOKEN]);
      expect(world.repository.snapshot()).toEqual(before);
      expect(result.files).toEqual({});
      expect(result.outputs.repairs).toBe('[]');
      expect(result.summary).toContain('dry run');
    });
  });

  it.each(NAMES)('%s: a second run writes nothing new', (name) => lawSecondRun(story(name)), 60_000);

  it.each(NAMES)(
    '%s: killed anywhere and run again, it ends as one clean run',
    async (name) => {
      expect(await lawCrash(story(name))).toBeGreaterThanOrEqual(8);
    },
    240_000,
  );

  it.each(['close', 'retry', 'reopen', 'escalate'])(
    '%s: the answer of any write may get lost: nothing is there twice',
    async (name) => {
      expect(await lawLostAnswers(story(name))).toBeGreaterThanOrEqual(1);
    },
    120_000,
  );

  it('ten runs at once close once', () => lawParallel(story('close')), 120_000);

  it('different runs at once hand the incident over once', async () => {
    const { build, close } = story('retry');
    const world = await build();
    try {
      const event = world.repository.events.schedule();
      const results = await Promise.all(Array.from({ length: 10 }, () => runRecover(world, event)));
      expect(results.map((result) => result.exitCode)).toEqual(Array(10).fill(0));
      const handed = results.filter((result) => JSON.parse(result.outputs.repairs ?? '[]').length > 0);
      expect(handed).toHaveLength(1);
    } finally {
      await close(world);
    }
  }, 120_000);

  it('after a crash the very same run hands over what it had decided', async () => {
    const { build, close } = story('retry');
    const world = await build();
    try {
      const event = world.repository.events.schedule();
      const whole = await runRecover(world, event, { runId: 7 });
      const [first] = JSON.parse(whole.outputs.repairs ?? '[]');
      const again = await runRecover(world, event, { runId: 7, runAttempt: 2 });
      expect(JSON.parse(again.outputs.repairs ?? '[]')).toMatchObject([
        { issue: first.issue, attempt: first.attempt, base: first.base },
      ]);
      const other = await runRecover(world, event, { runId: 8 });
      expect(other.outputs.repairs).toBe('[]');
    } finally {
      await close(world);
    }
  });
});
