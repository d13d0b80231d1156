import { describe, expect, it } from 'vitest';
import type { VercelDeployment } from '../../../sandbox/vercel/double.ts';
import { lawNothingUnknown, writesOf } from '../harness/laws.ts';
import { inWorld } from '../intake/world.ts';
import {
  acceptedIncident,
  mergeAndDeploy,
  proposeFix,
  quietHours,
  type RecoverStory,
  recordOf,
  runRecover,
  vercelInputs,
} from './world.ts';

/** A merged fix, and nobody but who is asked about it knows what production serves. */
function mergedOnly(story: RecoverStory): string {
  const sha = story.repository.merge({ number: proposeFix(story), method: 'squash' });
  story.repository.state.deployments.length = 0;
  return sha;
}

const answerOf = ({ outputs }: Awaited<ReturnType<typeof runRecover>>) =>
  [outputs.decision, outputs['reason-code']] as const;

describe('production, by Vercel', () => {
  it('serving the fix: closed after the silence', () =>
    inWorld(acceptedIncident(), async (story) => {
      story.sandbox.vercel.deploy(story.before);
      const sha = mergedOnly(story);
      story.sandbox.clock.advance(60_000);
      story.sandbox.vercel.deploy(sha);
      quietHours(story, 3, sha);
      const result = await runRecover(story, undefined, { inputs: vercelInputs(story) });
      lawNothingUnknown(result);
      expect(answerOf(result)).toEqual(['close', 'recovered']);
      expect(story.repository.issue(story.issue.number).comments[0]?.body).toContain('`sources` `vercel`');
    }));

  const NOT_SERVING: readonly (readonly [VercelDeployment['readyState'], string, string])[] = [
    ['QUEUED', 'wait', 'deployment-pending'],
    ['BUILDING', 'wait', 'deployment-pending'],
    ['ERROR', 'wait', 'deployment-failed'],
    ['CANCELED', 'wait', 'deployment-failed'],
    // A protection rule, a seat that is missing, or a commit that nobody verified: a person must let it through.
    ['BLOCKED', 'escalate', 'deployment-blocked'],
  ];
  it.each(NOT_SERVING)('with the fix %s: %s, %s', (state, decision, code) =>
    inWorld(acceptedIncident(), async (story) => {
      story.sandbox.vercel.deploy(story.before);
      const sha = mergedOnly(story);
      story.sandbox.clock.advance(60_000);
      story.sandbox.vercel.deploy(sha, state);
      quietHours(story, 3, story.before);
      const result = await runRecover(story, undefined, { inputs: vercelInputs(story) });
      lawNothingUnknown(result);
      expect(answerOf(result)).toEqual([decision, code]);
      expect(result.requests.filter(({ service }) => service === 'sentry')).toEqual([]);
    }),
  );

  it('ready, but not promoted: not live', () =>
    inWorld(acceptedIncident(), async (story) => {
      const old = story.sandbox.vercel.deploy(story.before);
      const sha = mergedOnly(story);
      story.sandbox.clock.advance(60_000);
      story.sandbox.vercel.deploy(sha).readySubstate = 'STAGED';
      story.sandbox.vercel.state.serving = old.uid;
      quietHours(story, 3, story.before);
      const result = await runRecover(story, undefined, { inputs: vercelInputs(story) });
      expect(answerOf(result)).toEqual(['wait', 'deployment-pending']);
    }));

  it('deployed from no commit: unknown, never closed', () =>
    inWorld(acceptedIncident(), async (story) => {
      const sha = mergedOnly(story);
      const deployment = story.sandbox.vercel.deploy(sha);
      (deployment as { meta: object }).meta = {};
      quietHours(story, 30, sha);
      const result = await runRecover(story, undefined, { inputs: vercelInputs(story) });
      expect(answerOf(result)).toEqual(['wait', 'liveness-unknown']);
    }));

  it('refusing the token, with nobody else to ask: unknown, and says which token', () =>
    inWorld(acceptedIncident(), async (story) => {
      const sha = mergedOnly(story);
      quietHours(story, 3, sha);
      const inputs = { ...vercelInputs(story), 'vercel-token': 'vcp_another' };
      const result = await runRecover(story, undefined, { inputs });
      expect(answerOf(result)).toEqual(['wait', 'liveness-unknown']);
      expect(result.log).toContain('vercel-te');
    }));
});

