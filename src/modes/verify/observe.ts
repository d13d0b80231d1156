import { compareCheck, compareTests, isSuspicious } from '../../decide/proof/compare.ts';
import type { PatchParts } from '../../decide/proof/tests-of-patch.ts';
import type { CommandSet } from '../../domain/commands.ts';
import type { VerifyPolicy } from '../../domain/policy/verify.ts';
import {
  CHECK_NAMES,
  type CheckEvidence,
  type CheckName,
  type RunResult,
  type TestEvidence,
} from '../../domain/proof.ts';
import type { RoomPort, VerifyBench } from './ports.ts';

/** What to run. */
export interface Assignment {
  readonly commands: CommandSet;
  readonly parts: PatchParts;
  readonly policy: VerifyPolicy;
}

/** What was seen. */
export interface Observation {
  readonly checks: readonly CheckEvidence[];
  readonly tests: TestEvidence | null;
}

type Runs = Partial<Record<CheckName, RunResult>>;

/**
 * First the base alone, then the base with the patch's tests, then everything: nothing of the patch has run anywhere when
 * the base is measured, and the patched tree is made when all that ran before it is ended.
 */
export async function observe(bench: VerifyBench, work: Assignment): Promise<Observation> {
  const { commands, policy, parts } = work;
  const { programs } = parts;
  const testCommand = programs.length === 0 ? null : (commands.testFiles ?? commands.checks.test);
  const base = bench.room('base', policy);
  const before = await runChecks(bench, base, work);
  if (installFailed(before)) return { checks: evidence(work, before, {}, {}), tests: null };
  const laid = testCommand !== null && (await layTests(base, parts));
  const early = laid && testCommand !== null ? await repeat(bench, work, () => base.run(testCommand)) : [];
  const patched = bench.room('patched', policy);
  const after = await runChecks(bench, patched, work);
  const late = testCommand !== null ? await repeat(bench, work, () => patched.run(testCommand)) : [];
  const again = await rerun(bench, patched, { work, before, after });
  const tests =
    testCommand === null
      ? null
      : compareTests({
          command: testCommand,
          files: programs,
          before: early,
          after: late,
          suite: before.test ?? null,
          whole: commands.testFiles === null,
        });
  return { checks: evidence(work, before, after, again), tests };
}

function layTests(base: RoomPort, { tests, inline }: PatchParts): Promise<boolean> {
  return base.layOver(
    tests.map(({ path }) => path),
    inline,
  );
}

/** Every check in its order; none after an install that failed. A failed install is tried once more: networks fail. */
async function runChecks(
  bench: VerifyBench,
  room: RoomPort,
  { commands, policy }: Assignment,
): Promise<Runs> {
  const runs: Runs = {};
  for (const name of CHECK_NAMES) {
    const command = commands.checks[name];
    if (command === null || bench.timeSpent(policy)) continue;
    let run = await room.run(command);
    if (name === 'install' && run.end === 'failed') run = await room.run(command);
    runs[name] = run;
    if (installFailed(runs)) break;
  }
  return runs;
}

function installFailed({ install }: Runs): boolean {
  return install !== undefined && install.end !== 'passed';
}

async function repeat(
  bench: VerifyBench,
  { policy }: Assignment,
  run: () => Promise<RunResult>,
): Promise<RunResult[]> {
  const runs: RunResult[] = [];
  // What hit a wall would hit it again, after just as long.
  const walled = () => runs.some(({ end }) => end !== 'passed' && end !== 'failed');
  while (runs.length < policy.repeats && !walled() && !bench.timeSpent(policy)) runs.push(await run());
  return runs;
}

interface BothSides {
  readonly work: Assignment;
  readonly before: Runs;
  readonly after: Runs;
}

/** Runs again what only the patched tree failed, until it passes once or has failed often enough to be believed. */
async function rerun(
  bench: VerifyBench,
  room: RoomPort,
  { work, before, after }: BothSides,
): Promise<Partial<Record<CheckName, RunResult[]>>> {
  const again: Partial<Record<CheckName, RunResult[]>> = {};
  for (const name of CHECK_NAMES) {
    const command = work.commands.checks[name];
    if (command === null || !isSuspicious(before[name] ?? null, after[name] ?? null)) continue;
    const runs: RunResult[] = [];
    again[name] = runs;
    while (runs.length < work.policy.reruns && runs.at(-1)?.end !== 'passed' && !bench.timeSpent(work.policy))
      runs.push(await room.run(command));
  }
  return again;
}

function evidence(
  { commands }: Assignment,
  ...[before, after, again]: readonly [Runs, Runs, Partial<Record<CheckName, RunResult[]>>]
): CheckEvidence[] {
  return CHECK_NAMES.flatMap((name) => {
    const command = commands.checks[name];
    if (command === null) return [];
    const sides = { before: before[name] ?? null, after: after[name] ?? null, again: again[name] ?? [] };
    return [compareCheck({ name, command, ...sides })];
  });
}
