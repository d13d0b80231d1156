import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RepositoryDouble } from './github/double.ts';
import { type ActionResult, type ActionRun, runAction } from './runner/run-action.ts';
import type { Sandbox } from './sandbox.ts';
import type { WorkerResult } from './workers/worker.ts';

/** An entry of the `repairs` matrix. */
export type Repair = {
  readonly issue: number;
  readonly fingerprint: string;
  readonly attempt: number;
  readonly brief: string;
  readonly digest: string;
  readonly base: string;
};

/** Where the jobs behind intake run. */
export type JobPlace = {
  readonly sandbox: Sandbox;
  readonly repository: RepositoryDouble;
  /** A checkout of the base on a disk. */
  readonly folder: string;
  /** The runs' clock, ISO 8601. */
  readonly now: string;
};

/** What verify hands on to propose. */
export type HandOver = {
  readonly repair: Repair;
  readonly worker: WorkerResult;
  readonly proof: string;
  readonly proofDigest: string;
};

/** The verify job of the example workflow: the worker's patch, and no secret at all. */
export async function verifyJob(
  place: JobPlace,
  repair: Repair,
  worker: WorkerResult,
): Promise<HandOver & { readonly result: ActionResult }> {
  const result = await withFiles({ 'fix.patch': worker.patch }, (path) =>
    runAction({
      sandbox: place.sandbox,
      repository: place.repository,
      event: place.repository.events.schedule(),
      mode: 'verify',
      inputs: { 'base-sha': repair.base, 'patch-file': path('fix.patch'), 'patch-sha256': worker.digest },
      env: { GITHUB_WORKSPACE: place.folder, PATCHPILOT_NOW: place.now },
      timeout: 120_000,
    }),
  );
  const proof = result.files['patchpilot/proof.json'] ?? '';
  return { repair, worker, proof, proofDigest: result.outputs['proof-digest'] ?? '', result };
}

export type ProposeJob = Partial<Omit<ActionRun, 'sandbox' | 'repository'>> & { readonly token: string };

/** The propose job: the one with the right to write. */
export function proposeJob(place: JobPlace, handed: HandOver, options: ProposeJob): Promise<ActionResult> {
  const { repair, worker, proof, proofDigest } = handed;
  const report = JSON.stringify(worker.report);
  const files = { 'fix.patch': worker.patch, 'proof.json': proof, 'report.json': report };
  return withFiles(files, (path) =>
    runAction({
      sandbox: place.sandbox,
      repository: place.repository,
      event: place.repository.events.schedule(),
      mode: 'propose',
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
        'sentry-url': place.sandbox.sentry.url,
        ...options.inputs,
      },
      env: { GITHUB_WORKSPACE: place.folder, PATCHPILOT_NOW: place.now, ...options.env },
    }),
  );
}

/** Artifacts, downloaded into a folder of their own. */
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
