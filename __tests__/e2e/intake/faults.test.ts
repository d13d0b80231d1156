import { describe, expect, it } from 'vitest';
import { loadIncident, placeIncident } from '../../../sandbox/incident.ts';
import { readIncident } from '../../../src/sources/github/incident-schema.ts';
import { lawFaults } from '../harness/fault-schedule.ts';
import { type IncidentWorld, incidentWorld, inWorld, runIntake } from './world.ts';

const end = (world: IncidentWorld) =>
  JSON.parse(
    JSON.stringify(world.repository.record())
      .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1')
      // A run that could not read its evidence says so first, and what it says later is the same.
      .replace(/\\"timeline\\":\[.*?\]/g, 'timeline'),
  );

const opened = (world: IncidentWorld, runId = 31) =>
  runIntake(world, world.repository.events.issues('opened', 1), { runId });

const fits = (wanted: string | RegExp, label: string) =>
  typeof wanted === 'string' ? wanted === label : wanted.test(label);

describe('faults', () => {
  it.each([
    ['the comment', { label: 'mutation PatchpilotAddComment' }, 1],
    // A label that is there stays one label: it may be asked for again.
    ['the label', { label: /\/labels$/ }, 2],
  ])('%s was written, and the answer got lost: it is there once', (_, match, most) =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      for (const how of ['cut', 502] as const) {
        world.sandbox.faults.queue({ match: { ...match }, fault: { kind: 'commit-then-fail', with: how } });
        const { requests } = await opened(world);
        const asked = requests.filter(({ write, label }) => write && fits(match.label, label));
        // A comment is looked up, not written again.
        expect(asked.length, String(how)).toBeLessThanOrEqual(most);
        if (how === 'cut') expect(world.sandbox.faults.unmet()).toEqual([]);
      }
      world.sandbox.faults.clear();
      await opened(world);
      const issue = world.repository.issue(1);
      expect(issue.comments).toHaveLength(1);
      expect(issue.labels).toEqual(['patchpilot']);
    }),
  );

  it(
    'whatever goes wrong in one run, the next one ends where a clean one does',
    () =>
      lawFaults(
        {
          build: () => incidentWorld('staging-only'),
          run: (world) => opened(world),
          end: (world) => end(world).issues?.[0]?.comments?.length ?? 0,
          close: (world) => world.sandbox.close(),
          sandbox: (world) => world.sandbox,
        },
        12,
      ),
    240_000,
  );

  it('four of five triggers are dropped: the next sweep handles them all', () =>
    inWorld(incidentWorld('staging-only'), async (world) => {
      const names = ['browser-extension', 'dns-outage', 'hostile-event', 'no-environment'];
      const { repository, sandbox } = world;
      for (const name of names) placeIncident(sandbox, loadIncident(name), { repository });
      await opened(world);
      await runIntake(world, repository.events.schedule());
      const recorded = [1, 2, 3, 4, 5].map((number) =>
        repository.issue(number).comments.some(({ body }) => readIncident({ body, ours: true }) !== null),
      );
      expect(recorded).toEqual([true, true, true, true, true]);
    }));
});
