import { describe, expect, it } from 'vitest';
import { checkOut } from '../../../sandbox/git/checkout.ts';
import type { HandOver } from '../../../sandbox/jobs.ts';
import { scriptedWorker, type WorkerKind } from '../../../sandbox/workers/worker.ts';
import { readIncident } from '../../../src/sources/github/incident-schema.ts';
import {
  labelsOf,
  lawCrash,
  lawLostAnswers,
  lawNoLeak,
  lawNothingUnknown,
  lawParallel,
  lawSecondRun,
  lawWritesNothing,
  type Story,
  writesOf,
} from '../harness/laws.ts';
import { accept, CANARIES, type Chain, chain, inChain, propose, verify, wholeWay } from './chain.ts';

const pulls = ({ repository }: Chain) =>
  [...repository.state.issues.values()].filter((issue) => issue.pull !== undefined);
const sticky = ({ repository }: Chain) => {
  const body = repository.issue(1).comments[0]?.body ?? '';
  const incident = readIncident({ body, ours: true });
  return incident === 'newer' ? null : incident;
};

function optOut(world: Chain): void {
  const label = { id: 9_999, name: 'wontfix', color: 'ededed', description: null };
  world.repository.state.labels.set('wontfix', label);
  world.repository.issue(1).labels = ['wontfix'];
}

