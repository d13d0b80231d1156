import { describe, expect, it } from 'vitest';
import { isoSeconds } from '../../../sandbox/clock.ts';
import type { Incident } from '../../../src/domain/incident.ts';
import { renderComment } from '../../../src/render/comment.ts';
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

describe('a product that the incident had cost something', () => {
  /** Orders an hour a week ago and since the deploy; the record says that some were lost. */
  async function loss(since: number) {
    const known = await acceptedIncident();
    const { sandbox, repository, issue } = known;
    const text = 'impact:\n  events: [order placed]\n';
    repository.push({ files: { '.github/patchpilot.yml': text }, message: 'events' });
    sandbox.posthog.key(KEY);
    const sha = mergeAndDeploy(known, proposeFix(known));
    const deployed = sandbox.clock.now();
    quietHours(known, 6, sha);
    const capture = (from: number, perHour: number) => {
      const to = isoSeconds(from + 6 * HOUR);
      sandbox.posthog.capture('order placed', { from: isoSeconds(from), to, count: perHour * 6 });
    };
    capture(deployed - 168 * HOUR, 100);
    capture(deployed - 174 * HOUR, 100);
    capture(deployed - 6 * HOUR, 50);
    capture(deployed, since);
    const comment = repository.issue(issue.number).comments[0];
    if (comment === undefined) throw new Error('nothing on record');
    const incident = recordOf(repository, issue.number) as Incident;
    const window = { from: isoSeconds(deployed - 6 * HOUR), to: isoSeconds(deployed) };
    const productImpact = { window, verdict: 'loss', events: [], facts: null } as const;
    const body = renderComment({ ...incident, productImpact }, { sentry: null, mac: null });
    (comment as { body: string }).body = body;
    return known;
  }

  it('is back: closed, and the product agrees', () =>
    inWorld(loss(100), async (known) => {
      const result = await run(known);
      lawNothingUnknown(result);
      expect(result.outputs.decision).toBe('close');
      const [first] = recordOf(known.repository, known.issue.number).recovery.shown.reasons;
      expect(first.evidence.agree).toContain('product-recovered');
    }));

  it('is not back: waits, whatever the silence', () =>
    inWorld(loss(40), async (known) => {
      const result = await run(known);
      expect(result.outputs).toMatchObject({ decision: 'wait', 'reason-code': 'product-not-recovered' });
    }));
});
