import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkOut } from '../../../sandbox/git/checkout.ts';
import { type HandOver, type ProposeJob, proposeJob, type Repair, verifyJob } from '../../../sandbox/jobs.ts';
import { scriptedWorker, type WorkerKind, type WorkerResult } from '../../../sandbox/workers/worker.ts';
import { type IncidentWorld, incidentWorld, NOW, runIntake, SENTRY_TOKEN } from '../intake/world.ts';

/** What the propose job may do, and nothing else does. */
export const WRITER_TOKEN = 'ghs_wR1t3rJ0bT0kenQq8ZbYx1Lm';

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

export const verify = (world: Chain, repair: Repair, worker: WorkerResult) =>
  verifyJob({ ...world, now: NOW }, repair, worker);

export const propose = (world: Chain, handed: HandOver, options: Partial<ProposeJob> = {}) =>
  proposeJob({ ...world, now: NOW }, handed, { token: WRITER_TOKEN, ...options });

/** Intake, a scripted worker, verify, propose. */
export async function wholeWay(world: Chain, kind: WorkerKind, options: Partial<ProposeJob> = {}) {
  const { repair } = await accept(world);
  const handed = await verify(world, repair, scriptedWorker(kind));
  return { handed, result: await propose(world, handed, options) };
}

export const CANARIES = [WRITER_TOKEN, SENTRY_TOKEN];
