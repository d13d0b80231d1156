import { describe, expect, it } from 'vitest';
import { live } from '../../../sandbox/life.ts';
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

/** Every error of the crowd was seen the day before, so that its silence means something. */
function allSeenBefore({ sandbox, before, sentryIssue }: RecoverStory): void {
  const now = sandbox.clock.now();
  for (const [, issue] of sandbox.sentry.state.issues) {
    if (issue === sentryIssue) continue;
    sandbox.clock.set(new Date(now - 24 * 3_600_000).toISOString());
    live(sandbox, { hours: 24, errors: { issue, perHour: { [before]: 3 } } });
  }
}

/** Something happens on GitHub just after it answered this request. */
function meanwhile({ sandbox }: RecoverStory, label: string | RegExp, happens: () => unknown): void {
  const edit = (body: unknown) => {
    happens();
    return body;
  };
  sandbox.faults.queue({ match: { label }, fault: { kind: 'edit', edit } });
}

/** A person opens the incident's issue again. */
function openAgain({ repository, sandbox, issue }: RecoverStory): void {
  const at = sandbox.clock.iso();
  const opened = repository.state.issues.get(issue.number);
  Object.assign(opened ?? {}, { state: 'open', closedAt: null, closedBy: null, stateReason: 'reopened' });
  opened?.timeline.push({ id: 9_000_001, kind: 'reopened', actor: 'dev', at });
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

  it(
    '100 incidents that all close in one run: at most 15 requests to GitHub',
    () =>
      inWorld(acceptedIncident(), async (story) => {
        crowd(story, { fixed: 99, reviewed: 0, open: 0 });
        allSeenBefore(story);
        mergeAndDeploy(story, proposeFix(story));
        quietHours(story, 5, story.repository.head());
        const result = await runRecover(story);
        lawNothingUnknown(result);
        expect(result.exitCode).toBe(0);
        expect(decisionsOf(result).map(({ decision }) => decision)).toEqual(Array(100).fill('close'));
        expect(costOf(result).github).toBeLessThanOrEqual(15);
        for (const issue of story.repository.state.issues.values()) {
          if (issue.pull !== undefined) continue;
          expect(issue).toMatchObject({ state: 'closed', stateReason: 'completed' });
          expect(issue.labels).toContain('patchpilot:recovered');
          expect(recordOf(story.repository, issue.number).recovery.kind).toBe('close');
        }
        const again = await runRecover(story);
        expect(again.requests).toHaveLength(1);
      }),
    120_000,
  );

  it(
    'among closes that travel together, one that GitHub refuses fails by itself, and never without its record',
    () =>
      inWorld(acceptedIncident(), async (story) => {
        const { repository, sandbox, issue } = story;
        crowd(story, { fixed: 4, reviewed: 0, open: 0 });
        const [, second, third] = [...repository.state.issues.values()].filter(({ pull }) => !pull);
        if (second === undefined || third === undefined) throw new Error('there is no crowd');
        allSeenBefore(story);
        mergeAndDeploy(story, proposeFix(story));
        quietHours(story, 5, repository.head());
        // Between our reading and our writing, a person deletes one comment; later, before the closes, another issue.
        meanwhile(story, 'query PatchpilotDeployments', () => second.comments.splice(0));
        meanwhile(story, /^GET .*labels/, () => repository.state.issues.delete(third.number));
        const result = await runRecover(story);
        lawNothingUnknown(result);
        expect(sandbox.faults.unmet()).toEqual([]);
        const { written } = JSON.parse(result.outputs.result ?? '{}');
        const of = (kind: string, effect: string) =>
          written.flatMap((one: Record<string, string>) =>
            one.kind === kind && one.effect === effect ? (one.target?.split(', ') ?? []) : [],
          );
        expect(of('failed', 'edit-comments')).toEqual([`#${second.number}`]);
        expect(of('failed', 'label')).toEqual([`#${third.number}`]);
        expect(of('failed', 'close-issue')).toEqual([`#${third.number}`]);
        expect(of('done', 'edit-comments')).toHaveLength(4);
        expect(of('done', 'close-issue')).toHaveLength(3);
        expect(second).toMatchObject({ state: 'open', labels: ['patchpilot'] });
        expect(repository.issue(issue.number).state).toBe('closed');
        expect(result.log).toContain(`#${third.number}: What was to be changed is gone from GitHub`);
      }),
    60_000,
  );

  it.each([
    ['label: false', ['patchpilot'], 'closed'],
    ['close: false', ['patchpilot', 'patchpilot:recovered'], 'open'],
  ])('a policy of "%s" is kept also where writes travel together', (line, labels, state) =>
    inWorld(acceptedIncident(), async (story) => {
      const { repository, issue } = story;
      const text = `actions:\n  ${line}\n`;
      repository.push({ files: { '.github/patchpilot.yml': text }, message: 'policy' });
      mergeAndDeploy(story, proposeFix(story));
      quietHours(story, 5, repository.head());
      const result = await runRecover(story);
      expect(result.outputs.decision).toBe('close');
      expect(repository.issue(issue.number)).toMatchObject({ labels, state });
      expect(result.summary).toContain('not-allowed');
    }),
  );

  it('a request that gets no answer is tried again by halves', () =>
    inWorld(acceptedIncident(), async (story) => {
      crowd(story, { fixed: 4, reviewed: 0, open: 0 });
      allSeenBefore(story);
      mergeAndDeploy(story, proposeFix(story));
      quietHours(story, 5, story.repository.head());
      const { faults } = story.sandbox;
      const label = 'mutation PatchpilotSettleIssues';
      faults.queue({ match: { label }, fault: { kind: 'answer', status: 502, body: '' } });
      const result = await runRecover(story);
      expect(result.requests.filter((request) => request.label === label)).toHaveLength(3);
      const open = [...story.repository.state.issues.values()].filter(
        ({ pull, state }) => !pull && state === 'open',
      );
      expect(open).toEqual([]);
    }));

  it('a close that GitHub did not take is made good by the next run, unless a person opened the issue', () =>
    inWorld(acceptedIncident(), async (story) => {
      const { repository, sandbox, issue } = story;
      mergeAndDeploy(story, proposeFix(story));
      quietHours(story, 5, repository.head());
      const label = 'mutation PatchpilotSettleIssues';
      const lost = { kind: 'answer', status: 502, body: '' } as const;
      sandbox.faults.queue({ match: { label }, fault: lost, times: 2 });
      const schedule = repository.events.schedule();
      const failed = await runRecover(story, schedule, { runId: 7_001 });
      expect(failed.log).toContain(`#${issue.number}: GitHub answered with status 502`);
      expect(repository.issue(issue.number).state).toBe('open');
      sandbox.clock.advance(1_800_000);
      await runRecover(story, schedule, { runId: 7_002 });
      const made = repository.issue(issue.number);
      expect(made).toMatchObject({ state: 'closed', stateReason: 'completed' });
      expect(made.labels).toContain('patchpilot:recovered');
      sandbox.clock.advance(1_800_000);
      openAgain(story);
      await runRecover(story, schedule, { runId: 7_003 });
      expect(repository.issue(issue.number).state).toBe('open');
    }));

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
