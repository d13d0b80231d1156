import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { lintWorkflow, WORKFLOW_RULES } from '../../../src/decide/workflow/lint.ts';
import { RIGHTS, reaches } from '../../../src/decide/workflow/rights.ts';
import { readWorkflow } from '../../../src/decide/workflow/workflow.ts';

const example = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../../examples', `patchpilot-${name}.yml`), 'utf8');

describe.each(WORKFLOW_RULES)('rule $name', (rule) => {
  const found = (text: string) => rule.check(readWorkflow(parse(text)));

  it('finds its wrong example', () => {
    expect(found(rule.wrong)).not.toEqual([]);
  });

  it('spares its right example', () => {
    expect(found(rule.right)).toEqual([]);
  });

  it('gives advice in one sentence and says why', () => {
    for (const { advice } of found(rule.wrong)) expect(advice).toMatch(/^[A-Z].+\.$/);
    expect(rule.why).toMatch(/^[A-Z].+\.$/);
  });
});

/** One edit of a template, and the rule that must see it. */
const EDITS: readonly (readonly [rule: string, from: string, to: string])[] = [
  ['permissions-default', 'permissions: {}', 'permissions: { contents: read }'],
  ['credentials-left', 'persist-credentials: false', 'persist-credentials: true'],
  ['credentials-left', '          persist-credentials: false\n', ''],
  ['cache-none', '    cache-mode: none\n', ''],
  ['cache-none', 'cache-mode: none #', 'cache-mode: write #'],
  ['action-pinned', '@3d3c42e5aac5ba805825da76410c181273ba90b1', '@v7'],
  ['action-pinned', '@a874e9ecd7bb36efdad65429c6b35815f5a08f10', '@a874e9e'],
  ['worker-token', '          github_token: ${{ github.token }}\n', ''],
  ['actor-list', 'allowed_bots: sentry,sentry-io', 'allowed_bots: sentry,*,sentry-io'],
  ['verify-no-secret', 'github-token: none', 'github-token: ${{ github.token }}'],
  [
    'verify-no-secret',
    'github-token: none',
    'github-token: none\n          sentry-token: ${{ secrets.SENTRY_TOKEN }}',
  ],
  ['verify-no-secret', '          github-token: none\n', ''],
  [
    'repair-one-key',
    'anthropic_api_key: ${{ secrets.ANTHROPIC_API_KEY }}',
    'anthropic_api_key: ${{ secrets.SENTRY_TOKEN }}',
  ],
  [
    'secret-in-its-job',
    'mode: intake',
    'mode: intake\n          judge-key: ${{ secrets.PATCHPILOT_JUDGE_KEY }}',
  ],
  ['secret-in-one-step', 'permissions: {}', 'permissions: {}\nenv: { K: "${{ secrets[\'K\'] }}" }'],
  ['all-secrets', 'DIGEST: ${{ matrix.repair.digest }}', 'DIGEST: ${{ toJSON(secrets) }}'],
  ['script-expansion', 'git add -A', 'git add -A # ${{ matrix.repair.issue }}'],
  ['strangers-text', 'Read the repair order in', 'Fix ${{ github.event.issue.title }}. Read'],
  ['strangers-text', 'Read the repair order in', "Fix ${{ github.event['issue']['body'] }}. Read"],
  ['strangers-text', 'Read the repair order in', 'Fix ${{ toJSON(github.event) }}. Read'],
  ['dangerous-trigger', '  deployment_status:\n', '  pull_request_target:\n'],
  ['dangerous-trigger', 'types: [closed]', 'types: [closed, opened]'],
  ['dangerous-trigger', 'pull_request:\n    types: [closed]', 'pull_request:'],
  ['secret-in-its-job', 'mode: propose', 'mode: propose\n          posthog-key: ${{ secrets.POSTHOG_KEY }}'],
  ['secret-in-its-job', 'mode: intake', 'mode: intake\n          vercel-token: ${{ secrets.VERCEL_TOKEN }}'],
  ['digest-from-job', 'proof-digest: ${{ needs.verify', 'proof-digest: ${{ steps.verify'],
  ['fresh-machine', 'runs-on: ubuntu-latest', 'runs-on: [self-hosted]'],
  ['export-always', 'if: always()', 'if: success()'],
  ['nothing-cancelled', 'cancel-in-progress: false', 'cancel-in-progress: true'],
  ['kill-switch', 'enabled: ${{ vars.PATCHPILOT_ENABLED }}', 'enabled: true'],
  [
    'writer-runs-nothing',
    '      - name: Ask the gates, and propose',
    '      - run: npm test\n      - name: Ask the gates, and propose',
  ],
  [
    'app-token-narrow',
    '          permission-issues: write\n',
    '          permission-administration: write\n',
  ],
];

