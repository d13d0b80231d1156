import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAction } from '../sandbox/runner/run-action.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { scriptedWorker } from '../sandbox/workers/worker.ts';
import type { Proof } from '../src/domain/proof.ts';

/**
 * What a verification costs beyond the commands that it has to run anyway: the whole step on the real bundle, less the
 * same commands as often as it ran them, started bare in the same trees. Goal: ≤ 2 s.
 */
const ROUNDS = 5;
const FIXTURE = join(import.meta.dirname, '../sandbox/fixtures/checkout-node/repo');
const git = (folder: string, ...args: string[]) =>
  spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
    cwd: folder,
    encoding: 'utf8',
  }).stdout.trim();

/** Milliseconds of one command without anything around it. */
function bare(script: string, folder: string): number {
  const began = performance.now();
  const env = { PATH: process.env.PATH ?? '', HOME: folder, PATCHPILOT_REPORT: join(folder, 'report') };
  spawnSync('bash', ['-c', script], { cwd: folder, env, stdio: 'ignore' });
  return performance.now() - began;
}

async function round(home: string, base: string): Promise<{ step: number; commands: number }> {
  const sandbox = await startSandbox({ warm: true });
  const { patch, digest } = scriptedWorker('right');
  const patchFile = join(home, 'fix.patch');
  writeFileSync(patchFile, patch);
  const workspace = join(home, 'work');
  try {
    const repository = sandbox.github.repository({ files: {} });
    const result = await runAction({
      sandbox,
      repository,
      event: repository.events.schedule(),
      mode: 'verify',
      inputs: { 'base-sha': base, 'patch-file': patchFile, 'patch-sha256': digest },
      env: { GITHUB_WORKSPACE: workspace },
    });
    const proof = JSON.parse(result.files['patchpilot/proof.json'] ?? '{}') as Proof;
    if (proof.verdict !== 'proven') throw new Error(result.log);
    let commands = 0;
    for (const side of ['before', 'after'] as const) {
      if (side === 'after') git(workspace, 'apply', patchFile);
      for (const check of proof.checks) if (check[side] !== null) commands += bare(check.command, workspace);
      for (const _ of proof.tests?.[side] ?? []) commands += bare(proof.tests?.command ?? '', workspace);
    }
    git(workspace, 'reset', '-q', '--hard', 'HEAD');
    return { step: result.milliseconds, commands };
  } finally {
    await sandbox.close();
  }
}

const home = mkdtempSync(join(tmpdir(), 'bench-verify-'));
try {
  const workspace = join(home, 'work');
  cpSync(FIXTURE, workspace, { recursive: true });
  git(workspace, 'init', '-q', '-b', 'main');
  git(workspace, 'add', '-A');
  git(workspace, 'commit', '-q', '-m', 'base');
  const base = git(workspace, 'rev-parse', 'HEAD');
  const overheads: number[] = [];
  for (let at = 0; at < ROUNDS; at += 1) {
    const { step, commands } = await round(home, base);
    overheads.push(step - commands);
    console.log(`round ${at + 1}: step ${step.toFixed(0)} ms, bare commands ${commands.toFixed(0)} ms`);
  }
  const median = overheads.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
  console.log(`overhead ${median.toFixed(0)} ms (median of ${ROUNDS}; goal ≤ 2,000 ms)`);
} finally {
  rmSync(home, { recursive: true, force: true });
}
