import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scriptedWorker, type WorkerResult } from '../../../sandbox/workers/worker.ts';
import { readIncident } from '../../../src/sources/github/incident-schema.ts';
import { accept, inChain, propose, verify } from './chain.ts';

/** A folder as an artifact leaves it; `lay` puts something wrong into it. */
async function inHandOff<T>(
  { patch, report }: WorkerResult,
  lay: (folder: string) => void,
  act: (patchFile: string, folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'hand-off-'));
  try {
    writeFileSync(join(folder, 'fix.patch'), patch);
    writeFileSync(join(folder, 'report.json'), JSON.stringify(report));
    lay(folder);
    return await act(join(folder, 'fix.patch'), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const FAULTS: readonly (readonly [
  name: string,
  lay: (folder: string) => void,
  inputs: Readonly<Record<string, string>>,
  words: string,
])[] = [
  ['no patch', (folder) => rmSync(join(folder, 'fix.patch')), {}, 'There was no patch'],
  [
    'an empty patch',
    (folder) => writeFileSync(join(folder, 'fix.patch'), ''),
    {},
    'not the one that the repair job exported',
  ],
  [
    'an oversized patch',
    (folder) => writeFileSync(join(folder, 'fix.patch'), Buffer.alloc(3_000_000, 'x')),
    {},
    'too large',
  ],
  [
    'another digest',
    () => {},
    { 'patch-sha256': 'a'.repeat(64) },
    'not the one that the repair job exported',
  ],
  ['no digest', () => {}, { 'patch-sha256': '' }, 'without its digest'],
  ['an extra entry', (folder) => writeFileSync(join(folder, 'run.sh'), 'true'), {}, 'nobody asked for'],
  ['an extra folder', (folder) => mkdirSync(join(folder, '.git')), {}, 'nobody asked for'],
  ['a link to a report', (folder) => relink(folder, 'report.json', '/etc/passwd'), {}, 'nobody asked for'],
  ['a link to a patch', (folder) => relink(folder, 'fix.patch', '/etc/passwd'), {}, 'There was no patch'],
  ['a folder in its place', (folder) => refolder(folder), {}, 'There was no patch'],
];

function relink(folder: string, name: string, target: string): void {
  rmSync(join(folder, name));
  symlinkSync(target, join(folder, name));
}

function refolder(folder: string): void {
  rmSync(join(folder, 'fix.patch'));
  mkdirSync(join(folder, 'fix.patch'));
}

describe('a hand-off that is not as promised', () => {
  it.each(FAULTS)(
    '%s between repair and propose ends on the incident, with its reason',
    (_, lay, ...[inputs, words]) =>
      inChain(async (world) => {
        const { repair } = await accept(world);
        const worker = scriptedWorker('right');
        const handed = await verify(world, repair, worker);
        const result = await inHandOff(worker, lay, (patchFile, folder) =>
          propose(world, handed, {
            inputs: { 'patch-file': patchFile, 'report-file': join(folder, 'report.json'), ...inputs },
          }),
        );
        expect(result.exitCode, result.log).toBe(0);
        expect(result.outputs).toMatchObject({ decision: 'refused', 'reason-code': 'hand-off' });
        const body = world.repository.issue(1).comments[0]?.body ?? '';
        const incident = readIncident({ body, ours: true });
        const [attempt] = incident === null || incident === 'newer' ? [] : incident.attempts;
        expect(attempt).toMatchObject({ outcome: 'refused' });
        expect(attempt?.lesson?.fix).toContain(words);
        expect(body).toContain(words);
        expect(body).not.toContain('root:');
        expect([...world.repository.state.refs.keys()]).toEqual(['refs/heads/main']);
      }),
  );
});
