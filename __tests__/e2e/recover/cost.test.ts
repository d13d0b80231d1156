import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../src/domain/incident.ts';
import { renderComment } from '../../../src/render/comment.ts';
import { lawNothingUnknown } from '../harness/laws.ts';
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

/** How many more incidents there are: with a fix in production, with a pull request in review, without any. */
interface Crowd {
  readonly fixed: number;
  readonly reviewed: number;
  readonly open: number;
}

function crowd(story: RecoverStory, { fixed, reviewed, open }: Crowd): void {
  const { repository, sandbox } = story;
  const template = recordOf(repository, story.issue.number) as Incident;
  for (let n = 0; n < fixed + reviewed + open; n += 1) {
    const id = String(6_000_000_000 + n);
    const sentry = { id, shortId: `X-${id}` };
    const issue = openIssue(story, sentry);
    const fingerprint = n.toString(16).padStart(16, '0');
    const attempts = n < fixed + reviewed ? template.attempts : [];
    const incident: Incident = { ...template, issue, fingerprint, sentry, attempts, suspects: [] };
    repository.comment(issue, {
      author: 'github-actions[bot]',
      body: renderComment(incident, { sentry: null, mac: null }),
    });
    if (n >= fixed + reviewed) continue;
    const pull = repository.openPull({
      author: 'github-actions[bot]',
      title: `Fix ${n}`,
      branch: `patchpilot/${fingerprint}`,
      files: { [`src/fix-${n}.js`]: `// ${n}\n` },
    });
    if (n < fixed) repository.merge({ number: pull.number, method: 'squash' });
  }
  sandbox.sentry.state.rateLimit = 1_000;
}

function openIssue(
  { repository, sandbox, sentryIssue }: RecoverStory,
  sentry: { readonly id: string; readonly shortId: string },
): number {
  const [event] = sentryIssue.events;
  sandbox.sentry.issue({ issue: { ...sentryIssue.json, ...sentry }, events: event ? [event] : [] });
  return repository.openIssue({ title: `Error ${sentry.id}`, labels: ['patchpilot'] }).number;
}

/** Requests of a run by service, and Sentry's by what was asked. */
function costOf(result: Awaited<ReturnType<typeof runRecover>>) {
  const of = (service: string) => result.requests.filter((request) => request.service === service);
  const asked = (text: string) => of('sentry').filter(({ label }) => label.includes(text)).length;
  return {
    github: of('github').length,
    sentry: of('sentry').length,
    hours: asked('events-timeseries/'),
    releases: asked('/events/?'),
    sessions: asked('/sessions/'),
  };
}

const decisionsOf = (result: Awaited<ReturnType<typeof runRecover>>) =>
  JSON.parse(result.outputs.result ?? '{}').decisions as readonly { readonly decision: string }[];

describe('the cost of recover', () => {
  // Every one has its fix in production and is counted; 1 and 2 are asked about one by one.
  it.each([
    { due: 1, sentry: 2, hours: 1, releases: 0 },
    { due: 2, sentry: 3, hours: 2, releases: 0 },
    { due: 3, sentry: 3, hours: 1, releases: 1 },
    { due: 10, sentry: 3, hours: 1, releases: 1 },
    { due: 100, sentry: 15, hours: 10, releases: 4 },
  ])(
    '$due due, all with a fix in production: $sentry requests to Sentry',
    ({ due, sentry, hours, releases }) =>
      inWorld(acceptedIncident(), async (story) => {
        crowd(story, { fixed: due - 1, reviewed: 0, open: 0 });
        mergeAndDeploy(story, proposeFix(story));
        quietHours(story, 0.5, story.repository.head());
        const result = await runRecover(story);
        lawNothingUnknown(result);
        expect(result.exitCode).toBe(0);
        expect(decisionsOf(result)).toHaveLength(due);
        const cost = costOf(result);
        expect(cost).toMatchObject({ sentry, hours, releases, sessions: 1 });
        expect(cost.github).toBeLessThanOrEqual(15);
        const again = await runRecover(story);
        expect(again.requests).toHaveLength(1);
        expect(again.log).toContain('Decided: nothing');
      }),
    120_000,
  );

  it(
    '100 incidents in all states: at most 15 requests to GitHub, and nothing asked of a fix in review',
    () =>
      inWorld(acceptedIncident(), async (story) => {
        crowd(story, { fixed: 10, reviewed: 40, open: 49 });
        story.repository.deploy({ ref: story.repository.head() });
        quietHours(story, 0.5, story.repository.head());
        const result = await runRecover(story);
        lawNothingUnknown(result);
        // One attempt of the hundred is under way and has no pull request yet: nobody judges it.
        expect(decisionsOf(result)).toHaveLength(99);
        const cost = costOf(result);
        expect(cost.github).toBeLessThanOrEqual(15);
        expect(cost).toMatchObject({ sentry: 8, hours: 6, releases: 1, sessions: 1 });
      }),
    120_000,
  );

  it('a Sentry that names issues otherwise is asked about each by itself', () =>
    inWorld(acceptedIncident(), async (story) => {
      crowd(story, { fixed: 3, reviewed: 0, open: 0 });
      for (const [, issue] of story.sandbox.sentry.state.issues) {
        (issue.json as Record<string, unknown>).shortId = `RENAMED-${issue.json.id}`;
      }
      mergeAndDeploy(story, proposeFix(story));
      quietHours(story, 1, story.repository.head());
      const result = await runRecover(story);
      lawNothingUnknown(result);
      expect(decisionsOf(result)).toHaveLength(4);
      expect(costOf(result)).toMatchObject({ sentry: 6, hours: 5, releases: 0 });
    }));

  it('nothing on record: one request', () =>
    inWorld(acceptedIncident(), async (story) => {
      story.repository.issue(story.issue.number).comments.length = 0;
      const result = await runRecover(story);
      expect(result.requests).toHaveLength(1);
      expect(result.outputs).toMatchObject({ decision: 'wait', 'reason-code': 'nothing-due' });
    }));

  it('an event that says nothing about recovery: none', () =>
    inWorld(acceptedIncident(), async (story) => {
      const result = await runRecover(story, story.repository.events.issues('opened', story.issue.number));
      expect(result.requests).toEqual([]);
    }));

  it('switched off in the configuration: one request, and no decision', () =>
    inWorld(acceptedIncident(), async (story) => {
      story.repository.push({ files: { '.github/patchpilot.yml': 'enabled: false\n' }, message: 'off' });
      const result = await runRecover(story);
      expect(result.requests).toHaveLength(1);
    }));
});
