import { describe, expect, it } from 'vitest';
import { loadIncident, placeIncident } from '../../../sandbox/incident.ts';
import {
  lawCrash,
  lawLostAnswers,
  lawNothingUnknown,
  lawSecondRun,
  lawWritesNothing,
  type Story,
} from '../harness/laws.ts';
import { type IncidentWorld, incidentWorld, inWorld, runIntake } from './world.ts';

const FIXTURE = 'checkout-node';
const SEEN = { firstSeen: '2026-11-21T09:40:00Z', lastSeen: '2026-11-21T09:59:00Z' };

const WORDS = [
  '',
  '',
  'quota of vouchers exceeded',
  'ledger row is locked',
  'tax table has no entry',
  'currency unknown',
];

/** Another error of the same file. */
function another(world: IncidentWorld, n: number) {
  const fixture = loadIncident(FIXTURE);
  const text = JSON.stringify(fixture.event)
    .replaceAll("Cannot read properties of undefined (reading 'getTime')", WORDS[n] ?? 'stock is negative')
    .replaceAll('isValid', `validate${'ABCDEFGHIJ'[n]}`);
  const id = `700000000${n}`;
  const permalink = `https://acme.sentry.io/issues/${id}/`;
  const change = { ...SEEN, id, shortId: `SHOP-API-Z${n}`, permalink };
  const changed = { ...fixture, event: JSON.parse(text) };
  return placeIncident(world.sandbox, changed, { repository: world.repository, change }).issue;
}

/** So many different errors of one file, within minutes. */
async function storm(count = 5): Promise<IncidentWorld> {
  const world = await incidentWorld(FIXTURE, { change: SEEN });
  for (let n = 2; n <= count; n += 1) another(world, n);
  return world;
}

/** Two are a storm where the repository says so. */
async function smallStorm(): Promise<IncidentWorld> {
  const world = await storm(2);
  const files = { '.github/patchpilot.yml': 'storm:\n  shared-root: 2\n' };
  world.repository.push({ files, message: 'Configure Patchpilot' });
  return world;
}

const sweep = (world: IncidentWorld, now?: string) =>
  runIntake(world, world.repository.events.schedule(), {
    runId: 11,
    ...(now === undefined ? {} : { env: { PATCHPILOT_NOW: now } }),
  });
const umbrellas = (world: IncidentWorld) =>
  [...world.repository.state.issues.values()].filter((issue) => issue.labels.includes('patchpilot:storm'));

const story: Story<IncidentWorld> = {
  build: smallStorm,
  run: (world, kill) =>
    runIntake(world, world.repository.events.schedule(), {
      runId: 11,
      ...(kill === undefined ? {} : { kill }),
    }),
  end: (world) =>
    JSON.parse(JSON.stringify(world.repository.record()).replace(/127\.0\.0\.1:\d+/g, '127.0.0.1')),
  close: (world) => world.sandbox.close(),
};

describe('a storm', () => {
  it('opens one umbrella issue, sends no worker, and says so on every member', () =>
    inWorld(storm(), async (world) => {
      const result = await sweep(world);
      lawNothingUnknown(result);
      expect(result.outputs).toMatchObject({ decision: 'escalate', 'reason-code': 'storm', repairs: '[]' });
      const [umbrella, ...more] = umbrellas(world);
      expect(more).toEqual([]);
      expect(umbrella?.title).toBe('Patchpilot: 5 errors started at once');
      expect(umbrella?.body).toContain('lead to one file, `src/coupon.js`');
      expect(umbrella?.body).toContain('- #5');
      lawWritesNothing(await sweep(world));
    }));

  it('ends by itself: the umbrella closes, the members are judged one by one, within the budgets', () =>
    inWorld(storm(), async (world) => {
      await sweep(world);
      const later = await sweep(world, '2026-11-21T13:00:00Z');
      expect(JSON.parse(later.outputs.repairs ?? '[]')).toHaveLength(5);
      expect(umbrellas(world)[0]).toMatchObject({ state: 'closed' });
      expect(umbrellas(world)[0]?.body).toContain('the storm is over');
    }));

  it('ends when a person closes the umbrella, and no second one is opened', () =>
    inWorld(storm(), async (world) => {
      await sweep(world);
      const [umbrella] = umbrellas(world);
      Object.assign(umbrella ?? {}, { state: 'closed', updatedAt: '2026-11-21T10:05:00Z' });
      const result = await sweep(world, '2026-11-21T10:10:00Z');
      expect(JSON.parse(result.outputs.repairs ?? '[]')).toHaveLength(5);
      expect(umbrellas(world)).toHaveLength(1);
    }));

  it('one issue alone joins the storm that is on', () =>
    inWorld(storm(), async (world) => {
      await sweep(world);
      const issue = another(world, 6);
      const result = await runIntake(world, world.repository.events.issues('opened', issue.number));
      expect(result.outputs).toMatchObject({ 'reason-code': 'storm', repairs: '[]' });
      expect(umbrellas(world)[0]?.body).toContain(`- #${issue.number}`);
    }));

  it('keeps the laws', async () => {
    await lawSecondRun(story);
    expect(await lawCrash(story)).toBeGreaterThanOrEqual(12);
    expect(await lawLostAnswers(story)).toBeGreaterThanOrEqual(3);
  }, 240_000);
});
