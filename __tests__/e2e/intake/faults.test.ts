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
    { what: 'the comment', how: 'cut', match: { label: 'mutation PatchpilotAddComment' }, most: 1 },
    { what: 'the comment', how: 502, match: { label: 'mutation PatchpilotAddComment' }, most: 1 },
    // A label that is there stays one label: it may be asked for again.
    { what: 'the label', how: 'cut', match: { label: /\/labels$/ }, most: 2 },
    { what: 'the label', how: 502, match: { label: /\/labels$/ }, most: 2 },
  ] as const)('$what was written, and the answer got lost ($how): it is there once', ({ how, match, most }) =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      world.sandbox.faults.queue({ match: { ...match }, fault: { kind: 'commit-then-fail', with: how } });
      const { requests } = await opened(world);
      const asked = requests.filter(({ write, label }) => write && fits(match.label, label));
      expect(world.sandbox.faults.unmet()).toEqual([]);
      // A comment is looked up, not written again.
      expect(asked.length).toBeGreaterThanOrEqual(1);
      expect(asked.length).toBeLessThanOrEqual(most);
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
