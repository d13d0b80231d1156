import { describe, expect, it } from 'vitest';
import { proposeJob, verifyJob } from '../../../sandbox/jobs.ts';
import { scriptedWorker } from '../../../sandbox/workers/worker.ts';
import { lawNothingUnknown, lawWritesNothing } from '../harness/laws.ts';
import { GITHUB_TOKEN, runIntake } from '../intake/world.ts';
import { accept, type Chain, inChain, WRITER_TOKEN, wholeWay } from './chain.ts';

const LATER = '2026-11-21T10:30:00Z';
const pulls = ({ repository }: Chain) =>
  [...repository.state.issues.values()].filter((issue) => issue.pull !== undefined);

/** CI on the draft ends red. */
function turnRed(world: Chain): void {
  const pull = pulls(world).at(-1)?.pull;
  if (pull === undefined) throw new Error('no pull request');
  pull.checks = [
    {
      id: 501,
      name: 'unit tests',
      conclusion: 'FAILURE',
      log: 'x\n'
        .repeat(9_000)
        .concat('AssertionError: coupon api_key=sk_live_c4n4ryAbCdEf0123456789xyz\nexit 1\n'),
    },
  ];
}

function mayReadChecks(world: Chain): void {
  const permissions = {
    issues: 'write',
    contents: 'read',
    pull_requests: 'read',
    checks: 'read',
    actions: 'read',
  } as const;
  world.sandbox.github.token({
    name: 'workflow',
    secret: GITHUB_TOKEN,
    login: 'github-actions[bot]',
    kind: 'actions',
    permissions,
  });
}

const sweep = (world: Chain, now: string) =>
  runIntake(world, world.repository.events.schedule(), { env: { PATCHPILOT_NOW: now } });

describe('red checks on our own pull request', () => {
  it('bring one more attempt, told by the redacted end of the log, in the same pull request; then a person is asked', () =>
    inChain(async (world) => {
      mayReadChecks(world);
      await wholeWay(world, 'symptom');
      turnRed(world);
      const event = world.repository.events.schedule();
      const { repair, brief } = await accept(world, { event, env: { PATCHPILOT_NOW: LATER } });
      expect(repair.attempt).toBe(2);
      expect(brief).toContain('## The red check on the last proposal');
      expect(brief).toContain('exit 1');
      expect(brief).not.toContain('sk_live_c4n4ry');
      expect(brief).toContain('attempt 1: checks: red on the pull request (unit tests)');
      const place = { ...world, now: LATER };
      const handed = await verifyJob(place, repair, scriptedWorker('right'));
      const result = await proposeJob(place, handed, { token: WRITER_TOKEN });
      lawNothingUnknown(result);
      expect(result.outputs).toMatchObject({ decision: 'proposed', 'pull-request': '2' });
      expect(pulls(world)).toHaveLength(1);
      const branch = world.repository.files(`patchpilot/${repair.fingerprint}`);
      expect(branch['src/coupon.js']).toContain('coupon.expiresAt === undefined');
      turnRed(world);
      const last = await sweep(world, '2026-11-21T12:00:00Z');
      expect(last.outputs).toMatchObject({
        decision: 'escalate',
        'reason-code': 'attempts-spent',
        repairs: '[]',
      });
      lawWritesNothing(await sweep(world, '2026-11-21T12:10:00Z'));
    }));

  it('that GitHub will not show change nothing', () =>
    inChain(async (world) => {
      await wholeWay(world, 'right');
      turnRed(world);
      const result = await sweep(world, LATER);
      expect(result.outputs).toMatchObject({ 'reason-code': 'already-tracked', repairs: '[]' });
      expect(result.exitCode).toBe(0);
    }));

  it('still running, or green, are left alone', () =>
    inChain(async (world) => {
      mayReadChecks(world);
      await wholeWay(world, 'right');
      const pull = pulls(world)[0]?.pull;
      for (const conclusion of ['SUCCESS', null] as const) {
        Object.assign(pull ?? {}, { checks: [{ id: 1, name: 'tests', conclusion, log: '' }] });
        lawWritesNothing(await sweep(world, LATER));
      }
    }));
});
