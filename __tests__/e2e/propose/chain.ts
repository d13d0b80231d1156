import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkOut } from '../../../sandbox/git/checkout.ts';
import { type ActionResult, type ActionRun, runAction } from '../../../sandbox/runner/run-action.ts';
import { scriptedWorker, type WorkerKind, type WorkerResult } from '../../../sandbox/workers/worker.ts';
import { type IncidentWorld, incidentWorld, NOW, runIntake, SENTRY_TOKEN } from '../intake/world.ts';

/** What the propose job may do, and nothing else does. */
export const WRITER_TOKEN = 'ghs_wR1t3rJ0bT0kenQq8ZbYx1Lm';

/** An entry of the `repairs` matrix. */
export interface Repair {
  readonly issue: number;
  readonly fingerprint: string;
  readonly attempt: number;
  readonly brief: string;
  readonly digest: string;
  readonly base: string;
}

/** The jobs of the example workflow, one after the other, on one incident. */
export interface Chain extends IncidentWorld {
  /** A checkout of the base on a disk. */
  readonly folder: string;
  readonly close: () => Promise<void>;
}

export async function chain(files: Readonly<Record<string, string>> = {}): Promise<Chain> {
  const world = await incidentWorld('checkout-node');
  if (Object.keys(files).length > 0) world.repository.push({ files, message: 'Set up' });
  world.sandbox.github.token({
    name: 'writer',
    secret: WRITER_TOKEN,
    login: 'github-actions[bot]',
    kind: 'actions',
    permissions: { issues: 'write', contents: 'write', pull_requests: 'write' },
  });
  const folder = mkdtempSync(join(tmpdir(), 'chain-'));
  checkOut(world.repository.state.git, world.repository.head(), folder);
  const close = async () => {
    rmSync(folder, { recursive: true, force: true });
    await world.sandbox.close();
  };
  return { ...world, folder, close };
}

export async function inChain(
  act: (chain: Chain) => Promise<void>,
  files?: Readonly<Record<string, string>>,
) {
  const made = await chain(files);
  try {
    await act(made);
  } finally {
    await made.close();
  }
}

/** intake: the incident is accepted. */
export async function accept(world: Chain, options: Parameters<typeof runIntake>[2] = {}) {
  const event = options.event ?? world.repository.events.issues('opened', 1);
  const result = await runIntake(world, event, options);
  const [repair] = JSON.parse(result.outputs.repairs ?? '[]') as Repair[];
  if (repair === undefined) throw new Error(`not accepted:\n${result.log}`);
  return {
    repair,
    brief: Object.entries(result.files).find(([name]) => name.endsWith(repair.brief))?.[1] ?? '',
  };
}

/** What verify and propose hand on. */
export interface HandOver {
  readonly repair: Repair;
  readonly worker: WorkerResult;
  readonly proof: string;
  readonly proofDigest: string;
}

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex');

/** verify: on the worker's patch, with no secret at all. */
export async function verify(world: Chain, repair: Repair, worker: WorkerResult): Promise<HandOver> {
  const result = await withFiles({ 'fix.patch': worker.patch }, (path) =>
    runAction({
      sandbox: world.sandbox,
      repository: world.repository,
      event: world.repository.events.schedule(),
      mode: 'verify',
      inputs: { 'base-sha': repair.base, 'patch-file': path('fix.patch'), 'patch-sha256': worker.digest },
      env: { GITHUB_WORKSPACE: world.folder, PATCHPILOT_NOW: NOW },
      timeout: 120_000,
    }),
  );
  const proof = result.files['patchpilot/proof.json'] ?? '';
  return { repair, worker, proof, proofDigest: result.outputs['proof-digest'] ?? '' };
}

export type ProposeOptions = Partial<Omit<ActionRun, 'sandbox' | 'repository'>>;

/** propose: gates, then the draft pull request. */
export function propose(world: Chain, handed: HandOver, options: ProposeOptions = {}): Promise<ActionResult> {
  const { repair, worker, proof, proofDigest } = handed;
  const files = {
    'fix.patch': worker.patch,
    'proof.json': proof,
    'report.json': JSON.stringify(worker.report),
  };
  return withFiles(files, (path) =>
    runAction({
      sandbox: world.sandbox,
      repository: world.repository,
      event: world.repository.events.schedule(),
      mode: 'propose',
      token: WRITER_TOKEN,
      ...options,
      inputs: {
        issue: String(repair.issue),
        fingerprint: repair.fingerprint,
        attempt: String(repair.attempt),
        'base-sha': repair.base,
        'patch-file': path('fix.patch'),
        'patch-sha256': worker.digest,
        'proof-file': path('proof.json'),
        'proof-digest': proofDigest,
        'report-file': path('report.json'),
        'sentry-org': 'acme',
        'sentry-url': world.sandbox.sentry.url,
        ...options.inputs,
      },
      env: { GITHUB_WORKSPACE: world.folder, PATCHPILOT_NOW: NOW, ...options.env },
    }),
  );
}

async function withFiles<T>(
  files: Readonly<Record<string, Buffer | string>>,
  act: (path: (name: string) => string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'hand-over-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return await act((name) => join(folder, name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Intake, a scripted worker, verify, propose. */
export async function wholeWay(world: Chain, kind: WorkerKind, options: ProposeOptions = {}) {
  const { repair } = await accept(world);
  const handed = await verify(world, repair, scriptedWorker(kind));
  return { handed, result: await propose(world, handed, options) };
}

export const CANARIES = [WRITER_TOKEN, SENTRY_TOKEN, sha256('nothing')].slice(0, 2);
