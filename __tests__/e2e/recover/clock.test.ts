import { describe, expect, it } from 'vitest';
import { isoSeconds } from '../../../sandbox/clock.ts';
import { lawNothingUnknown, writesOf } from '../harness/laws.ts';
import { inWorld } from '../intake/world.ts';
import {
  acceptedIncident,
  failingHours,
  mergeAndDeploy,
  proposeFix,
  quietHours,
  type RecoverStory,
  recordOf,
  runRecover,
} from './world.ts';

const HOUR = 3_600_000;

/** A run whose own clock is so many hours off. */
const runOff = (story: RecoverStory, hours: number) =>
  runRecover(story, undefined, {
    env: { PATCHPILOT_NOW: isoSeconds(story.sandbox.clock.now() + hours * HOUR) },
  });

const answerOf = ({ outputs }: Awaited<ReturnType<typeof runRecover>>) =>
  [outputs.decision, outputs['reason-code']] as const;

describe('a clock that is wrong', () => {
  it.each([3, 48, 24 * 400])('%s hours ahead: closes nothing early, and goes by GitHub’s time', (hours) =>
    inWorld(acceptedIncident(), async (story) => {
      const sha = mergeAndDeploy(story, proposeFix(story));
      quietHours(story, 0.2, sha);
      const result = await runOff(story, hours);
      lawNothingUnknown(result);
      expect(answerOf(result)[0]).toBe('wait');
      expect(result.log).toContain(`${hours * 60} min ahead of GitHub's`);
      const { checkedAt, nextCheckAt } = recordOf(story.repository, story.issue.number).recovery;
      expect(Date.parse(checkedAt)).toBe(story.sandbox.clock.now());
      expect(Date.parse(nextCheckAt) - story.sandbox.clock.now()).toBeLessThanOrEqual(24 * HOUR);
    }),
  );

  it('two days behind: what is proven is closed all the same', () =>
    inWorld(acceptedIncident(), async (story) => {
      const sha = mergeAndDeploy(story, proposeFix(story));
      quietHours(story, 3, sha);
      const result = await runOff(story, -48);
      expect(answerOf(result)).toEqual(['close', 'recovered']);
      expect(result.log).toContain("2880 min behind GitHub's");
    }));

  it('a few seconds are the way of an answer', () =>
    inWorld(acceptedIncident(), async (story) => {
      quietHours(story, 3, mergeAndDeploy(story, proposeFix(story)));
      const result = await runOff(story, 20 / 3_600);
      expect(answerOf(result)).toEqual(['close', 'recovered']);
      expect(result.log).not.toContain('clock');
    }));

  it.each([-1, 1])('of Sentry, %s hours off GitHub’s: no silence is counted with it', (hours) =>
    inWorld(acceptedIncident(), async (story) => {
      const { sandbox } = story;
      quietHours(story, 6, mergeAndDeploy(story, proposeFix(story)));
      const date = new Date(sandbox.clock.now() + hours * HOUR).toUTCString();
      const fault = { kind: 'headers', headers: { date } } as const;
      sandbox.faults.queue({ match: { service: 'sentry' }, fault, times: Number.POSITIVE_INFINITY });
      const result = await runRecover(story);
      expect(answerOf(result)).toEqual(['wait', 'clock-skew']);
    }),
  );

  it('no zone of a runner changes anything', () =>
    inWorld(acceptedIncident(), async (story) => {
      quietHours(story, 3, mergeAndDeploy(story, proposeFix(story)));
      const run = (TZ: string) =>
        runRecover(story, undefined, { inputs: { 'dry-run': 'true' }, env: { TZ } });
      const [west, east] = [await run('Pacific/Pago_Pago'), await run('Pacific/Kiritimati')];
      expect(answerOf(west)).toEqual(['close', 'recovered']);
      expect(east.outputs.result).toBe(west.outputs.result);
    }));
});

describe('evidence that comes late or in part', () => {
  it('events that arrive after the close open it again', () =>
    inWorld(acceptedIncident(), async (story) => {
      const { sandbox, repository, issue } = story;
      const sha = mergeAndDeploy(story, proposeFix(story));
      quietHours(story, 1, sha);
      const during = sandbox.clock.iso();
      quietHours(story, 1, sha);
      expect(answerOf(await runRecover(story))).toEqual(['close', 'recovered']);
      // Sent while all seemed quiet, shown by Sentry only now.
      sandbox.clock.set(during);
      failingHours(story, 0.5, sha);
      quietHours(story, 26, sha);
      const result = await runRecover(story);
      expect(answerOf(result)).toEqual(['retry', 'regressed']);
      expect(repository.issue(issue.number).state).toBe('open');
    }));

  it.each([
    ['cut off', { kind: 'truncated' }],
    ['refused', { kind: 'answer', status: 403, body: { detail: 'no' } }],
    ['of another form', { kind: 'edit', edit: () => ({ data: [] }) }],
    ['a login page', { kind: 'html' }],
  ] as const)('an answer of Sentry that is %s closes nothing', (_, fault) =>
    inWorld(acceptedIncident(), async (story) => {
      quietHours(story, 6, mergeAndDeploy(story, proposeFix(story)));
      const match = { service: 'sentry', path: /dataset=errors/ };
      story.sandbox.faults.queue({ match, fault, times: Number.POSITIVE_INFINITY });
      const result = await runRecover(story);
      expect(answerOf(result)).toEqual(['wait', 'events-missing']);
      expect(writesOf(result)).toHaveLength(1);
    }),
  );

  it('without pull requests nobody knows the fix: waits', () =>
    inWorld(acceptedIncident(), async (story) => {
      quietHours(story, 9, mergeAndDeploy(story, proposeFix(story)));
      const match = { service: 'github', label: /PatchpilotPulls/ };
      const fault = { kind: 'answer', status: 403, body: { message: 'Resource not accessible' } } as const;
      story.sandbox.faults.queue({ match, fault, times: Number.POSITIVE_INFINITY });
      expect(answerOf(await runRecover(story))).toEqual(['wait', 'pull-request-unknown']);
    }));
});
