import {
  type Complaint,
  chainOf,
  expressions,
  jobsOf,
  secretsIn,
  stepsWhere,
  type WorkflowRule,
} from '../rule.ts';
import type { Workflow, WorkflowJob } from '../workflow.ts';

/** Secrets that each of our inputs takes, and the roles whose jobs may have them. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  'judge-key': ['propose'],
  'marker-key': ['intake', 'performance', 'propose', 'recover', 'report', 'doctor'],
  'sentry-token': ['intake', 'performance', 'propose', 'recover', 'report', 'doctor'],
  'vercel-token': ['recover', 'doctor'],
  'posthog-key': ['intake', 'performance', 'recover', 'doctor'],
};
/** The job's own token under its other name. */
const OWN = 'GITHUB_TOKEN';

/** Rules about where secrets go. */
export const SECRET_RULES: readonly WorkflowRule[] = [
  {
    name: 'verify-no-secret',
    why: 'A patch is a stranger’s program; the job that runs it must have nothing to steal.',
    check: (workflow) =>
      jobsOf(workflow, 'verify').flatMap((job) =>
        secretsOf(job).length === 0 && tokenless(job)
          ? []
          : [
              {
                job,
                advice: `Take every secret and token out of job ${job.id}; pass \`github-token: none\`.`,
              },
            ],
      ),
    wrong:
      "jobs: { a: { steps: [{ uses: patchpilot/action@v1, with: { mode: verify, github-token: none } }], env: { K: '${{ secrets.NPM_TOKEN }}' } } }",
    right:
      'jobs: { a: { steps: [{ uses: patchpilot/action@v1, with: { mode: verify, github-token: none } }] } }',
  },
  {
    name: 'repair-one-key',
    why: 'The worker reads what strangers wrote. It holds its model’s key and nothing else worth stealing.',
    check: (workflow) => jobsOf(workflow, 'repair').flatMap((job) => foreignKeys(workflow, job)),
    wrong:
      "jobs: { i: { steps: [{ uses: patchpilot/action@v1, with: { sentry-token: '${{ secrets.S }}' } }] }, r: { needs: i, steps: [{ uses: openai/codex-action@v1, env: { S: '${{ secrets.S }}' } }] } }",
    right:
      "jobs: { i: { steps: [{ uses: patchpilot/action@v1, with: { sentry-token: '${{ secrets.S }}' } }] }, r: { needs: i, steps: [{ uses: openai/codex-action@v1, with: { openai-api-key: '${{ secrets.K }}' } }] } }",
  },
  {
    name: 'secret-in-its-job',
    why: 'A key in a job that does not use it is a key that can be lost there.',
    check: (workflow) =>
      stepsWhere(chainOf(workflow), ({ inputs }, job) => {
        const wrong = [...inputs].find(
          ([name, value]) => value !== '' && PLACES[name]?.includes(job.role) === false,
        );
        return wrong === undefined
          ? null
          : `Take \`${wrong[0]}\` out of job ${job.id}: ${job.role} never uses it.`;
      }),
    wrong:
      "jobs: { a: { steps: [{ uses: patchpilot/action@v1, with: { mode: intake, judge-key: '${{ secrets.J }}' } }] } }",
    right:
      "jobs: { a: { steps: [{ uses: patchpilot/action@v1, with: { mode: propose, judge-key: '${{ secrets.J }}' } }] } }",
  },
  {
    name: 'secret-in-one-step',
    why: 'Secrets in the `env` of a job or of the workflow reach every step, and every program that a step starts.',
    check: (workflow) => [
      ...(workflow.texts.some((text) => secretsIn(text).length > 0)
        ? [{ advice: 'Move secrets from the workflow’s `env` into the step that uses them.' }]
        : []),
      ...chainOf(workflow).flatMap((job) =>
        job.texts.some((text) => secretsIn(text).length > 0)
          ? [{ job, advice: `Move secrets of job ${job.id} into the step that uses them.` }]
          : [],
      ),
    ],
    wrong:
      "jobs: { a: { env: { T: '${{ secrets.T }}' }, steps: [{ uses: patchpilot/action@v1, with: { mode: intake } }] } }",
    right:
      "jobs: { a: { steps: [{ uses: patchpilot/action@v1, with: { mode: intake, sentry-token: '${{ secrets.T }}' } }] } }",
  },
  {
    name: 'all-secrets',
    why: 'Nothing needs all secrets at once.',
    check: (workflow) => workflow.jobs.flatMap(takesAll),
    wrong: "jobs: { a: { steps: [{ run: x, env: { ALL: '${{ toJSON(secrets) }}' } }] } }",
    right: "jobs: { a: { steps: [{ run: x, env: { ONE: '${{ secrets.ONE }}' } }] } }",
  },
  {
    name: 'secret-in-script',
    why: 'A secret that is expanded into a script stands in the process list and in the shell’s error messages.',
    check: (workflow) =>
      stepsWhere(workflow.jobs, ({ run }) =>
        secretsIn(run).length > 0 ? 'Pass the secret to the script by `env`.' : null,
      ),
    wrong: "jobs: { a: { steps: [{ run: 'curl -H ${{ secrets.T }}' }] } }",
    right: "jobs: { a: { steps: [{ run: 'curl -H \"$T\"', env: { T: '${{ secrets.T }}' } }] } }",
  },
];

function secretsOf(job: WorkflowJob): string[] {
  const texts = [...job.texts, ...job.steps.flatMap((step) => step.texts)];
  return [...new Set(texts.flatMap(secretsIn))];
}

/** Our step has no token, and no step expands the job's own. */
function tokenless(job: WorkflowJob): boolean {
  const expanded = [...job.texts, ...job.steps.flatMap(({ texts }) => texts)].flatMap(expressions);
  const ours = job.steps.filter(({ inputs }) => inputs.get('mode') === 'verify');
  const none = ours.every(({ inputs }) => /^none$/i.test(inputs.get('github-token') ?? ''));
  return (
    none && !expanded.some((inner) => /\bgithub\s*\.\s*token\b|\btoJSON\s*\(\s*github\s*\)/i.test(inner))
  );
}

function foreignKeys(workflow: Workflow, job: WorkflowJob): Complaint[] {
  const own = secretsOf(job).filter((name) => name !== OWN);
  const others = new Set(workflow.jobs.filter(({ id }) => id !== job.id).flatMap(secretsOf));
  const shared = own.find((name) => others.has(name));
  const steps = job.steps.filter(({ texts }) => texts.flatMap(secretsIn).some((name) => name !== OWN));
  if (shared !== undefined) {
    return [
      { job, advice: `Take secret ${shared} out of job ${job.id}, or give the worker a key of its own.` },
    ];
  }
  return own.length <= 1 && steps.length <= 1
    ? []
    : [{ job, advice: `Leave job ${job.id} one secret in one step: the key of the worker’s model.` }];
}

function takesAll(job: WorkflowJob): Complaint[] {
  const all = job.inheritsSecrets || secretsOf(job).includes('*');
  return all ? [{ job, advice: `Name the secrets that job ${job.id} needs, one by one.` }] : [];
}
