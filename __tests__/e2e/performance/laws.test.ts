import { describe, expect, it } from 'vitest';
import {
  lawCrash,
  lawLostAnswers,
  lawNoLeak,
  lawParallel,
  lawSecondRun,
  lawWritesNothing,
  type Story,
} from '../harness/laws.ts';
import { GITHUB_TOKEN, inWorld, SENTRY_TOKEN } from '../intake/world.ts';
import { POSTHOG_KEY, runPerformance, type SpanWorld, spanWorld } from './world.ts';

const story: Story<SpanWorld> = {
  build: () => spanWorld(['small']),
  run: (world, kill) => runPerformance(world, kill === undefined ? {} : { kill }),
  end: (world) =>
    JSON.parse(JSON.stringify(world.repository.record()).replace(/127\.0\.0\.1:\d+/g, '127.0.0.1')),
  close: (world) => world.sandbox.close(),
};

describe('laws of the performance mode', () => {
  it('a dry run shows the plan and writes nothing', () =>
    inWorld(spanWorld(['small']), async (world) => {
      const result = await runPerformance(world, { inputs: { 'dry-run': 'true' } });
      lawWritesNothing(result);
      expect(result.outputs.decision).toBe('accept');
      expect(result.summary).toContain('open-issue');
    }));

  it('a second run over the same spans writes nothing new', () => lawSecondRun(story));

  it('killed at any boundary and run again, it ends as one clean run', { timeout: 400_000 }, async () => {
    expect(await lawCrash(story)).toBeGreaterThan(20);
    expect(await lawLostAnswers(story)).toBeGreaterThanOrEqual(3);
  });

  it('several at once open one issue', () => {
    const runs = Array.from({ length: 20 }, (_, n) => 200 + n);
    return lawParallel(
      {
        ...story,
        run: (world) => runPerformance(world, { runId: runs.pop() ?? 1 }),
        end: (world) => JSON.parse(JSON.stringify(story.end(world)).replace(/"run\\":\\"\d+/g, 'run')),
      },
      5,
    );
  });

  it('no secret leaves it, and names of requests do no harm', () =>
    inWorld(spanWorld(['hostile']), async (world) => {
      const result = await runPerformance(world, {
        inputs: {
          'posthog-key': POSTHOG_KEY,
          'posthog-project': '4711',
          'posthog-url': world.sandbox.posthog.url,
        },
      });
      lawNoLeak(result, [GITHUB_TOKEN, SENTRY_TOKEN, POSTHOG_KEY]);
      expect(result.exitCode).toBe(0);
      const [issue] = world.repository.state.issues.values();
      // The first line is the hidden record; the rest is what a reader's page is made from.
      const text = [issue?.title, issue?.body, issue?.comments[0]?.body.replace(/^.*\n/, '')].join('\n');
      expect(text.replace(/`[^`\n]*`/g, '')).not.toMatch(
        /@everyone|\]\(https:|evil\.example\)\s*\]|patchpilot:incident/,
      );
    }));
});
