import { describe, expect, it } from 'vitest';
import { isoSeconds } from '../../../sandbox/clock.ts';
import { lawNoLeak, lawNothingUnknown } from '../harness/laws.ts';
import { inWorld } from '../intake/world.ts';
import {
  acceptedIncident,
  mergeAndDeploy,
  proposeFix,
  quietHours,
  type RecoverStory,
  recordOf,
  runRecover,
} from './world.ts';

const HOUR = 3_600_000;
const KEY = 'phx_c4n4ryP0sth0gK3yQq8Zb';

/** Two hours after the deploy, with no sessions in Sentry; the day before had as many views an hour. */
async function story(views: { readonly before: number; readonly since: number }, event = '$pageview') {
  const known = await acceptedIncident();
  const { sandbox } = known;
  sandbox.posthog.key(KEY);
  const now = () => sandbox.clock.now();
  const capture = (hours: number, perHour: number) => {
    const to = isoSeconds(now());
    const from = isoSeconds(now() - hours * HOUR);
    if (perHour > 0) sandbox.posthog.capture(event, { from, to, count: perHour * hours });
  };
  capture(24, views.before);
  quietHours(known, 2, mergeAndDeploy(known, proposeFix(known)));
  capture(2, views.since);
  sandbox.sentry.state.sessions.length = 0;
  return known;
}

const run = (known: RecoverStory) =>
  runRecover(known, undefined, {
    inputs: {
      'posthog-key': KEY,
      'posthog-project': '4711',
      'posthog-url': known.sandbox.posthog.url,
    },
  });

const basisOf = ({ repository, issue }: RecoverStory) =>
  (recordOf(repository, issue.number).recovery.shown.reasons as readonly { evidence: { basis?: string } }[])
    .map(({ evidence }) => evidence.basis)
    .find((basis) => basis !== undefined);

describe('traffic without sessions and transactions', () => {
  it('is told by the views that PostHog counts: closed, and named so', () =>
    inWorld(story({ before: 300, since: 300 }), async (known) => {
      const result = await run(known);
      lawNothingUnknown(result);
      lawNoLeak(result, [KEY]);
      expect(result.outputs).toMatchObject({ decision: 'close', 'reason-code': 'recovered' });
      expect(basisOf(known)).toBe('product-events');
      expect(result.requests.filter(({ service }) => service === 'posthog')).toHaveLength(1);
    }));

  it('is none where nobody came: waits', () =>
    inWorld(story({ before: 300, since: 0 }), async (known) => {
      const result = await run(known);
      expect(result.outputs).toMatchObject({ decision: 'wait', 'reason-code': 'no-traffic' });
    }));

  it('is told by the configured events of a product without views', () =>
    inWorld(story({ before: 60, since: 60 }, 'order placed'), async (known) => {
      const text = 'impact:\n  events: [order placed]\n';
      known.repository.push({ files: { '.github/patchpilot.yml': text }, message: 'events' });
      const result = await run(known);
      expect(result.outputs.decision).toBe('close');
      expect(basisOf(known)).toBe('product-events');
    }));

  it('falls back to time, as the weaker evidence, when PostHog refuses', () =>
    inWorld(story({ before: 300, since: 300 }), async (known) => {
      known.sandbox.posthog.state.keys.clear();
      const result = await run(known);
      lawNothingUnknown(result);
      expect(result.outputs.decision).toBe('wait');
      expect(basisOf(known)).toBe('time');
      const { shown } = recordOf(known.repository, known.issue.number).recovery;
      expect(shown.reasons.map(({ code }: { code: string }) => code)).toContain('time-only');
    }));

  it('is not asked of PostHog where Sentry has sessions', () =>
    inWorld(acceptedIncident(), async (known) => {
      known.sandbox.posthog.key(KEY);
      quietHours(known, 3, mergeAndDeploy(known, proposeFix(known)));
      const result = await run(known);
      expect(result.outputs.decision).toBe('close');
      expect(basisOf(known)).toBe('sessions');
      expect(result.requests.filter(({ service }) => service === 'posthog')).toEqual([]);
    }));
});