describe('one edit of the template', () => {
  it.each(EDITS)('%s: %j → %j', (rule, from, to) => {
    const text = example('claude');
    expect(text).toContain(from);
    const found = lintWorkflow(parse(text.replaceAll(from, to)));
    expect(found.map((finding) => finding.rule)).toContain(rule);
  });

  const jobs = ['intake', 'repair', 'verify', 'propose', 'recover'];
  const scopes = [
    'contents',
    'issues',
    'pull-requests',
    'actions',
    'id-token',
    'packages',
    'checks',
    'workflows',
  ];

  it.each(jobs)('job %s: no scope can be raised unseen', (id) => {
    for (const scope of scopes) {
      const workflow = parse(example('codex')) as {
        jobs: Record<string, { permissions: Record<string, string> }>;
      };
      const job = workflow.jobs[id];
      if (job === undefined || job.permissions[scope] === 'write') continue;
      job.permissions[scope] = 'write';
      expect(lintWorkflow(workflow), `${id} ${scope}`).toMatchObject([
        { rule: 'permissions-excess', job: id },
      ]);
    }
  });

  it.each(jobs)('job %s: no right that it needs can be taken away unseen', (id) => {
    const workflow = parse(example('custom')) as { jobs: Record<string, { permissions: object }> };
    const job = workflow.jobs[id];
    if (job !== undefined) job.permissions = {};
    expect(lintWorkflow(workflow).map(({ rule }) => rule)).toContain('permissions-lacking');
  });

  it.each(['read-all', 'write-all'])('%s is never enough said', (all) => {
    const text = example('claude').replace(
      / {4}permissions:\n {6}issues: write\n/,
      `    permissions: ${all}\n    x:\n`,
    );
    expect(lintWorkflow(parse(text)).map(({ rule }) => rule)).toContain('permissions-stated');
  });
});

/** Every scope that GitHub knows (2026). */
const SCOPES =
  `actions artifact-metadata attestations checks contents deployments discussions id-token issues models packages
  pages pull-requests repository-projects security-events statuses workflows`.split(/\s+/);

interface LooseJob {
  permissions: Record<string, string>;
  env?: Record<string, string>;
  secrets?: string;
  steps: { uses?: string; env?: Record<string, string>; with?: Record<string, unknown> }[];
}
const template = (worker: string) => parse(example(worker)) as { jobs: Record<string, LooseJob> };
const OURS = ['intake', 'performance', 'repair', 'verify', 'propose', 'recover'] as const;

