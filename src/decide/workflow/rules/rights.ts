import { RIGHTS, reaches } from '../rights.ts';
import { type Complaint, chainOf, jobsOf, stepsWhere, type WorkflowRule } from '../rule.ts';
import type { WorkflowJob } from '../workflow.ts';

const APP_TOKEN = 'actions/create-github-app-token';

/** Rules about what jobs may do. */
export const RIGHTS_RULES: readonly WorkflowRule[] = [
  {
    name: 'permissions-default',
    why: 'Without `permissions: {}` at the top a job that forgets its own takes what the repository gives by default.',
    check: ({ permissions }) =>
      permissions instanceof Map && [...permissions.values()].every((level) => level === 'none')
        ? []
        : [{ advice: 'Write `permissions: {}` at the top, so that each job has only what it asks for.' }],
    wrong: 'permissions: read-all',
    right: 'permissions: {}',
  },
  {
    name: 'permissions-stated',
    why: 'What a job may do must stand where the job is read.',
    check: (workflow) =>
      chainOf(workflow).flatMap((job) =>
        job.permissions instanceof Map
          ? []
          : [{ job, advice: `List what job ${job.id} may do under its own \`permissions\`.` }],
      ),
    wrong: 'jobs: { a: { steps: [{ uses: patchpilot/action@v1, with: { mode: intake } }] } }',
    right: 'jobs: { a: { permissions: { issues: write }, steps: [{ uses: patchpilot/action@v1 }] } }',
  },
  {
    name: 'permissions-excess',
    why: 'A hijacked job can do what it was granted, and nothing else.',
    check: (workflow) =>
      chainOf(workflow).flatMap((job) =>
        grants(job).flatMap(([scope, level]) =>
          reaches(mostOf(job)[scope] ?? 'none', level)
            ? []
            : [
                {
                  job,
                  advice: `Take \`${scope}: ${level}\` away from job ${job.id}: ${job.role} never needs it.`,
                },
              ],
        ),
      ),
    wrong:
      'jobs: { a: { permissions: { contents: write }, steps: [{ uses: patchpilot/action@v1, with: { mode: verify } }] } }',
    right:
      'jobs: { a: { permissions: { contents: read }, steps: [{ uses: patchpilot/action@v1, with: { mode: verify } }] } }',
  },
  {
    name: 'permissions-lacking',
    why: 'A missing right shows only when the first incident is refused by GitHub.',
    check: (workflow) => chainOf(workflow).flatMap(lacking),
    wrong:
      'jobs: { a: { permissions: { contents: write, issues: write }, steps: [{ uses: patchpilot/action@v1, with: { mode: propose } }] } }',
    right:
      'jobs: { a: { permissions: { contents: write, issues: write, pull-requests: write }, steps: [{ uses: patchpilot/action@v1, with: { mode: propose } }] } }',
  },
  {
    name: 'app-token-narrow',
    why: 'An App token without a list has every right of the installation, in whatever job.',
    check: (workflow) =>
      stepsWhere(workflow.jobs, ({ action, inputs }, job) => {
        if (action !== APP_TOKEN) return null;
        if (job.role === 'repair' || job.role === 'verify') {
          return `Make no App token in job ${job.id}: ${job.role} needs none.`;
        }
        const asked = [...inputs].flatMap(([name, level]) =>
          name.startsWith('permission-') ? [[name.slice('permission-'.length), level] as const] : [],
        );
        if (asked.length === 0) return `List what the App token in job ${job.id} may do (\`permission-…\`).`;
        const excess = asked.find(([scope, level]) => !reaches(mostOf(job)[scope] ?? 'none', level));
        return job.role === 'other' || excess === undefined
          ? null
          : `Take \`permission-${excess[0]}: ${excess[1]}\` away from the App token in job ${job.id}.`;
      }),
    wrong:
      'jobs: { a: { steps: [{ uses: actions/create-github-app-token@v3, with: { app-id: 1 } }, { uses: patchpilot/action@v1 }] } }',
    right:
      'jobs: { a: { steps: [{ uses: actions/create-github-app-token@v3, with: { permission-issues: write } }, { uses: patchpilot/action@v1 }] } }',
  },
  {
    name: 'worker-token',
    why: 'Without a token of its own, Claude’s action exchanges the job’s identity for an App token that may write.',
    check: (workflow) =>
      stepsWhere(workflow.jobs, ({ action, inputs }) => {
        if (action !== 'anthropics/claude-code-action') return null;
        const token = (inputs.get('github_token') ?? '').replace(/\s/g, '');
        return /^\$\{\{(?:github\.token|secrets\.GITHUB_TOKEN)\}\}$/i.test(token)
          ? null
          : 'Pass `github_token: ${{ github.token }}` to the worker.';
      }),
    wrong: 'jobs: { a: { steps: [{ uses: anthropics/claude-code-action@v1, with: { prompt: x } }] } }',
    right:
      "jobs: { a: { steps: [{ uses: anthropics/claude-code-action@v1, with: { github_token: '${{ github.token }}' } }] } }",
  },
  {
    name: 'roles-apart',
    why: 'Decide, repair, prove and propose have different rights; in one job each has those of all.',
    check: (workflow) => workflow.jobs.flatMap(mixed),
    wrong:
      'jobs: { a: { steps: [{ uses: patchpilot/action@v1, with: { mode: verify } }, { uses: patchpilot/action@v1, with: { mode: propose } }] } }',
    right:
      'jobs: { a: { steps: [{ uses: patchpilot/action@v1, with: { mode: verify } }] }, b: { steps: [{ uses: patchpilot/action@v1, with: { mode: propose } }] } }',
  },
  {
    name: 'writer-runs-nothing',
    why: 'The only job that may write code must run none that a model wrote.',
    check: (workflow) =>
      stepsWhere(jobsOf(workflow, 'propose'), ({ run }, job) =>
        run === '' ? null : `Move the script out of job ${job.id}: it may write code and must run none.`,
      ),
    wrong:
      'jobs: { a: { steps: [{ run: npm test }, { uses: patchpilot/action@v1, with: { mode: propose } }] } }',
    right: 'jobs: { a: { steps: [{ uses: patchpilot/action@v1, with: { mode: propose } }] } }',
  },
];

function grants(job: WorkflowJob): (readonly [string, string])[] {
  if (typeof job.permissions === 'string') return [['all scopes', job.permissions.replace('-all', '')]];
  return [...(job.permissions ?? [])];
}

const mostOf = ({ role }: WorkflowJob) =>
  (role === 'other' ? {} : RIGHTS[role].most) as Record<string, string>;

function lacking(job: WorkflowJob): Complaint[] {
  const { permissions } = job;
  if (job.role === 'other' || !(permissions instanceof Map)) return [];
  return Object.entries(RIGHTS[job.role].least).flatMap(([scope, level]) =>
    reaches(permissions.get(scope) ?? 'none', level)
      ? []
      : [{ job, advice: `Give job ${job.id} \`${scope}: ${level}\`: ${job.role} needs it.` }],
  );
}

const WORKER = /^(?:anthropics\/claude-code(?:-base)?-action|openai\/codex-action)$/;

function mixed(job: WorkflowJob): Complaint[] {
  const roles = new Set(job.roles);
  const worker = job.steps.some(({ action }) => WORKER.test(action));
  const alone = roles.size + (worker ? 1 : 0) <= 1;
  return alone
    ? []
    : [{ job, advice: `Split job ${job.id}: each mode, and the worker, has a job of its own.` }];
}
