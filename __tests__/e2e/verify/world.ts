import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FileMap } from '../../../sandbox/git/tree.ts';
import { loadIncident } from '../../../sandbox/incident.ts';
import { type ActionResult, runAction } from '../../../sandbox/runner/run-action.ts';
import { startSandbox } from '../../../sandbox/sandbox.ts';
import { scriptedWorker, type WorkerKind } from '../../../sandbox/workers/worker.ts';
import type { Proof } from '../../../src/domain/proof.ts';

/** Planted in the job: no child, no proof and no log may ever hold them. */
export const CANARIES = {
  ACTIONS_RUNTIME_TOKEN: 'eyJhbGciOiJSUzI1NiJ9.c4n4ryRuntimeT0ken',
  GITHUB_TOKEN: 'ghs_c4n4ryW0rkflowT0kenAaBbCc',
  SOME_SERVICE_KEY: 'c4n4ry-service-key-4711',
} as const;

/** A checkout on a disk: real files, a real commit. */
export interface Checkout {
  readonly folder: string;
  readonly base: string;
}

export interface VerifyRun {
  readonly result: ActionResult;
  /** `null`: the step failed before there was one. */
  readonly proof: Proof | null;
}

const git = (folder: string, ...args: readonly string[]): string => {
  const done = spawnSync('git', ['-c', 'user.name=dev', '-c', 'user.email=dev@example.com', ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 67_108_864,
  });
  if (done.status !== 0) throw new Error(`git ${args.join(' ')}: ${done.stderr}`);
  return done.stdout;
};

/** Commits files into a new repository; the checkout is removed when `act` ends. */
export async function inCheckout<T>(files: FileMap, act: (checkout: Checkout) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'verify-checkout-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content as string | Uint8Array);
    }
    git(folder, 'init', '-q', '-b', 'main');
    git(folder, 'add', '-A');
    git(folder, 'commit', '-q', '-m', 'base');
    return await act({ folder, base: git(folder, 'rev-parse', 'HEAD').trim() });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const checkoutNode = (): FileMap => loadIncident('checkout-node').files;

/** The patch that an editing worker leaves: what the repair job exports. */
export function patchOf({ folder }: Checkout, edit: (folder: string) => void): Buffer {
  edit(folder);
  git(folder, 'add', '-A');
  const patch = git(folder, 'diff', '--cached', '--binary', 'HEAD');
  git(folder, 'reset', '-q', '--hard', 'HEAD');
  git(folder, 'clean', '-qfd');
  return Buffer.from(patch);
}

export interface VerifyOptions {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeout?: number;
  readonly execArgv?: readonly string[];
}

/** Runs the bundle as the example workflow's verify job does. */
export async function runVerify(
  checkout: Checkout,
  patch: Buffer | null,
  options: VerifyOptions = {},
): Promise<VerifyRun> {
  const sandbox = await startSandbox({ now: '2026-11-21T10:00:00Z' });
  const temp = mkdtempSync(join(tmpdir(), 'verify-hand-off-'));
  try {
    const patchFile = join(temp, 'fix.patch');
    if (patch !== null) writeFileSync(patchFile, patch);
    const digest = createHash('sha256')
      .update(patch ?? '')
      .digest('hex');
    const repository = sandbox.github.repository({ files: {} });
    const result = await runAction({
      sandbox,
      repository,
      event: repository.events.schedule(),
      mode: 'verify',
      token: CANARIES.GITHUB_TOKEN,
      ...options,
      inputs: {
        'base-sha': checkout.base,
        'patch-file': patchFile,
        'patch-sha256': digest,
        ...options.inputs,
      },
      env: { ...CANARIES, GITHUB_WORKSPACE: checkout.folder, ...options.env },
    });
    const text = result.files['patchpilot/proof.json'];
    return { result, proof: text === undefined ? null : (JSON.parse(text) as Proof) };
  } finally {
    rmSync(temp, { recursive: true, force: true });
    await sandbox.close();
  }
}

/** What a worker of this kind makes of the checkout story, verified. */
export function verifyWorker(kind: WorkerKind, options: VerifyOptions = {}): Promise<VerifyRun> {
  return inCheckout(checkoutNode(), (checkout) => runVerify(checkout, scriptedWorker(kind).patch, options));
}
