import type { JobRole, Workflow, WorkflowJob, WorkflowStep } from './workflow.ts';

/** Something that a workflow grants, leaks or forgets. Texts are ours, but for names of jobs, scopes and actions. */
export interface WorkflowFinding {
  /** Name of the rule. */
  readonly rule: string;
  /** Id of the job; empty: the workflow itself. */
  readonly job: string;
  /** 1-based step; 0: the job itself. */
  readonly step: number;
  /** One sentence that says what to change. */
  readonly advice: string;
}

/** Where a rule found something, and what to do. */
export interface Complaint {
  readonly job?: WorkflowJob;
  readonly step?: WorkflowStep;
  readonly advice: string;
}

/** One rule with an example of each side, as YAML. */
export interface WorkflowRule {
  readonly name: string;
  /** Why it matters, for the documentation. */
  readonly why: string;
  readonly check: (workflow: Workflow) => readonly Complaint[];
  readonly wrong: string;
  readonly right: string;
}

/** Jobs of a role. */
export function jobsOf(workflow: Workflow, ...roles: readonly JobRole[]): WorkflowJob[] {
  return workflow.jobs.filter(({ role }) => roles.includes(role));
}

/** Jobs that are ours or the worker's. */
export function chainOf(workflow: Workflow): WorkflowJob[] {
  return workflow.jobs.filter(({ role }) => role !== 'other');
}

/** A complaint about every step of these jobs to which it applies. */
export function stepsWhere(
  jobs: readonly WorkflowJob[],
  advise: (step: WorkflowStep, job: WorkflowJob) => string | null,
): Complaint[] {
  return jobs.flatMap((job) =>
    job.steps.flatMap((step) => {
      const advice = advise(step, job);
      return advice === null ? [] : [{ job, step, advice }];
    }),
  );
}

/** Text between the `${{` and `}}` of a value, `a['b']` written as `a.b`. */
export function expressions(text: string): string[] {
  return text
    .split('${{')
    .slice(1)
    .map((part) => (part.split('}}')[0] ?? '').replace(/\[\s*'([\w-]{1,100})'\s*\]/g, '.$1'));
}

/** Names of the secrets that a text expands; `*` where it takes all of them. */
export function secretsIn(text: string): string[] {
  return expressions(text).flatMap((inner) => {
    const names = [...inner.matchAll(/\bsecrets\s*\.\s*([\w-]+)/g)].map((match) =>
      (match[1] ?? '').toUpperCase(),
    );
    const mentions = inner.match(/\bsecrets\b/g)?.length ?? 0;
    return mentions > names.length ? [...names, '*'] : names;
  });
}
