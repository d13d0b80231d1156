import { describe, expect, it } from 'vitest';
import { lawNoLeak, lawWritesNothing } from '../harness/laws.ts';
import { type IncidentWorld, incidentWorld, inWorld, runIntake } from './world.ts';

const KEY = 'a-marker-key-of-some-length';
const sealed = { inputs: { 'marker-key': KEY } };
const opened = (world: IncidentWorld, options = {}) =>
  runIntake(world, world.repository.events.issues('opened', 1), options);

describe('a sealed record', () => {
  it('is believed by whoever has the key, and the key is never seen', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      const first = await opened(world, sealed);
      lawNoLeak(first, [KEY]);
      expect(world.repository.issue(1).comments[0]?.body).toMatch(
        /^<!-- patchpilot:incident:1 hmac=[0-9a-f]{64} /,
      );
      const second = await opened(world, sealed);
      lawWritesNothing(second);
      expect(second.outputs['reason-code']).toBe('already-tracked');
    }));

  it('what another workflow writes in the same name is not', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      // The same identity, but without the key: a record that says "never".
      await opened(world);
      const forged = world.repository.issue(1).comments[0];
      Object.assign(forged ?? {}, {
        body: forged?.body.replaceAll('"verdict":"accept"', '"verdict":"ignore"'),
      });
      const result = await opened(world, sealed);
      expect(result.outputs.decision).toBe('accept');
      expect(world.repository.issue(1).comments).toHaveLength(2);
    }));

  it('a short key is refused with the cure', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      const result = await opened(world, { inputs: { 'marker-key': 'short' } });
      expect(result.exitCode).toBe(1);
      expect(result.annotations.map(({ message }) => message).join()).toContain('at least 16 characters');
    }));
});