describe('production, by others', () => {
  it('Sentry’s deploys of releases, where nobody else says anything', () =>
    inWorld(acceptedIncident(), async (story) => {
      const { sandbox } = story;
      const sha = mergedOnly(story);
      const deploys = [{ environment: 'production', dateFinished: sandbox.clock.iso() }];
      const author = { name: 'Dev', email: 'dev@shop.example' };
      const commit = { id: sha, message: 'Fix', dateCreated: sandbox.clock.iso(), author };
      sandbox.sentry.release({ version: 'shop@1.4.1', deploys, commits: [commit as never] });
      quietHours(story, 3, 'shop@1.4.1');
      const result = await runRecover(story);
      lawNothingUnknown(result);
      expect(answerOf(result)).toEqual(['close', 'recovered']);
    }));

  it('Sentry’s deploys to another environment are none', () =>
    inWorld(acceptedIncident(), async (story) => {
      const { sandbox } = story;
      const sha = mergedOnly(story);
      const deploys = [{ environment: 'staging', dateFinished: sandbox.clock.iso() }];
      sandbox.sentry.release({ version: sha, deploys });
      quietHours(story, 3, sha);
      expect(answerOf(await runRecover(story))).toEqual(['wait', 'liveness-unknown']);
    }));

  it('GitHub’s deployments to another environment are none', () =>
    inWorld(acceptedIncident(), async (story) => {
      const sha = mergedOnly(story);
      story.repository.deploy({ ref: sha, environment: 'preview' });
      quietHours(story, 3, sha);
      expect(answerOf(await runRecover(story))).toEqual(['wait', 'liveness-unknown']);
    }));

  it.each([
    [['in_progress'], 'wait', 'deployment-pending'],
    [['in_progress', 'failure'], 'wait', 'deployment-failed'],
    [['waiting'], 'escalate', 'deployment-blocked'],
  ])('GitHub’s deployment %s: %s, %s', (states, decision, code) =>
    inWorld(acceptedIncident(), async (story) => {
      const sha = story.repository.merge({ number: proposeFix(story), method: 'squash' });
      story.repository.deploy({ ref: sha, states: states as never });
      quietHours(story, 3, story.before);
      expect(answerOf(await runRecover(story))).toEqual([decision, code]);
    }),
  );

  it('a version address in a private network is not asked, and proves nothing', () =>
    inWorld(acceptedIncident(), async (story) => {
      const text = 'recovery:\n  version-url: https://127.0.0.1/version\n';
      story.repository.push({ files: { '.github/patchpilot.yml': text }, message: 'version' });
      const sha = mergedOnly(story);
      quietHours(story, 3, sha);
      const result = await runRecover(story);
      expect(answerOf(result)).not.toContain('close');
      expect(result.log).toContain('version-url');
    }));
});

describe('what starts recover', () => {
  const live = async () => {
    const story = await acceptedIncident();
    const number = proposeFix(story);
    await runRecover(story, undefined, { runId: 300 });
    return { ...story, number };
  };

  it.each(['vercel.deployment.promoted', 'vercel.deployment.ready', 'vercel.deployment.error'])(
    '%s brings what waits for a deployment',
    (type) =>
      inWorld(live(), async (story) => {
        const sha = story.repository.merge({ number: story.number, method: 'squash' });
        await runRecover(story, story.repository.events.pullRequestClosed(story.number), { runId: 301 });
        expect(recordOf(story.repository, story.issue.number).recovery.code).toBe('fix-not-live');
        story.sandbox.vercel.deploy(sha, type.endsWith('error') ? 'ERROR' : 'READY');
        const event = story.repository.events.repositoryDispatch(type, {
          environment: 'production',
          git: { sha },
        });
        const result = await runRecover(story, event, { runId: 302, inputs: vercelInputs(story) });
        lawNothingUnknown(result);
        const { code } = recordOf(story.repository, story.issue.number).recovery;
        expect(code).not.toBe('fix-not-live');
        expect(writesOf(result)).toHaveLength(1);
      }),
  );

  it('deployment_status of production brings it, of a preview it does not', () =>
    inWorld(live(), async (story) => {
      const { repository } = story;
      const sha = repository.merge({ number: story.number, method: 'squash' });
      await runRecover(story, repository.events.pullRequestClosed(story.number), { runId: 301 });
      const preview = repository.deploy({ ref: sha, environment: 'preview' });
      const none = await runRecover(story, repository.events.deploymentStatus(preview), { runId: 302 });
      expect(none.outputs['reason-code']).toBe('nothing-due');
      const production = repository.deploy({ ref: sha });
      const event = repository.events.deploymentStatus(production);
      const result = await runRecover(story, event, { runId: 303 });
      expect(recordOf(repository, story.issue.number).recovery.wasLive).toBe(true);
      expect(result.outputs.decision).toBe('wait');
    }));

  it('pull_request closed of a person who names the incident brings it', () =>
    inWorld(acceptedIncident(), async (story) => {
      const { repository, sandbox, issue } = story;
      sandbox.clock.advance(20 * 3_600_000);
      quietHours(story, 8, story.before);
      await runRecover(story, undefined, { runId: 300 });
      const pull = repository.openPull({
        author: 'dev',
        title: 'Guard the coupons',
        body: `Fixes #${issue.number}`,
        branch: 'guard',
        files: { 'src/coupon.js': '// guarded\n' },
      });
      repository.deploy({ ref: repository.merge({ number: pull.number, method: 'squash' }) });
      const event = repository.events.pullRequestClosed(pull.number);
      const result = await runRecover(story, event, { runId: 301 });
      expect(JSON.parse(result.outputs.result ?? '{}').decisions).toHaveLength(1);
      expect(recordOf(repository, issue.number).recovery.shown.fix).toBe(pull.number);
    }));

  it('pull_request closed brings its own incident only, merged or not', () =>
    inWorld(live(), async (story) => {
      const { repository } = story;
      const other = repository.openPull({
        author: 'dev',
        title: 'Other',
        branch: 'other',
        files: { a: 'b' },
      });
      repository.merge({ number: other.number, method: 'merge' });
      const none = await runRecover(story, repository.events.pullRequestClosed(other.number), { runId: 301 });
      expect(none.outputs['reason-code']).toBe('nothing-due');
      mergeAndDeploy(story, story.number);
      const event = repository.events.pullRequestClosed(story.number);
      const result = await runRecover(story, event, { runId: 302 });
      expect(JSON.parse(result.outputs.result ?? '{}').decisions).toHaveLength(1);
    }));
});
