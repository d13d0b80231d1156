import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../src/domain/incident.ts';
import { renderComment } from '../../../src/render/comment.ts';
import { lawNothingUnknown } from '../harness/laws.ts';
import { inWorld } from '../intake/world.ts';
import { acceptedIncident, quietHours, type RecoverStory, recordOf, runRecover } from './world.ts';

/** 99 incidents more: ten with a fix in production, forty with a pull request in review, the rest without any. */
function crowd(story: RecoverStory): void {
  const { repository, sandbox } = story;
  const template = recordOf(repository, story.issue.number) as Incident;
  for (let n = 0; n < 99; n += 1) {
    const id = String(6_000_000_000 + n);
    const { issue } = repositoryIssue(story, id);
    const fingerprint = n.toString(16).padStart(16, '0');
    const attempts = n < 50 ? template.attempts : [];
    const sentry = { id, shortId: `SHOP-${n}` };
    const incident: Incident = { ...template, issue, fingerprint, sentry, attempts, suspects: [] };
    repository.comment(issue, {
      author: 'github-actions[bot]',
      body: renderComment(incident, { sentry: null, mac: null }),
    });
    if (n >= 50) continue;
    const pull = repository.openPull({
      author: 'github-actions[bot]',
      title: `Fix ${n}`,
      branch: `patchpilot/${fingerprint}`,
      files: { [`src/fix-${n}.js`]: `// ${n}\n` },
    });
    if (n < 10) repository.merge({ number: pull.number, method: 'squash' });
  }
  repository.deploy({ ref: repository.head() });
  quietHours(story, 0.5, repository.head());
  sandbox.sentry.state.rateLimit = 1_000;
}

function repositoryIssue({ repository, sandbox, sentryIssue }: RecoverStory, id: string) {
  const [event] = sentryIssue.events;
  sandbox.sentry.issue({
    issue: { ...sentryIssue.json, id, shortId: `X-${id}` },
    events: event ? [event] : [],
  });
  return { issue: repository.openIssue({ title: `Error ${id}`, labels: ['patchpilot'] }).number };
}

describe('the cost of recover', () => {
  it(
    '100 incidents due: at most 15 requests to GitHub and one to Sentry for each',
    () =>
      inWorld(acceptedIncident(), async (story) => {
        crowd(story);
        const result = await runRecover(story);
        lawNothingUnknown(result);
        expect(result.exitCode).toBe(0);
        // One attempt of the hundred is under way and has no pull request yet: nobody judges it.
        expect(JSON.parse(result.outputs.result ?? '{}').decisions).toHaveLength(99);
        const of = (service: string) => result.requests.filter((request) => request.service === service);
        expect(of('github').length).toBeLessThanOrEqual(15);
        expect(of('sentry').length).toBeLessThanOrEqual(99);
        const counted = of('sentry').filter(({ label }) => label.includes('dataset=errors'));
        expect(counted).toHaveLength(59);
        expect(new Set(counted.map(({ label }) => label)).size).toBe(59);
        const again = await runRecover(story);
        expect(again.requests.length).toBeLessThanOrEqual(2);
        expect(again.log).toContain('Decided: nothing');
      }),
    120_000,
  );

  it('nothing on record: one request', () =>
    inWorld(acceptedIncident(), async (story) => {
      story.repository.issue(story.issue.number).labels.length = 0;
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
