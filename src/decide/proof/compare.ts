import type { Command } from '../../domain/commands.ts';
import type {
  CheckEvidence,
  CheckName,
  RunResult,
  RunSummary,
  TestEvidence,
  TestResult,
} from '../../domain/proof.ts';

/** Names of one kind that are kept: beyond, nobody reads them. */
const MOST_NAMES = 50;

/** One check: on the base, on the patched tree, and again there when only there it failed. */
export interface CheckRuns {
  readonly name: CheckName;
  readonly command: Command;
  readonly before: RunResult | null;
  readonly after: RunResult | null;
  readonly again: readonly RunResult[];
}

/**
 * Whether a check failed in a way that the patch must answer for, so that it is worth running again. What hit a wall is
 * not: it would only hit it again.
 */
export function isSuspicious(before: RunResult | null, after: RunResult | null): boolean {
  if (before === null || after === null || after.end !== 'failed') return false;
  return before.end === 'passed' || newlyFailing(before, after).length > 0;
}

/** Compares the two sides of a check. What was red before is not blamed on the patch. */
export function compareCheck({ name, command, before, after, again }: CheckRuns): CheckEvidence {
  const runs = after === null ? [] : [after, ...again];
  const failing = runs.map((run) => new Set(before === null ? [] : newlyFailing(before, run)));
  const all = [...new Set(failing.flatMap((names) => [...names]))];
  const broken = all.filter((test) => failing.every((names) => names.has(test)));
  return {
    name,
    command: command.script,
    before: before === null ? null : summarise(before),
    after: after === null ? null : summarise(after),
    change: changeOf(before, runs, broken.length),
    broken: broken.slice(0, MOST_NAMES),
    flaky: all.filter((test) => !broken.includes(test)).slice(0, MOST_NAMES),
    lost: before === null || after === null ? [] : lostTests(before, after).slice(0, MOST_NAMES),
  };
}

function changeOf(
  before: RunResult | null,
  runs: readonly RunResult[],
  broken: number,
): CheckEvidence['change'] {
  const [after] = runs;
  if (before === null || after === undefined) return 'not-compared';
  const [wasGreen, isGreen] = [before.end === 'passed', after.end === 'passed'];
  if (isGreen) return wasGreen ? 'still-green' : 'mended';
  if (broken > 0) return 'broken';
  if (!wasGreen) return 'still-red';
  // Red where it was green, and no test is to blame each time: either it passed when run again, or it fails as a whole.
  const named = runs.every((run) => run.end === 'failed' && (failed(run)?.size ?? 0) > 0);
  return named || runs.some((run) => run.end === 'passed') ? 'flaky' : 'broken';
}

/** Tests that a run fails and the base does not: they passed there, or are new. */
function newlyFailing(before: RunResult, run: RunResult): string[] {
  const was = failed(before);
  const is = failed(run);
  return was === null || is === null ? [] : [...is].filter((test) => !was.has(test));
}

/** Passed before and not run any more, while fewer are run in all: a renamed test is not lost. */
function lostTests(before: RunResult, after: RunResult): string[] {
  if (before.tests === null || after.tests === null) return [];
  if (after.end !== 'passed' && after.end !== 'failed') return [];
  const [then, now] = [ran(before.tests), ran(after.tests)];
  if (now.size >= then.size) return [];
  return before.tests.flatMap(({ name, outcome }) => (outcome === 'passed' && !now.has(name) ? [name] : []));
}

function ran(tests: readonly TestResult[]): Set<string> {
  return new Set(tests.flatMap(({ name, outcome }) => (outcome === 'skipped' ? [] : [name])));
}

function failed(run: RunResult): Set<string> | null {
  if (run.tests === null) return null;
  return new Set(run.tests.flatMap(({ name, outcome }) => (outcome === 'failed' ? [name] : [])));
}

/** The patch's tests on both sides. */
export interface TestRuns {
  readonly command: Command;
  readonly files: readonly string[];
  readonly before: readonly RunResult[];
  readonly after: readonly RunResult[];
  /** The whole suite on the base, to know what failed in these files anyway. */
  readonly suite: RunResult | null;
  /** The command runs the whole suite, since the runner cannot be given single files. */
  readonly whole: boolean;
}

export function compareTests({ command, files, before, after, suite, whole }: TestRuns): TestEvidence {
  const red = suite === null ? null : failed(suite);
  const names = [
    ...new Set([...before, ...after].flatMap((run) => run.tests?.map(({ name }) => name) ?? [])),
  ];
  const count = (runs: readonly RunResult[], name: string, outcome: string) =>
    runs.filter((run) => run.tests?.some((test) => test.name === name && test.outcome === outcome)).length;
  const proving = names.filter(
    (name) => count(after, name, 'passed') === after.length && count(before, name, 'passed') === 0,
  );
  const failing = names.filter((name) => count(after, name, 'failed') === after.length && !red?.has(name));
  const mixed = (runs: readonly RunResult[], name: string) =>
    count(runs, name, 'passed') > 0 && count(runs, name, 'failed') > 0;
  return {
    command: command.script,
    files: files.slice(0, MOST_NAMES),
    whole,
    before: before.map(summarise),
    after: after.map(summarise),
    proving: after.length === 0 || before.length === 0 ? [] : proving.slice(0, MOST_NAMES),
    failing: after.length === 0 ? [] : failing.slice(0, MOST_NAMES),
    unsteady: names.filter((name) => mixed(before, name) || mixed(after, name)).slice(0, MOST_NAMES),
  };
}

function summarise({ end, exitCode, milliseconds, tests, tail }: RunResult): RunSummary {
  const count = (outcome: string) => tests?.filter((test) => test.outcome === outcome).length ?? null;
  return { end, exitCode, milliseconds, passed: count('passed'), failed: count('failed'), tail };
}