describe('from an error to a draft pull request', () => {
  it('the right fix becomes one verified commit and one draft, with its proof', () =>
    inChain(async (world) => {
      const { result, handed } = await wholeWay(world, 'right');
      lawNothingUnknown(result);
      lawNoLeak(result, CANARIES);
      expect(result.outputs).toMatchObject({ decision: 'proposed', 'pull-request': '2' });
      const [pull, ...more] = pulls(world);
      expect(more).toEqual([]);
      expect(pull).toMatchObject({ title: 'Fix TypeError in isValid', labels: ['patchpilot'] });
      expect(pull?.pull).toMatchObject({ draft: true, headRef: `patchpilot/${handed.repair.fingerprint}` });
      expect(pull?.body).toContain('A test that fails without this change passes with it.');
      expect(pull?.body).toContain('Refs #1');
      expect(pull?.body).not.toMatch(/(?:fix|clos|resolv)e[sd]? #\d/i);
      expect(pull?.body).toContain('CI waits for an approval');
      const { state } = world.repository;
      const commit = state.git.commits.get(world.repository.head(`patchpilot/${handed.repair.fingerprint}`));
      expect(commit).toMatchObject({ verified: true, parents: [handed.repair.base] });
      expect(commit?.message).toContain('Refs #1');
      expect(sticky(world)).toMatchObject({ pullRequest: 2, attempts: [{ number: 1, outcome: 'proposed' }] });
      expect(world.repository.issue(1).comments[0]?.body).toContain('draft pull request #2');
      expect(labelsOf(result)).toEqual([
        'github query PatchpilotProposal',
        'github POST /repos/acme/shop/git/refs',
        'github mutation PatchpilotCommit',
        'github POST /repos/acme/shop/pulls',
        'github POST /repos/acme/shop/issues/2/labels',
        'github mutation PatchpilotUpdateComment',
      ]);
    }));

  it.each<[WorkerKind, string]>([
    ['swallow', 'swallowed-errors'],
    ['deleted-test', 'proof'],
    ['workflow-edit', 'protected-paths'],
    ['secret', 'secrets'],
    ['path-escape', 'proof'],
    ['no-test', 'proof'],
    ['nothing', 'proof'],
    ['huge-patch', 'hand-off'],
  ])('%s ends with its reason on the incident, and without a branch', (kind, reason) =>
    inChain(async (world) => {
      const { result } = await wholeWay(world, kind);
      lawNothingUnknown(result);
      lawNoLeak(result, CANARIES);
      expect(result.outputs).toMatchObject({
        decision: 'refused',
        'reason-code': reason,
        'pull-request': '',
      });
      expect(pulls(world)).toEqual([]);
      expect([...world.repository.state.refs.keys()]).toEqual(['refs/heads/main']);
      const lesson = sticky(world)?.attempts[0]?.lesson;
      expect(sticky(world)?.attempts[0]).toMatchObject({ outcome: 'refused' });
      expect(lesson?.fix.length).toBeGreaterThan(10);
      expect(world.repository.issue(1).comments[0]?.body).toContain('refused');
      lawWritesNothing(await propose(world, { ...(await again(world, kind)) }));
    }),
  );

  async function again(world: Chain, kind: WorkerKind): Promise<HandOver> {
    const incident = sticky(world);
    const repair = {
      issue: 1,
      fingerprint: incident?.fingerprint ?? '',
      attempt: 1,
      brief: '',
      digest: '',
      base: world.repository.head(),
    };
    return { repair, worker: scriptedWorker(kind), proof: '', proofDigest: '' };
  }

  it('the next brief says why the last patch was refused', () =>
    inChain(async (world) => {
      await wholeWay(world, 'swallow');
      const { repair, brief } = await accept(world, {
        event: world.repository.events.schedule(),
        env: { PATCHPILOT_NOW: '2026-11-21T10:30:00Z' },
      });
      expect(repair.attempt).toBe(2);
      expect(brief).toContain('## What was refused before');
      expect(brief).toContain('attempt 1: swallowed-errors');
    }));

  it.each([
    [
      'another proof',
      (handed: HandOver) => ({ ...handed, proof: handed.proof.replace('proven', 'proven ') }),
    ],
    ['no proof', (handed: HandOver) => ({ ...handed, proof: '' })],
    ['no digest', (handed: HandOver) => ({ ...handed, proofDigest: '' })],
    ['another patch', (handed: HandOver) => ({ ...handed, worker: scriptedWorker('symptom') })],
  ])('%s than the promised one is refused', (_, change) =>
    inChain(async (world) => {
      const { repair } = await accept(world);
      const handed = await verify(world, repair, scriptedWorker('right'));
      const result = await propose(world, change(handed));
      expect(result.outputs).toMatchObject({ decision: 'refused', 'reason-code': 'hand-off' });
      expect(pulls(world)).toEqual([]);
    }),
  );

  it.each([
    [
      'closes the issue',
      (world: Chain) => Object.assign(world.repository.issue(1), { state: 'closed' }),
      'issue-closed',
    ],
    [
      'assigns it',
      (world: Chain) => Object.assign(world.repository.issue(1), { assignees: ['dev'] }),
      'assigned-to-human',
    ],
    ['labels it', optOut, 'opted-out'],
  ])('a person who %s meanwhile has the last word', (_, act, reason) =>
    inChain(async (world) => {
      const { repair } = await accept(world);
      const handed = await verify(world, repair, scriptedWorker('right'));
      act(world);
      const result = await propose(world, handed);
      expect(result.outputs).toMatchObject({ decision: 'deferred', 'reason-code': reason });
      lawWritesNothing(result);
    }),
  );

  it('a setting that forbids pull requests becomes advice on the incident; once it is changed, the same job goes on', () =>
    inChain(async (world) => {
      Object.assign(world.repository.state.settings, { actionsMayOpenPulls: false });
      const { result, handed } = await wholeWay(world, 'right');
      expect(result.outputs.decision).toBe('failed');
      expect(world.repository.issue(1).comments[0]?.body).toContain(
        'Allow GitHub Actions to create and approve',
      );
      Object.assign(world.repository.state.settings, { actionsMayOpenPulls: true });
      const next = await propose(world, handed);
      expect(next.outputs).toMatchObject({ decision: 'proposed', 'pull-request': '2' });
      expect(sticky(world)).toMatchObject({ pullRequest: 2, attempts: [{ outcome: 'proposed' }] });
    }));

  it('a dry run shows everything and writes nothing', () =>
    inChain(async (world) => {
      const { result } = await wholeWay(world, 'right', { inputs: { 'dry-run': 'true' } });
      lawWritesNothing(result);
      expect(result.summary).toContain('dry run');
      expect(pulls(world)).toEqual([]);
    }));

  it.each([
    ['author', '', ['dev']],
    ['codeowners', 'src/ @dev @acme/shop\n', ['dev']],
    ['codeowners', 'docs/ @dev\n', []],
    ['either', 'docs/ @dev\n', ['dev']],
    ['none', 'src/ @dev\n', []],
  ])('reviewers: %s', (reviewers, owners, asked) =>
    inChain(
      async (world) => {
        await wholeWay(world, 'right');
        expect(pulls(world)[0]?.pull?.draft).toBe(true);
        expect(pulls(world)[0]?.pull?.reviewers).toEqual(asked);
      },
      { '.github/patchpilot.yml': `propose:\n  reviewers: ${reviewers}\n`, '.github/CODEOWNERS': owners },
    ),
  );

  it('titles follow the habit of the repository', () =>
    inChain(async (world) => {
      for (const message of ['fix(cart): a', 'feat(coupon): b', 'chore(deps): c'])
        world.repository.push({ files: { 'notes.txt': message }, message });
      checkOut(world.repository.state.git, world.repository.head(), world.folder);
      await wholeWay(world, 'right');
      expect(pulls(world)[0]?.title).toBe('fix(coupon): TypeError in isValid');
    }));

  it('nothing is asked when the record knows no such attempt', () =>
    inChain(async (world) => {
      const { repair } = await accept(world);
      const handed = await verify(world, repair, scriptedWorker('right'));
      const result = await propose(world, { ...handed, repair: { ...repair, attempt: 7 } });
      expect(result.outputs).toMatchObject({ decision: 'deferred', 'reason-code': 'not-on-record' });
      expect(writesOf(result)).toEqual([]);
    }));
});

type Ready = Chain & { readonly handed: HandOver };
const story: Story<Ready> = {
  build: async () => {
    const world = await chain();
    const { repair } = await accept(world, { runId: 4_711 });
    return { ...world, handed: await verify(world, repair, scriptedWorker('right')) };
  },
  run: (world, kill) => propose(world, world.handed, { runId: 77, ...(kill === undefined ? {} : { kill }) }),
  end: (world) =>
    JSON.parse(JSON.stringify(world.repository.record()).replace(/127\.0\.0\.1:\d+/g, '127.0.0.1')),
  close: (world) => world.close(),
};

describe('the laws, on propose', () => {
  it('a second run writes nothing new', () => lawSecondRun(story), 60_000);
  it('killed anywhere and run again, it ends as one clean run', async () => {
    expect(await lawCrash(story)).toBeGreaterThanOrEqual(12);
    expect(await lawLostAnswers(story)).toBeGreaterThanOrEqual(3);
  }, 240_000);
  it('ten at once open one pull request', () => lawParallel(story), 120_000);
});
