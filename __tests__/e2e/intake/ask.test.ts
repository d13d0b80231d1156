import { describe, expect, it } from 'vitest';
import { lawNoLeak, lawWritesNothing } from '../harness/laws.ts';
import {
  GITHUB_TOKEN,
  type IncidentWorld,
  incidentWorld,
  inWorld,
  runIntake,
  SENTRY_TOKEN,
} from './world.ts';

const LATER = { env: { PATCHPILOT_NOW: '2026-11-21T11:00:00Z' } };

function say(world: IncidentWorld, body: string) {
  world.sandbox.clock.set('2026-11-21T10:30:00Z');
  const comment = world.repository.comment(1, { author: 'dev', body });
  return world.repository.events.issueComment(1, comment.id);
}

const accepted = async (world: IncidentWorld) => {
  const result = await runIntake(world, world.repository.events.issues('opened', 1));
  expect(result.outputs.decision).toBe('accept');
};

describe('ways to ask', () => {
  it.each(['checkout-node', 'staging-only', 'hostile-event'])(
    '`/patchpilot explain` on %s posts the whole trace, once',
    (fixture) =>
      inWorld(incidentWorld(fixture), async (world) => {
        await runIntake(world, world.repository.events.issues('opened', 1));
        const event = say(world, '/patchpilot explain');
        const result = await runIntake(world, event, LATER);
        lawNoLeak(result, [GITHUB_TOKEN, SENTRY_TOKEN]);
        expect(result.outputs.repairs).toBe('[]');
        const answer = world.repository.issue(1).comments.at(-1)?.body ?? '';
        expect(answer).toContain('### Patchpilot: why');
        expect(answer).toContain('Every question that was asked');
        // Nothing of staging was read, so there is no class to explain.
        expect(answer.includes('What makes its class')).toBe(fixture !== 'staging-only');
        lawWritesNothing(await runIntake(world, event, LATER));
        lawWritesNothing(await runIntake(world, world.repository.events.schedule(), LATER));
      }),
  );

  it('a dropped `explain` is answered by the next sweep', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      await accepted(world);
      say(world, '/patchpilot explain');
      await runIntake(world, world.repository.events.schedule(), LATER);
      expect(world.repository.issue(1).comments).toHaveLength(3);
    }));

  it('the hint of `/patchpilot retry` reaches the worker as data', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      await accepted(world);
      const result = await runIntake(world, say(world, '/patchpilot retry look at the coupon'), LATER);
      const brief = Object.entries(result.files).find(([name]) => name.includes('brief-1-2'))?.[1] ?? '';
      expect(brief).toContain('## Hint of a maintainer');
      expect(brief).toContain('look at the coupon');
    }));

  it('`redispatch` on workflow_dispatch hands the issue over again; the same run again does not', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      await accepted(world);
      const again = (runId: number) =>
        runIntake(world, world.repository.events.workflowDispatch(), {
          inputs: { issue: '1', redispatch: 'true' },
          runId,
          ...LATER,
        });
      expect(JSON.parse((await again(50)).outputs.repairs ?? '[]')).toMatchObject([{ attempt: 2 }]);
      const resumed = await again(50);
      lawWritesNothing(resumed);
      expect(JSON.parse(resumed.outputs.repairs ?? '[]')).toMatchObject([{ attempt: 2 }]);
    }));

  it.each(['false', 'FALSE', 'off', '0'])('`enabled: %s` asks nobody anything', (enabled) =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      const off = { inputs: { enabled } };
      const result = await runIntake(world, world.repository.events.issues('opened', 1), off);
      expect(result.requests).toEqual([]);
      expect(result.outputs).toMatchObject({ decision: 'ignore', 'reason-code': 'disabled', repairs: '[]' });
      expect((await runIntake(world, world.repository.events.schedule(), off)).requests).toEqual([]);
    }),
  );
});
