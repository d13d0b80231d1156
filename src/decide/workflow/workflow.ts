/** A step of a job, as far as rules look at it. Values are texts as the file has them. */
export interface WorkflowStep {
  /** 1-based place in its job. */
  readonly place: number;
  readonly name: string;
  /** `owner/repository/path`, without what follows the `@`; empty for a script. */
  readonly action: string;
  /** What follows the `@`. */
  readonly version: string;
  readonly run: string;
  readonly condition: string;
  readonly inputs: ReadonlyMap<string, string>;
  /** Every text of the step, keys left out. */
  readonly texts: readonly string[];
}

/** What a job is for: one of our modes, the worker between intake and verify, or none of our business. */
export type JobRole =
  | 'intake'
  | 'performance'
  | 'repair'
  | 'verify'
  | 'propose'
  | 'recover'
  | 'report'
  | 'doctor'
  | 'other';

export interface WorkflowJob {
  readonly id: string;
  readonly role: JobRole;
  /** Roles of all of our steps in it. */
  readonly roles: readonly JobRole[];
  /** `null`: it says nothing. A text: `read-all`, `write-all`. */
  readonly permissions: ReadonlyMap<string, string> | string | null;
  readonly cacheMode: string;
  readonly runner: string;
  readonly needs: readonly string[];
  readonly steps: readonly WorkflowStep[];
  /** Every text of the job outside of its steps: env, if, outputs, strategy, container. */
  readonly texts: readonly string[];
  readonly cancels: boolean;
  readonly inheritsSecrets: boolean;
  /** A workflow that it calls; empty: it has steps of its own. */
  readonly calls: string;
}

/** An event that starts the workflow; no `types`: all of its activities. */
export interface WorkflowTrigger {
  readonly name: string;
  readonly types: readonly string[];
}

export interface Workflow {
  readonly triggers: readonly WorkflowTrigger[];
  readonly permissions: ReadonlyMap<string, string> | string | null;
  readonly jobs: readonly WorkflowJob[];
  /** Every text at the top: env, defaults, concurrency. */
  readonly texts: readonly string[];
  readonly cancels: boolean;
}

/** Our own action. A fork or a copy in the repository is told by its `mode`. */
const OURS = /^patchpilot\/action$/;
const ROLES: readonly JobRole[] = [
  'intake',
  'performance',
  'verify',
  'propose',
  'recover',
  'report',
  'doctor',
];
const WORKERS = /^(?:anthropics\/claude-code(?:-base)?-action|openai\/codex-action)$/;
const MATRIX = /\bfromJSON\(\s*needs\.[\w-]{1,100}\.outputs\.repairs\b/i;
/** Deeper than any workflow; a value can be anything that YAML can say. */
const DEPTH = 12;

/** Reads a parsed workflow file; what has another form than GitHub's is as if it were not there. Pure. */
export function readWorkflow(value: unknown): Workflow {
  const top = objectOf(value);
  const jobs = Object.entries(objectOf(top.jobs)).map(([id, job]) => readJob(id, objectOf(job)));
  const idsOf = (...roles: readonly JobRole[]) =>
    new Set(jobs.filter((job) => job.roles.some((role) => roles.includes(role))).map(({ id }) => id));
  const chain = { handers: idsOf('intake', 'performance', 'recover'), takers: idsOf('verify', 'propose') };
  return {
    triggers: triggersOf(top.on ?? top.true),
    permissions: permissionsOf(top.permissions),
    jobs: jobs.map((job) => (isWorker(job, chain) ? { ...job, role: 'repair' } : job)),
    texts: [top.env, top.defaults, top.concurrency].flatMap((part) => textsOf(part)),
    cancels: cancels(top.concurrency),
  };
}

interface Chain {
  /** Jobs that hand briefs over, and jobs that take patches. */
  readonly handers: ReadonlySet<string>;
  readonly takers: ReadonlySet<string>;
}

/** The worker's job is told by a known worker, or by the matrix of repairs without a mode of ours. */
function isWorker(job: WorkflowJob, { handers, takers }: Chain): boolean {
  if (job.role !== 'other' || handers.size === 0) return false;
  if (job.steps.some(({ action }) => WORKERS.test(action))) return true;
  if (job.needs.some((id) => takers.has(id))) return false;
  return job.needs.some((id) => handers.has(id)) && job.texts.some((text) => MATRIX.test(text));
}

function readJob(id: string, job: Readonly<Record<string, unknown>>): WorkflowJob {
  const steps = arrayOf(job.steps).map((step, index) => readStep(objectOf(step), index + 1));
  const roles = steps.flatMap((step) => roleOf(step));
  const { steps: _, permissions, ...rest } = job;
  return {
    id,
    role: roles[0] ?? 'other',
    roles,
    permissions: permissionsOf(permissions),
    cacheMode: textOf(job['cache-mode']),
    runner: textsOf(job['runs-on']).join(' '),
    needs: textsOf(job.needs),
    steps,
    texts: textsOf(rest),
    cancels: cancels(job.concurrency),
    inheritsSecrets: job.secrets === 'inherit',
    calls: textOf(job.uses),
  };
}

function roleOf({ action, inputs }: WorkflowStep): JobRole[] {
  const mode = inputs.get('mode') ?? 'intake';
  const role = ROLES.find((name) => name === mode);
  if (OURS.test(action)) return role === undefined ? [] : [role];
  return role !== undefined && inputs.has('mode') && /patchpilot|^\.\.?\//.test(action) ? [role] : [];
}

function readStep(step: Readonly<Record<string, unknown>>, place: number): WorkflowStep {
  const uses = textOf(step.uses);
  const at = uses.lastIndexOf('@');
  return {
    place,
    name: textOf(step.name),
    action: at < 0 ? uses : uses.slice(0, at),
    version: at < 0 ? '' : uses.slice(at + 1),
    run: textOf(step.run),
    condition: textOf(step.if),
    inputs: new Map(Object.entries(objectOf(step.with)).map(([key, value]) => [key, textOf(value)])),
    texts: textsOf(step),
  };
}

function triggersOf(on: unknown): WorkflowTrigger[] {
  if (typeof on === 'string') return [{ name: on, types: [] }];
  if (Array.isArray(on)) return on.map((name) => ({ name: textOf(name), types: [] }));
  return Object.entries(objectOf(on)).map(([name, how]) => ({ name, types: textsOf(objectOf(how).types) }));
}

function permissionsOf(value: unknown): Workflow['permissions'] {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value;
  return new Map(Object.entries(objectOf(value)).map(([scope, level]) => [scope, textOf(level)]));
}

const cancels = (concurrency: unknown): boolean => {
  const value = objectOf(concurrency)['cancel-in-progress'];
  return value !== undefined && textOf(value) !== 'false';
};

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  const is = typeof value === 'object' && value !== null && !Array.isArray(value);
  return is ? (value as Record<string, unknown>) : {};
}

const arrayOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

/** Every scalar inside of a value, as text. */
function textsOf(value: unknown, depth = 0): string[] {
  if (depth > DEPTH) return [];
  if (Array.isArray(value)) return value.flatMap((part) => textsOf(part, depth + 1));
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).flatMap((part) => textsOf(part, depth + 1));
  }
  const text = textOf(value);
  return text === '' ? [] : [text];
}
