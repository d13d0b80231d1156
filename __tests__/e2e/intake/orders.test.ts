import { describe, expect, it } from 'vitest';
import { type IncidentWorld, incidentWorld, inWorld, runIntake } from './world.ts';

const LATER = { env: { PATCHPILOT_NOW: '2026-11-21T11:00:00Z' } };

/** Somebody comments on the incident's issue; answers the event of it. */
function say(world: IncidentWorld, author: string, body: string) {
  world.sandbox.clock.set('2026-11-21T10:30:00Z');
  const comment = world.repository.comment(world.issue.number, { author, body });
  return world.repository.events.issueComment(world.issue.number, comment.id);
}

const accepted = async (world: IncidentWorld) => {
  const result = await runIntake(world, world.repository.events.issues('opened', world.issue.number));
  expect(result.outputs.decision).toBe('accept');
};

describe('orders', () => {
  it('`/patchpilot retry` from somebody who may write hands it over again, also during the cool-down', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      await accepted(world);
      const result = await runIntake(world, say(world, 'dev', '/patchpilot retry look at the coupon'), LATER);
      expect(JSON.parse(result.outputs.repairs ?? '[]')).toMatchObject([{ issue: 1, attempt: 2 }]);
    }));

  it('the same from a stranger is nothing', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      await accepted(world);
      const result = await runIntake(world, say(world, 'stranger', '/patchpilot retry'), LATER);
      expect(result.outputs.repairs).toBe('[]');
    }));

  it('`/patchpilot ignore` ends the matter, silently', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      const result = await runIntake(world, say(world, 'dev', '/patchpilot ignore'), LATER);
      expect(result.outputs).toMatchObject({ decision: 'ignore', 'reason-code': 'human-said-ignore' });
      expect(world.repository.issue(1).comments).toHaveLength(1);
    }));

  it('talk about patchpilot asks nobody anything', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      const result = await runIntake(world, say(world, 'dev', 'did /patchpilot retry work?'), LATER);
      expect(result.requests).toEqual([]);
    }));
});
