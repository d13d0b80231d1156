import { describe, expect, it } from 'vitest';
import { lawNothingUnknown, writesOf } from '../harness/laws.ts';
import { inWorld } from '../intake/world.ts';
import { acceptedIncident, mergeAndDeploy, proposeFix, quietHours, recordOf, runRecover } from './world.ts';

const decisionsOf = (result: Awaited<ReturnType<typeof runRecover>>) =>
  JSON.parse(result.outputs.result ?? '{}').decisions as readonly unknown[];

describe('what recover watches', () => {
  it('an incident on Sentry’s own issue whose label was never set: labelled at its first check, then proven', () =>
    inWorld(acceptedIncident(), async (story) => {
      const { repository, issue } = story;
      const { labels } = repository.issue(issue.number);
      labels.length = 0;
      const sha = mergeAndDeploy(story, proposeFix(story));
      quietHours(story, 0.2, sha);
      const first = await runRecover(story);
      lawNothingUnknown(first);
      expect(first.outputs.decision).toBe('wait');
      expect(repository.issue(issue.number).labels).toContain('patchpilot');
      quietHours(story, 3, sha);
      const second = await runRecover(story);
      expect(second.outputs).toMatchObject({ decision: 'close', 'reason-code': 'recovered' });
    }));

  it('an incident whose label a person took away, who is not fought', () =>
    inWorld(acceptedIncident(), async (story) => {
      const { repository, issue } = story;
      const sha = mergeAndDeploy(story, proposeFix(story));
      quietHours(story, 0.2, sha);
      await runRecover(story);
      repository.issue(issue.number).labels.length = 0;
      quietHours(story, 0.3, sha);
      const result = await runRecover(story);
      expect(decisionsOf(result)).toHaveLength(1);
      expect(repository.issue(issue.number).labels).toEqual([]);
    }));

  it('an incident under twenty comments of people', () =>
    inWorld(acceptedIncident(), async (story) => {
      const { repository, issue } = story;
      const { comments } = repository.issue(issue.number);
      const own = comments.splice(0, comments.length);
      for (let n = 0; n < 20; n += 1) repository.comment(issue.number, { author: 'dev', body: `Talk ${n}` });
      repository.issue(issue.number).comments.push(...own);
      const sha = mergeAndDeploy(story, proposeFix(story));
      quietHours(story, 3, sha);
      const result = await runRecover(story);
      expect(result.outputs).toMatchObject({ decision: 'close', 'reason-code': 'recovered' });
    }));

  it('no refusal, however new', () =>
    inWorld(acceptedIncident(), async (story) => {
      const { repository, issue } = story;
      const comment = repository.issue(issue.number).comments[0];
      if (comment === undefined) throw new Error('nothing on record');
      const refused = JSON.stringify(recordOf(repository, issue.number).decision).replace(
        '"verdict":"accept"',
        '"verdict":"defer"',
      );
      const body = comment.body
        .replace(JSON.stringify(recordOf(repository, issue.number).decision), refused)
        .replace(/"attempts":\[.*?\],"duplicates"/, '"attempts":[],"duplicates"');
      (comment as { body: string }).body = body;
      expect(recordOf(repository, issue.number)).toMatchObject({
        decision: { verdict: 'defer' },
        attempts: [],
      });
      repository.issue(issue.number).labels.length = 0;
      const result = await runRecover(story);
      expect(result.outputs['reason-code']).toBe('nothing-due');
      expect(writesOf(result)).toEqual([]);
    }));
});
