import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkOut } from '../git/checkout.ts';
import type { RepositoryDouble } from '../github/double.ts';
import { type JobPlace, proposeJob, type Repair, verifyJob } from '../jobs.ts';
import { runAction } from '../runner/run-action.ts';
import type { Sandbox } from '../sandbox.ts';
import { scriptedWorker, type WorkerKind } from '../workers/worker.ts';
import { bold, dim, indent, step } from './paper.ts';
import { plain } from './plain.ts';

/** Where the repair happens. */
export type RepairPlace = {
  readonly world: Sandbox;
  readonly repository: RepositoryDouble;
  readonly tokens: { readonly github: string; readonly sentry: string; readonly writer: string };
  readonly now: string;
};

/** A worker's first patch hides the error and is refused; told why, it mends it: a draft pull request. */
export async function repairStory(place: RepairPlace, repair: Repair): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'patchpilot-demo-'));
  try {
    const { repository, world } = place;
    checkOut(repository.state.git, repository.head(), folder);
    const jobs = { sandbox: world, repository, folder, now: place.now };
    await attempt(place, { jobs, repair, kind: 'swallow' });
    const again = await handOverAgain(place);
    await attempt(place, { jobs, repair: again, kind: 'right' });
    const pull = [...repository.state.issues.values()].find((issue) => issue.pull !== undefined);
    console.log(
      step(`The draft pull request #${pull?.number}: ${bold(pull?.title ?? '')}`, plain(pull?.body ?? '')),
    );
    return pull?.number ?? 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Work = { readonly jobs: JobPlace; readonly repair: Repair; readonly kind: WorkerKind };

async function attempt({ tokens }: RepairPlace, { jobs, repair, kind }: Work): Promise<void> {
  const worker = scriptedWorker(kind);
  console.log(
    step(
      `Attempt ${repair.attempt}: a (scripted) worker hands back a patch`,
      worker.patch.toString('utf8').trimEnd(),
    ),
  );
  const handed = await verifyJob(jobs, repair, worker);
  console.log(step('verify, on a clean machine without any secret', handed.result.log.trim()));
  const result = await proposeJob(jobs, handed, { token: tokens.writer });
  if (result.exitCode !== 0) throw new Error(`propose failed:\n${result.log}`);
  console.log(step('propose asks the gates', result.log.trim()));
  const refused = result.summary.split('\n').filter((line) => line.startsWith('| `fail`'));
  if (refused.length > 0) console.log(dim(indent(refused.join('\n'))));
}

/** One attempt without many words; answers the draft's number. */
export async function repairOnce(
  { world, repository, tokens }: RepairPlace,
  { repair, kind, folder }: { readonly repair: Repair; readonly kind: WorkerKind; readonly folder: string },
): Promise<number> {
  checkOut(repository.state.git, repair.base, folder);
  const jobs = { sandbox: world, repository, folder, now: world.clock.iso() };
  const handed = await verifyJob(jobs, repair, scriptedWorker(kind));
  const result = await proposeJob(jobs, handed, { token: tokens.writer });
  console.log(step(`Attempt ${repair.attempt}: intake, repair, verify, propose`, result.log.trim()));
  return Number(result.outputs['pull-request']);
}

/** The next sweep hands the incident over again, with the reasons of the refusal in its brief. */
async function handOverAgain({ world, repository, tokens }: RepairPlace): Promise<Repair> {
  const result = await runAction({
    sandbox: world,
    repository,
    event: repository.events.schedule(),
    token: tokens.github,
    env: { PATCHPILOT_NOW: '2026-11-21T10:30:00Z' },
    inputs: { 'sentry-token': tokens.sentry, 'sentry-org': 'acme', 'sentry-url': world.sentry.url },
  });
  const [repair] = JSON.parse(result.outputs.repairs ?? '[]') as Repair[];
  if (repair === undefined) throw new Error(`not handed over again:\n${result.log}`);
  const brief = Object.entries(result.files).find(([name]) => name.endsWith(repair.brief))?.[1] ?? '';
  const told = brief.slice(brief.indexOf('## What was refused before')).split('\n## ')[0] ?? '';
  console.log(step('The next scheduled run hands it over again; the brief now says', told.trim()));
  return repair;
}
