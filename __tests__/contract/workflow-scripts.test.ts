import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readUsage } from '../../src/sources/hand-off/report.ts';

const FOLDER = join(import.meta.dirname, '../../examples');

interface Step {
  readonly name?: string;
  readonly run?: string;
}

/** The script of a step of the repair job, as the template has it. */
function script(worker: string, name: string): string {
  const { jobs } = parse(readFileSync(join(FOLDER, `patchpilot-${worker}.yml`), 'utf8')) as {
    jobs: { repair: { steps: readonly Step[] } };
  };
  const run = jobs.repair.steps.find((step) => step.name === name)?.run;
  if (run === undefined) throw new Error(`no step "${name}"`);
  return run;
}

let folder: string;
let tree: string;
let base: string;
const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'repair-'));
  tree = join(folder, 'tree');
  mkdirSync(tree);
  git('init', '-q', '-b', 'main');
  write('src/cart.js', 'export const total = 1;\n');
  write('src/gone.js', 'export {};\n');
  write('.gitignore', 'node_modules/\n');
  git('add', '-A');
  git('commit', '-qm', 'base');
  base = git('rev-parse', 'HEAD').trim();
  mkdirSync(join(folder, 'temp/briefs'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const IDENTITY = {
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
};

function git(...words: string[]): string {
  const done = spawnSync('git', words, { cwd: tree, encoding: 'utf8', env: { ...process.env, ...IDENTITY } });
  if (done.status !== 0) throw new Error(done.stderr);
  return done.stdout;
}

function write(path: string, content: string | Buffer): void {
  mkdirSync(join(tree, path, '..'), { recursive: true });
  writeFileSync(join(tree, path), content);
}

/** Runs a script as the runner does: `bash -e`, pipes included. */
function run(text: string, env: Readonly<Record<string, string>> = {}) {
  const given = {
    ...process.env,
    ...IDENTITY,
    RUNNER_TEMP: join(folder, 'temp'),
    GITHUB_OUTPUT: join(folder, 'output'),
    ...env,
  };
  return spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', text], {
    cwd: tree,
    env: given,
    encoding: 'utf8',
  });
}

const exportPatch = (worker: string) => run(script(worker, 'Export the patch'), { BASE: base, PLACE: '3' });
const patchFile = () => join(folder, 'temp/hand-off/fix.patch');

describe.each(['claude', 'codex', 'custom'])('repair by %s', (worker) => {
  it('exports everything that the worker changed, committed or not, and nothing that was installed', () => {
    write('vendor cache/lib.js', 'installed\n');
    write('node_modules/x/index.js', 'installed\n');
    expect(run(script(worker, 'Leave out what was installed')).status).toBe(0);
    write('src/cart.js', 'export const total = 2;\n');
    git('commit', '-qam', 'the worker commits, though it was told not to');
    write('__tests__/cart with blanks.test.js', 'test\n');
    write('logo.bin', Buffer.from([0, 1, 2, 255]));
    rmSync(join(tree, 'src/gone.js'));
    expect(exportPatch(worker).status).toBe(0);
    expect(git('diff', '--cached', '--name-only', base).trim().split('\n')).toEqual([
      '__tests__/cart with blanks.test.js',
      'logo.bin',
      'src/cart.js',
      'src/gone.js',
    ]);
    const wanted = git('write-tree').trim();
    git('read-tree', base);
    git('apply', '--cached', '--binary', patchFile());
    expect(git('write-tree').trim()).toBe(wanted);
  });

  it('puts the digest of the very file into the output of its place', () => {
    write('src/cart.js', 'export const total = 3;\n');
    exportPatch(worker);
    expect(readFileSync(join(folder, 'output'), 'utf8')).toBe(
      `patch-3=${sha256(readFileSync(patchFile()))}\n`,
    );
  });

  it('exports an empty patch when nothing was done', () => {
    expect(exportPatch(worker).status).toBe(0);
    expect(readFileSync(patchFile(), 'utf8')).toBe('');
  });

  it('is not led by settings that the worker leaves in the repository', () => {
    git('config', 'diff.external', 'touch evil');
    git('config', 'color.diff', 'always');
    write('.gitattributes', '*.js diff=evil\n');
    git('config', 'diff.evil.textconv', 'touch evil; cat');
    write('src/cart.js', 'export const total = 4;\n');
    expect(exportPatch(worker).status).toBe(0);
    expect(existsSync(join(tree, 'evil'))).toBe(false);
    expect(readFileSync(patchFile(), 'utf8')).toContain('\n+export const total = 4;\n');
  });

  it('lays out the brief, and only the one that intake wrote', () => {
    const brief = '# Repair order\n$(touch evil) `touch evil`\n';
    writeFileSync(join(folder, 'temp/briefs/brief-7-1.md'), brief);
    writeFileSync(join(folder, 'temp/secret'), brief);
    const layOut = (name: string, digest: string) =>
      run(script(worker, 'Lay out the brief'), { BRIEF: name, DIGEST: digest }).status;
    expect(layOut('brief-7-1.md', sha256(brief))).toBe(0);
    expect(readFileSync(join(folder, 'temp/order/brief.md'), 'utf8')).toBe(brief);
    expect(layOut('brief-7-1.md', sha256('another'))).not.toBe(0);
    expect(layOut('brief-7-1.md', '')).not.toBe(0);
    expect(layOut('../secret', sha256(brief))).not.toBe(0);
    expect(layOut('-h', sha256(brief))).not.toBe(0);
    expect(existsSync(join(tree, 'evil'))).toBe(false);
  });
});

describe('what a repair cost', () => {
  it('is the last count of a Codex session, and no word of it', () => {
    const session = join(folder, 'temp/codex/sessions/2026/11/21');
    mkdirSync(session, { recursive: true });
    mkdirSync(join(folder, 'temp/hand-off'), { recursive: true });
    const count = (total: number) =>
      JSON.stringify({
        payload: { type: 'token_count', info: { total_token_usage: { total_tokens: total } } },
      });
    const talk = JSON.stringify({ payload: { type: 'message', text: 'private' } });
    writeFileSync(join(session, 'rollout-1.jsonl'), [talk, count(10), talk, count(25), talk].join('\n'));
    expect(run(script('codex', 'Note what it cost')).status).toBe(0);
    const usage = readFileSync(join(folder, 'temp/hand-off/usage.jsonl'), 'utf8');
    expect(readUsage(usage)).toMatchObject({ worker: 'codex', tokens: 25 });
    expect(usage).not.toContain('private');
  });

  // jq is on every hosted runner; elsewhere the step fails without harm, and this shows as skipped.
  it.skipIf(spawnSync('jq', ['--version']).error)('is the sum of a Claude session, and no word of it', () => {
    mkdirSync(join(folder, 'temp/hand-off'), { recursive: true });
    const file = join(folder, 'temp/execution.json');
    const end = { type: 'result', total_cost_usd: 0.4, num_turns: 7, duration_ms: 9, result: 'private' };
    writeFileSync(file, JSON.stringify([{ type: 'assistant', text: 'private' }, end]));
    const done = run(script('claude', 'Note what it cost'), { EXECUTION_FILE: file });
    expect(done.status).toBe(0);
    const usage = readFileSync(join(folder, 'temp/hand-off/usage.json'), 'utf8');
    expect(readUsage(usage)).toMatchObject({ worker: 'claude', dollars: 0.4, turns: 7, duration: 9 });
    expect(usage).not.toContain('private');
  });
});
