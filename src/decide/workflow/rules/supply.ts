import { type Complaint, chainOf, jobsOf, stepsWhere, type WorkflowRule } from '../rule.ts';

/** A commit, or the digest of an image: what cannot be moved. */
const FIXED = /^(?:[0-9a-f]{40}|[0-9a-f]{64}|sha256:[0-9a-f]{64})$/;

/** Rules about where code comes from, what stays on a machine, and what gets lost. */
export const SUPPLY_RULES: readonly WorkflowRule[] = [
  {
    name: 'action-pinned',
    why: 'A tag can be moved to other code (tj-actions, March 2025); a commit cannot.',
    check: (workflow) => [
      ...stepsWhere(chainOf(workflow), ({ action, version }) => {
        if (action === '' || action.startsWith('./') || action === 'patchpilot/action') return null;
        return FIXED.test(version)
          ? null
          : `Pin \`${action}\` to a full commit id, with the version as a comment.`;
      }),
      ...workflow.jobs.flatMap((job): Complaint[] =>
        job.calls === '' || job.calls.startsWith('./') || FIXED.test(job.calls.split('@').at(-1) ?? '')
          ? []
          : [{ job, advice: `Pin the workflow that job ${job.id} calls to a full commit id.` }],
      ),
    ],
    wrong: 'jobs: { a: { steps: [{ uses: actions/upload-artifact@v7 }, { uses: patchpilot/action@v1 }] } }',
    right:
      'jobs: { a: { steps: [{ uses: actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a }, { uses: patchpilot/action@v1 }] } }',
  },
  {
    name: 'credentials-left',
    why: 'By default the checkout leaves a token on the disk, where every later program finds it.',
    check: (workflow) =>
      stepsWhere(chainOf(workflow), ({ action, inputs }) =>
        action === 'actions/checkout' && inputs.get('persist-credentials') !== 'false'
          ? 'Write `persist-credentials: false` under the checkout.'
          : null,
      ),
    wrong:
      'jobs: { a: { steps: [{ uses: actions/checkout@v7 }, { uses: patchpilot/action@v1, with: { mode: verify } }] } }',
    right:
      'jobs: { a: { steps: [{ uses: actions/checkout@v7, with: { persist-credentials: false } }, { uses: patchpilot/action@v1, with: { mode: verify } }] } }',
  },
  {
    name: 'cache-none',
    why: 'What a worker or a patch leaves in a cache is run by later jobs that have more rights.',
    check: (workflow) =>
      jobsOf(workflow, 'repair', 'verify').flatMap((job): Complaint[] =>
        job.cacheMode === 'none' ? [] : [{ job, advice: `Write \`cache-mode: none\` in job ${job.id}.` }],
      ),
    wrong: 'jobs: { a: { steps: [{ uses: patchpilot/action@v1, with: { mode: verify } }] } }',
    right:
      'jobs: { a: { cache-mode: none, steps: [{ uses: patchpilot/action@v1, with: { mode: verify } }] } }',
  },
  {
    name: 'fresh-machine',
    why: 'On a machine of your own, what a patch does stays; the next job finds it.',
    check: (workflow) =>
      jobsOf(workflow, 'repair', 'verify').flatMap((job): Complaint[] =>
        /\bself-hosted\b/i.test(job.runner)
          ? [
              {
                job,
                advice: `Run job ${job.id} on a hosted runner, or on one that is thrown away after each job.`,
              },
            ]
          : [],
      ),
    wrong:
      'jobs: { a: { runs-on: [self-hosted, linux], steps: [{ uses: patchpilot/action@v1, with: { mode: verify } }] } }',
    right:
      'jobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: patchpilot/action@v1, with: { mode: verify } }] } }',
  },
  {
    name: 'export-always',
    why: 'A worker that fails may still have left a patch; without one, the incident hears nothing.',
    check: (workflow) =>
      jobsOf(workflow, 'repair').flatMap((job): Complaint[] => {
        const uploads = job.steps.filter(({ action }) => action === 'actions/upload-artifact');
        const sure = uploads.some(({ condition }) => /\balways\(\)|!\s*cancelled\(\)/.test(condition));
        return sure
          ? []
          : [
              {
                job,
                advice: `Upload the patch in job ${job.id} with \`if: always()\`, also after a failed repair.`,
              },
            ];
      }),
    wrong:
      'jobs: { i: { steps: [{ uses: patchpilot/action@v1 }] }, r: { needs: i, steps: [{ uses: openai/codex-action@v1 }, { uses: actions/upload-artifact@v7 }] } }',
    right:
      'jobs: { i: { steps: [{ uses: patchpilot/action@v1 }] }, r: { needs: i, steps: [{ uses: openai/codex-action@v1 }, { uses: actions/upload-artifact@v7, if: always() }] } }',
  },
  {
    name: 'nothing-cancelled',
    why: 'A run that is cancelled in the middle leaves an incident that waits for an answer.',
    check: (workflow) => [
      ...(workflow.cancels && chainOf(workflow).length > 0
        ? [{ advice: 'Write `cancel-in-progress: false` under `concurrency`.' }]
        : []),
      ...chainOf(workflow).flatMap((job): Complaint[] =>
        job.cancels ? [{ job, advice: `Write \`cancel-in-progress: false\` in job ${job.id}.` }] : [],
      ),
    ],
    wrong:
      'concurrency: { group: x, cancel-in-progress: true }\njobs: { a: { steps: [{ uses: patchpilot/action@v1 }] } }',
    right:
      'concurrency: { group: x, cancel-in-progress: false }\njobs: { a: { steps: [{ uses: patchpilot/action@v1 }] } }',
  },
  {
    name: 'kill-switch',
    why: 'When something goes wrong, one repository variable must stop all of it without a commit.',
    check: (workflow) =>
      stepsWhere(chainOf(workflow), ({ action, inputs }) =>
        action === 'patchpilot/action' && !(inputs.get('enabled') ?? '').includes('vars.')
          ? 'Bind the kill switch: `enabled: ${{ vars.PATCHPILOT_ENABLED }}`.'
          : null,
      ),
    wrong: 'jobs: { a: { steps: [{ uses: patchpilot/action@v1 }] } }',
    right:
      "jobs: { a: { steps: [{ uses: patchpilot/action@v1, with: { enabled: '${{ vars.PATCHPILOT_ENABLED }}' } }] } }",
  },
];
