import { describe, expect, it } from 'vitest';
import { live } from '../../../sandbox/life.ts';
import { renderUmbrella } from '../../../src/render/umbrella.ts';
import { lawNothingUnknown, writesOf } from '../harness/laws.ts';
import { inWorld, SENTRY_TOKEN } from '../intake/world.ts';
import {
  acceptedIncident,
  closeUnmerged,
  failingHours,
  mergeAndDeploy,
  proposeFix,
  quietHours,
  recordOf,
  runRecover,
  SESSIONS,
  vercelInputs,
} from './world.ts';

describe('recover', () => {
  it('waits for the review, the deploy and the silence, then closes with the proof', () =>
    inWorld(acceptedIncident(), async (story) => {
      const { repository, sandbox, issue } = story;
      const number = proposeFix(story);
      const first = await runRecover(story);
      lawNothingUnknown(first);
      expect(first.outputs).toMatchObject({ decision: 'wait', 'reason-code': 'pull-request-open' });
      sandbox.clock.advance(2 * 3_600_000);
      const sha = mergeAndDeploy(story, number);
      const merged = await runRecover(story, repository.events.pullRequestClosed(number));
      expect(merged.outputs).toMatchObject({ decision: 'wait', 'reason-code': 'no-traffic' });
      quietHours(story, 1, sha);
      const last = await runRecover(story);
      lawNothingUnknown(last);
      expect(last.outputs).toMatchObject({ decision: 'close', 'reason-code': 'recovered' });
      expect(repository.issue(issue.number)).toMatchObject({ state: 'closed', stateReason: 'completed' });
      expect(repository.issue(issue.number).labels).toContain('patchpilot:recovered');
      const record = recordOf(repository, issue.number);
      expect(record.attempts.at(-1).lesson).toMatchObject({ outcome: 'recovered' });
      expect(record.pullRequest).toBe(number);
      expect(repository.issue(issue.number).comments[0]?.body).toContain('0 seen');
      expect(repository.issue(issue.number).comments).toHaveLength(1);
      expect(writesOf(last).map(({ label }) => label)).toEqual([
        'mutation PatchpilotEditComments',
        'POST /repos/acme/shop/labels',
        'mutation PatchpilotSettleIssues',
      ]);
    }));

  it('still firing in the fixed release: another attempt that knows what was learned, then a person', () =>
    inWorld(acceptedIncident(), async (story) => {
      const { repository, sandbox, issue } = story;
      const sha = mergeAndDeploy(story, proposeFix(story));
      failingHours(story, 3, sha);
      const retry = await runRecover(story);
      lawNothingUnknown(retry);
      expect(retry.outputs).toMatchObject({ decision: 'retry', 'reason-code': 'still-firing' });
      const [repair] = JSON.parse(retry.outputs.repairs ?? '[]');
      expect(repair).toMatchObject({ issue: issue.number, attempt: 2, base: sha });
      const brief = retry.files[`patchpilot/${repair.brief}`] ?? '';
      expect(brief).toContain('attempt 2');
      expect(brief).toContain('the same change is not enough');
      expect(recordOf(repository, issue.number).attempts[0].lesson.outcome).toBe('regressed');
      const second = proposeFix(story, 'fixed again');
      const again = mergeAndDeploy(story, second);
      failingHours(story, 30, again);
      const asked = await runRecover(story);
      expect(asked.outputs).toMatchObject({ decision: 'escalate', 'reason-code': 'budget-spent' });
      expect(JSON.parse(asked.outputs.repairs ?? '[]')).toEqual([]);
      sandbox.clock.advance(25 * 3_600_000);
      const silent = await runRecover(story);
      expect(silent.outputs).toMatchObject({ decision: 'wait', 'reason-code': 'already-asked' });
      expect(repository.issue(issue.number).comments).toHaveLength(1);
    }));

  it('a deployment starts no worker: what still fires is handed over by the next scheduled check', () =>
    inWorld(acceptedIncident(), async (story) => {
      const { repository } = story;
      const sha = mergeAndDeploy(story, proposeFix(story));
      failingHours(story, 3, sha);
      const deployment = repository.state.deployments[0];
      if (deployment === undefined) throw new Error('nothing was deployed');
      const told = await runRecover(story, repository.events.deploymentStatus(deployment));
      lawNothingUnknown(told);
      expect(told.outputs).toMatchObject({
        decision: 'wait',
        'reason-code': 'worker-later',
        repairs: '[]',
      });
      expect((await runRecover(story)).outputs.decision).toBe('retry');
    }));

  it('a pull request that a person closed is a lesson, asked about once', () =>
    inWorld(acceptedIncident(), async (story) => {
      const { repository, sandbox, issue } = story;
      const number = proposeFix(story);
      sandbox.clock.advance(3_600_000);
      closeUnmerged(story, number);
      const result = await runRecover(story, repository.events.pullRequestClosed(number));
      expect(result.outputs).toMatchObject({ decision: 'escalate', 'reason-code': 'pull-request-rejected' });
      expect(recordOf(repository, issue.number).attempts[0].lesson).toMatchObject({ outcome: 'rejected' });
      const again = await runRecover(story, repository.events.pullRequestClosed(number));
      expect(writesOf(again)).toEqual([]);
      expect(repository.issue(issue.number).state).toBe('open');
    }));

  it('a rollback takes the fix out of production: a person is asked', () =>
    inWorld(acceptedIncident(), async (story) => {
      const { repository } = story;
      const sha = mergeAndDeploy(story, proposeFix(story));
      quietHours(story, 0.5, sha);
      expect((await runRecover(story)).outputs.decision).toBe('wait');
      repository.deploy({ ref: story.before });
      const deployment = repository.state.deployments[0];
      if (deployment === undefined) throw new Error('nothing was deployed');
      const result = await runRecover(story, repository.events.deploymentStatus(deployment));
      lawNothingUnknown(result);
      expect(result.outputs).toMatchObject({ decision: 'escalate', 'reason-code': 'rolled-back' });
    }));

  it('a rollback that only Vercel knows of', () =>
    inWorld(acceptedIncident(), async (story) => {
      const { sandbox, repository } = story;
      const old = sandbox.vercel.deploy(story.before);
      sandbox.clock.advance(60_000);
      const sha = mergeAndDeploy(story, proposeFix(story));
      sandbox.vercel.deploy(sha);
      quietHours(story, 0.5, sha);
      const vercel = { inputs: vercelInputs(story) };
      const first = await runRecover(story, repository.events.schedule(), vercel);
      lawNothingUnknown(first);
      expect(recordOf(repository, story.issue.number).recovery.wasLive).toBe(true);
      sandbox.vercel.rollback(old.uid);
      const event = repository.events.repositoryDispatch('vercel.deployment.promoted', {
        environment: 'production',
        git: { sha: story.before },
      });
      const result = await runRecover(story, event, vercel);
      expect(result.outputs).toMatchObject({ decision: 'escalate', 'reason-code': 'rolled-back' });
    }));

  it('a regression after the close opens the issue again, with the fix that failed', () =>
    inWorld(acceptedIncident(), async (story) => {
      const { repository, issue } = story;
      const number = proposeFix(story);
      const sha = mergeAndDeploy(story, number);
      quietHours(story, 3, sha);
      expect((await runRecover(story)).outputs.decision).toBe('close');
      quietHours(story, 22, sha);
      failingHours(story, 3, sha);
      const result = await runRecover(story);
      lawNothingUnknown(result);
      expect(result.outputs).toMatchObject({ decision: 'retry', 'reason-code': 'regressed' });
      const opened = repository.issue(issue.number);
      expect(opened.state).toBe('open');
      expect(opened.labels).not.toContain('patchpilot:recovered');
      expect(opened.comments[0]?.body).toContain(`The fix was #${number}.`);
      expect(recordOf(repository, issue.number).attempts[0].lesson.outcome).toBe('regressed');
    }));

  it('no visitors: silence means nothing', () =>
    inWorld(acceptedIncident(), async (story) => {
      mergeAndDeploy(story, proposeFix(story));
      story.sandbox.clock.advance(30 * 3_600_000);
      const result = await runRecover(story);
      expect(result.outputs).toMatchObject({ decision: 'wait', 'reason-code': 'no-traffic' });
      expect(story.repository.issue(story.issue.number).state).toBe('open');
    }));

  it('without Sentry nothing is ever closed, and after two days a person is asked', () =>
    inWorld(acceptedIncident(), async (story) => {
      const sha = mergeAndDeploy(story, proposeFix(story));
      quietHours(story, 3, sha);
      const blind = { inputs: { 'sentry-token': '' } };
      const event = story.repository.events.schedule();
      const first = await runRecover(story, event, blind);
      expect(first.outputs).toMatchObject({ decision: 'wait', 'reason-code': 'events-missing' });
      expect(first.log).toContain('sentry-token');
      quietHours(story, 60, sha);
      const second = await runRecover(story, event, blind);
      expect(second.outputs).toMatchObject({ decision: 'escalate', 'reason-code': 'events-missing' });
    }));

  it('nobody knows what production serves: asked about, never closed', () =>
    inWorld(acceptedIncident(), async (story) => {
      const { repository } = story;
      const sha = repository.merge({ number: proposeFix(story), method: 'rebase' });
      repository.state.deployments.length = 0;
      quietHours(story, 3, sha);
      expect((await runRecover(story)).outputs).toMatchObject({
        decision: 'wait',
        'reason-code': 'liveness-unknown',
      });
      quietHours(story, 60, sha);
      expect((await runRecover(story)).outputs).toMatchObject({
        decision: 'escalate',
        'reason-code': 'liveness-unknown',
      });
    }));

  it('merged but not deployed: waits, and says so', () =>
    inWorld(acceptedIncident(), async (story) => {
      const sha = story.repository.merge({ number: proposeFix(story), method: 'merge' });
      failingHours(story, 2, story.before);
      const result = await runRecover(story);
      expect(result.outputs).toMatchObject({ decision: 'wait', 'reason-code': 'fix-not-live' });
      expect(result.requests.filter(({ service }) => service === 'sentry')).toEqual([]);
      expect(sha).toHaveLength(40);
    }));

  it('old clients still send it: told apart by release, and closed', () =>
    inWorld(acceptedIncident(), async (story) => {
      const sha = mergeAndDeploy(story, proposeFix(story));
      live(story.sandbox, {
        hours: 6,
        sessions: { [sha]: SESSIONS, [story.before]: 100 },
        errors: { issue: story.sentryIssue, perHour: { [story.before]: 2 } },
      });
      const result = await runRecover(story);
      expect(result.outputs).toMatchObject({ decision: 'close', 'reason-code': 'recovered' });
      expect(story.repository.issue(story.issue.number).comments[0]?.body).toContain('old releases');
    }));

  it('stopped by itself after a merge that touched the suspect: closed with the same proof', () =>
    inWorld(acceptedIncident(), async (story) => {
      const { repository, sandbox, issue } = story;
      const seen = recordOf(repository, issue.number).suspects[0].path;
      const pull = repository.openPull({
        author: 'dev',
        title: 'Tidy up the coupons',
        files: { [seen]: '// tidy\n' },
      });
      const sha = mergeAndDeploy(story, pull.number);
      quietHours(story, 2, sha);
      // The attempt is under way: nobody asks about anything yet.
      const waiting = await runRecover(story);
      expect(waiting.requests.filter(({ service }) => service === 'sentry')).toEqual([]);
      sandbox.clock.advance(20 * 3_600_000);
      quietHours(story, 8, sha);
      const result = await runRecover(story);
      expect(result.outputs).toMatchObject({ decision: 'close', 'reason-code': 'quiet-without-fix' });
      expect(repository.issue(issue.number).comments[0]?.body).toMatch(
        new RegExp(`Quiet since .*, probably fixed by #${pull.number}, which touched the suspect\\.`),
      );
    }));

  it('stopped by itself, and nobody knows why: a person is asked once, with the proof', () =>
    inWorld(acceptedIncident(), async (story) => {
      const { repository, sandbox, issue } = story;
      sandbox.clock.advance(20 * 3_600_000);
      quietHours(story, 8, story.before);
      const result = await runRecover(story);
      lawNothingUnknown(result);
      expect(result.outputs).toMatchObject({ decision: 'escalate', 'reason-code': 'second-signal-missing' });
      const { body } = repository.issue(issue.number).comments[0] ?? { body: '' };
      expect(body).toContain('no pull request is known to have fixed it');
      expect(body).toContain('0 seen');
      expect(repository.issue(issue.number).state).toBe('open');
      quietHours(story, 25, story.before);
      expect((await runRecover(story)).outputs['reason-code']).toBe('already-asked');
    }));

  it('still firing, and nobody has done anything: waits, and never closes', () =>
    inWorld(acceptedIncident(), async (story) => {
      story.sandbox.clock.advance(20 * 3_600_000);
      failingHours(story, 8, story.before);
      const result = await runRecover(story);
      expect(result.outputs.decision).toBe('wait');
      expect(story.repository.issue(story.issue.number).comments[0]?.body).not.toContain('Quiet since');
    }));

  it('resolves in Sentry when asked to, in the release with the fix', () =>
    inWorld(acceptedIncident(), async (story) => {
      const { repository, sandbox, sentryIssue } = story;
      repository.push({
        files: { '.github/patchpilot.yml': 'recovery:\n  resolve-in-sentry: true\n' },
        message: 'configuration',
      });
      const secret = SENTRY_TOKEN;
      sandbox.sentry.token({
        name: 'sentry',
        secret,
        scopes: ['event:read', 'event:write', 'project:read', 'org:read'],
      });
      const sha = mergeAndDeploy(story, proposeFix(story));
      quietHours(story, 3, sha);
      const result = await runRecover(story);
      lawNothingUnknown(result);
      expect(result.outputs.decision).toBe('close');
      expect(sentryIssue.json).toMatchObject({ status: 'resolved', statusDetails: { inRelease: sha } });
    }));

  it.each([
    ['dispatches-per-day: 1', 'daily-budget-spent'],
    ['open-pull-requests: 1', 'open-pull-request-budget-spent'],
  ])('a spent budget (%s) puts the retry off and asks nobody', (line, budget) =>
    inWorld(acceptedIncident(), async (story) => {
      const { repository, sandbox, issue } = story;
      const text = `budgets:\n  ${line}\n`;
      repository.push({ files: { '.github/patchpilot.yml': text }, message: 'budget' });
      const sha = mergeAndDeploy(story, proposeFix(story));
      repository.openPull({
        author: 'github-actions[bot]',
        title: 'Another fix of ours',
        branch: 'patchpilot/00000000000000ff',
        files: { 'src/other.js': '1;\n' },
      });
      failingHours(story, 3, sha);
      const result = await runRecover(story);
      lawNothingUnknown(result);
      expect(result.outputs).toMatchObject({ decision: 'wait', 'reason-code': 'retry-deferred' });
      expect(JSON.parse(result.outputs.repairs ?? '[]')).toEqual([]);
      expect(repository.issue(issue.number).comments[0]?.body).toContain(budget);
      expect(recordOf(repository, issue.number).attempts).toHaveLength(1);
      if (budget !== 'daily-budget-spent') return;
      sandbox.clock.set('2026-11-22T00:00:00Z');
      failingHours(story, 0.2, sha);
      expect((await runRecover(story)).outputs.decision).toBe('retry');
    }),
  );

  it.each([
    ['github-actions[bot]', 'wait', 'retry-deferred'],
    ['mallory', 'retry', 'still-firing'],
  ])('under an umbrella of %s: %s, %s', (author, decision, code) =>
    inWorld(acceptedIncident(), async (story) => {
      const { repository, sandbox, issue } = story;
      const sha = mergeAndDeploy(story, proposeFix(story));
      const body = renderUmbrella({
        version: 1,
        root: 'upstream',
        what: 'api.payments.example',
        issues: [issue.number],
        signals: [],
        startedAt: sandbox.clock.iso(),
        over: false,
      });
      repository.openIssue({ author, title: 'Many errors', body, labels: ['patchpilot:storm'] });
      failingHours(story, 3, sha);
      const result = await runRecover(story);
      lawNothingUnknown(result);
      expect(result.outputs).toMatchObject({ decision, 'reason-code': code });
    }),
  );

  it('a person orders another attempt; somebody without the right to write does not', () =>
    inWorld(acceptedIncident(), async (story) => {
      const { repository, sandbox, issue } = story;
      const sha = mergeAndDeploy(story, proposeFix(story));
      quietHours(story, 0.2, sha);
      repository.comment(issue.number, { author: 'mallory', body: '/patchpilot retry' });
      expect((await runRecover(story)).outputs.decision).toBe('wait');
      sandbox.clock.advance(3_600_000);
      repository.comment(issue.number, { author: 'dev', body: '/patchpilot retry look at the cache' });
      sandbox.clock.advance(3_600_000);
      const result = await runRecover(story);
      expect(result.outputs).toMatchObject({ decision: 'retry', 'reason-code': 'human-ordered-retry' });
      expect(Object.values(result.files).join('')).toContain('look at the cache');
    }));
});