describe.each(['claude', 'codex', 'custom'])(
  'every single privilege added to the template of %s',
  (worker) => {
    it.each(OURS)('a scope of job %s', (id) => {
      for (const scope of SCOPES) {
        for (const level of ['read', 'write'] as const) {
          const workflow = template(worker);
          const job = workflow.jobs[id];
          const most: Readonly<Record<string, string>> = RIGHTS[id].most;
          if (job === undefined || reaches(most[scope] ?? 'none', level)) continue;
          job.permissions[scope] = level;
          const found = lintWorkflow(workflow).filter((one) => one.job === id);
          expect(
            found.map(({ rule }) => rule),
            `${id} ${scope} ${level}`,
          ).toContain('permissions-excess');
        }
      }
    });

    it.each(['repair', 'verify'])('a secret in any place of job %s', (id) => {
      const secret = '${{ secrets.NPM_TOKEN }}';
      const count = template(worker).jobs[id]?.steps.length ?? 0;
      expect(count).toBeGreaterThan(4);
      for (let at = -1; at < count; at += 1) {
        for (const place of ['env', 'with'] as const) {
          const workflow = template(worker);
          const job = workflow.jobs[id];
          const target = at < 0 ? job : job?.steps[at];
          if (target === undefined || (at < 0 && place === 'with')) continue;
          Object.assign(target, {
            [place]: { ...(target as LooseJob['steps'][number])[place], EXTRA: secret },
          });
          const found = lintWorkflow(workflow).filter((one) => one.job === id);
          expect(found, `${id} step ${at} ${place}`).not.toEqual([]);
        }
      }
    });

    it('any token in the job that runs the patch', () => {
      const count = template(worker).jobs.verify?.steps.length ?? 0;
      for (let at = 0; at < count; at += 1) {
        for (const token of [
          '${{ github.token }}',
          "${{ github['token'] }}",
          '${{ secrets.GITHUB_TOKEN }}',
        ]) {
          const workflow = template(worker);
          const step = workflow.jobs.verify?.steps[at];
          if (step === undefined) continue;
          step.env = { ...step.env, GH_TOKEN: token };
          expect(
            lintWorkflow(workflow).map(({ rule }) => rule),
            `${at} ${token}`,
          ).toContain('verify-no-secret');
        }
      }
    });

    it.each(['intake', 'performance', 'repair', 'verify', 'recover'])(
      'an App’s token that writes more, in job %s',
      (id) => {
        const workflow = template(worker);
        workflow.jobs[id]?.steps.unshift({
          uses: 'actions/create-github-app-token@bcd2ba49218906704ab6c1aa796996da409d3eb1',
          with: { 'app-id': 1, 'private-key': '${{ secrets.K }}', 'permission-contents': 'write' },
        });
        expect(lintWorkflow(workflow).filter(({ job }) => job === id)).not.toEqual([]);
      },
    );

    it.each(OURS)('all secrets inherited or expanded in job %s', (id) => {
      const workflow = template(worker);
      const step = workflow.jobs[id]?.steps[0];
      if (step !== undefined) step.env = { ALL: '${{ toJSON(secrets) }}' };
      expect(lintWorkflow(workflow).map(({ rule }) => rule)).toContain('all-secrets');
    });
  },
);

describe('lintWorkflow', () => {
  it('says nothing of workflows in which we have no job', () => {
    expect(
      lintWorkflow(parse('on: pull_request\njobs: { a: { steps: [{ uses: actions/checkout@v7 }] } }')),
    ).toEqual([]);
  });

  it('wants workflows that are called beside ours pinned too, and no secrets inherited', () => {
    const found = lintWorkflow(
      parse(`permissions: {}
jobs:
  a: { permissions: { contents: read }, cache-mode: none, steps: [] }
  i: { permissions: { issues: write, contents: read, pull-requests: read }, steps: [{ uses: patchpilot/action@v1, with: { enabled: '\${{ vars.E }}' } }] }
  c: { uses: acme/ci/.github/workflows/x.yml@main, secrets: inherit }`),
    );
    expect(found.map(({ rule, job }) => `${rule} ${job}`)).toEqual(['all-secrets c', 'action-pinned c']);
  });

  it('never throws, whatever YAML says', () => {
    fc.assert(
      fc.property(fc.anything({ maxDepth: 5 }), fc.object(), (anything, object) => {
        expect(lintWorkflow(anything)).toEqual([]);
        lintWorkflow({
          on: anything,
          permissions: anything,
          jobs: { a: object, b: { steps: [anything, { uses: 'patchpilot/action@v1', with: object }] } },
        });
      }),
      { numRuns: 300 },
    );
  });

  it('calls a job the worker’s by the matrix of repairs, not by whoever waits for intake', () => {
    const roles = (text: string) => readWorkflow(parse(text)).jobs.map(({ role }) => role);
    const intake = 'i: { steps: [{ uses: patchpilot/action@v1 }] }';
    const matrix = "strategy: { matrix: { r: '${{ fromJSON(needs.i.outputs.repairs) }}' } }";
    expect(roles(`jobs: { ${intake}, w: { needs: i, ${matrix}, steps: [{ run: ./fix }] } }`)).toEqual([
      'intake',
      'repair',
    ]);
    expect(
      roles(`jobs: { ${intake}, w: { needs: [i], if: needs.i.outputs.repairs, steps: [{ run: ./tell }] } }`),
    ).toEqual(['intake', 'other']);
  });
});
