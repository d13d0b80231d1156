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
import {
  GITHUB_TOKEN,
  type IncidentWorld,
  incidentWorld,
  inWorld,
  runIntake,
  SENTRY_TOKEN,
} from './world.ts';

/** Intake on one opened issue. A re-run after a crash is the same run again, as GitHub's "Re-run jobs" is. */
function story(fixture: string): Story<IncidentWorld> {
  return {
    build: () => incidentWorld(fixture),
    run: (world, kill) =>
      runIntake(world, world.repository.events.issues('opened', world.issue.number), {
        runId: 4_711,
        ...(kill === undefined ? {} : { kill }),
      }),
    // Every world has ports of its own, and the comment links to Sentry's.
    end: (world) =>
      JSON.parse(JSON.stringify(world.repository.record()).replace(/127\.0\.0\.1:\d+/g, '127.0.0.1')),
    close: (world) => world.sandbox.close(),
  };
}

/** One of each verdict with its writes. */
const STORIES = ['checkout-node', 'staging-only', 'hostile-event'] as const;

describe('the laws, on intake', () => {
  it.each(STORIES)('%s: a dry run shows the plan and writes nothing', (fixture) =>
    inWorld(incidentWorld(fixture), async (world) => {
      const before = world.repository.snapshot();
      const event = world.repository.events.issues('opened', world.issue.number);
      const result = await runIntake(world, event, { inputs: { 'dry-run': 'true' } });
      expect(result.exitCode).toBe(0);
      lawNothingUnknown(result);
      lawWritesNothing(result);
      lawNoLeak(result, [GITHUB_TOKEN, SENTRY_TOKEN]);
      expect(world.repository.snapshot()).toEqual(before);
      expect(result.files).toEqual({});
      expect(result.outputs.repairs).toBe('[]');
      expect(result.log).toContain('this is a dry run (would have:');
      expect(result.summary).toContain('dry run');
    }),
  );

  it.each(STORIES)('%s: a second run writes nothing new', (fixture) => lawSecondRun(story(fixture)));

  it.each(STORIES)(
    '%s: killed anywhere and run again, it ends as one clean run',
    async (fixture) => {
      expect(await lawCrash(story(fixture))).toBeGreaterThanOrEqual(8);
    },
    120_000,
  );

  it('the answer of any write may get lost: nothing is there twice', async () => {
    expect(await lawLostAnswers(story('checkout-node'))).toBeGreaterThanOrEqual(2);
  }, 60_000);

  it('ten runs at once leave one comment', () => lawParallel(story('checkout-node')), 60_000);

  it(
    'ten different runs at once hand the incident over once',
    () =>
      inWorld(incidentWorld('checkout-node'), async (world) => {
        const event = world.repository.events.issues('opened', world.issue.number);
        const results = await Promise.all(Array.from({ length: 10 }, () => runIntake(world, event)));
        expect(results.map((result) => result.exitCode)).toEqual(Array(10).fill(0));
        expect(world.repository.issue(world.issue.number).comments).toHaveLength(1);
        const handed = results.filter((result) => JSON.parse(result.outputs.repairs ?? '[]').length > 0);
        expect(handed).toHaveLength(1);
      }),
    60_000,
  );

  it('after a crash the very same run hands over what was accepted', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      const event = world.repository.events.issues('opened', world.issue.number);
      const first = await runIntake(world, event, { runId: 7, kill: { at: 7, when: 'after' } });
      expect(first.exitCode).toBeNull();
      const again = await runIntake(world, event, { runId: 7, runAttempt: 2 });
      expect(JSON.parse(again.outputs.repairs ?? '[]')).toMatchObject([{ issue: 1, attempt: 1 }]);
      const other = await runIntake(world, event, { runId: 8 });
      expect(other.outputs).toMatchObject({
        decision: 'defer',
        'reason-code': 'already-tracked',
        repairs: '[]',
      });
    }));
});
