import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../sandbox/faults.ts';
import { type IncidentWorld, incidentWorld, inWorld, runIntake } from './world.ts';

const opened = (world: IncidentWorld, runId = 31) =>
  runIntake(world, world.repository.events.issues('opened', 1), { runId });

/** By the clock of the plugin, which is the machine's. */
const IN_AN_HOUR = String(Math.floor(Date.now() / 1000) + 3_600);
const limited = (headers: Readonly<Record<string, string>>, message: string, status = 403): Fault => ({
  kind: 'answer',
  status,
  headers,
  body: { message, documentation_url: 'https://docs.github.com/rest/rate-limit' },
});
const SPENT = limited(
  { 'x-ratelimit-limit': '1000', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': IN_AN_HOUR },
  'API rate limit exceeded for installation.',
);
const SECONDARY = limited({}, 'You have exceeded a secondary rate limit. Please wait a few minutes.');
const SOON = limited({ 'retry-after': '1' }, 'You have exceeded a secondary rate limit.', 429);

const said = (result: Awaited<ReturnType<typeof opened>>) =>
  result.annotations.map(({ message }) => message).join('\n');

describe('a read that fails once', () => {
  it.each<[string, Fault]>([
    ['a gateway’s 502', { kind: 'answer', status: 502, body: 'Bad Gateway' }],
    ['an error page', { kind: 'html', status: 503 }],
    ['a cut connection', { kind: 'cut' }],
  ])('with %s is asked again, and the run decides', (_, fault) =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      world.sandbox.faults.queue({ match: { label: 'query PatchpilotIncident' }, fault });
      world.sandbox.faults.queue({ match: { service: 'github', path: /git\/trees/ }, fault });
      const result = await opened(world);
      expect(world.sandbox.faults.unmet()).toEqual([]);
      expect(result.outputs['reason-code']).toBe('accepted');
    }),
  );
});

describe('the limits of GitHub', () => {
  it.each([
    ['the hour is spent', SPENT],
    ['a secondary limit that names no time', SECONDARY],
  ])('%s: a read gives up, says so, and writes nothing', (_, fault) =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      world.sandbox.faults.queue({ match: { service: 'github' }, times: Number.POSITIVE_INFINITY, fault });
      const result = await opened(world);
      expect(said(result)).toMatch(/limit/);
      expect(said(result)).toMatch(/next run/);
      expect(said(result)).not.toMatch(/permissions/);
      expect(result.requests.filter(({ service }) => service === 'github').length).toBeLessThanOrEqual(2);
      world.sandbox.faults.clear();
      expect((await opened(world)).outputs['reason-code']).toBe('accepted');
    }),
  );

  it('a short one is waited out', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      world.sandbox.faults.queue({ match: { service: 'github' }, fault: SOON });
      const result = await opened(world);
      expect(result.outputs['reason-code']).toBe('accepted');
      expect(said(result)).toMatch(/limit/);
    }));

  it('a write whose limit ended in the past is not tried without end', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      const past = limited(
        { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' },
        'API rate limit exceeded',
      );
      const match = { label: 'mutation PatchpilotAddComment' };
      world.sandbox.faults.queue({ match, times: Number.POSITIVE_INFINITY, fault: past });
      const result = await opened(world);
      expect(said(result)).toMatch(/next run/);
      expect(result.requests.filter(({ label }) => label === match.label)).toHaveLength(3);
    }));

  it('a write gives up, is not repeated, and the next run does what was left', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      const match = { label: 'mutation PatchpilotAddComment' };
      world.sandbox.faults.queue({ match, times: Number.POSITIVE_INFINITY, fault: SPENT });
      const result = await opened(world);
      expect(said(result)).toMatch(/limit/);
      expect(said(result)).toMatch(/next run/);
      expect(result.outputs.repairs).toBe('[]');
      expect(result.requests.filter(({ label }) => label === match.label)).toHaveLength(1);
      world.sandbox.faults.clear();
      const again = await opened(world, 32);
      expect(JSON.parse(again.outputs.repairs ?? '[]')).toHaveLength(1);
    }));
});
