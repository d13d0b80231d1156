import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { RunEnd } from '../domain/proof.ts';
import type { Isolation } from './isolation.ts';
import { keepOutput, type OutputEnd } from './output.ts';
import { type Seen, seeProcesses, type Whose } from './processes.ts';
import { endAll } from './sweep.ts';

/** Walls around one command. */
export interface ChildLimits {
  readonly milliseconds: number;
  readonly memoryBytes: number;
  readonly outputBytes: number;
  readonly processes: number;
}

/** A command to run as a project's own. */
export interface ChildOrder {
  readonly script: string;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly limits: ChildLimits;
  readonly isolation: Isolation;
}

/** What became of it. */
export interface ChildEnd {
  readonly end: Exclude<RunEnd, 'no-tests'>;
  readonly exitCode: number | null;
  readonly milliseconds: number;
  /** Last part of both streams, as they came; untrusted. */
  readonly output: string;
}

/** Milliseconds between two looks at memory and number of processes. */
const LOOK_EVERY = 200;
/** Milliseconds for the last words of a command that has ended. */
const LAST_WORDS = 1_000;
/** Largest file that a child may write: a report or a binary is smaller, a filled disk is not. */
const MAX_FILE = 2_147_483_648;

/**
 * Runs a command by `bash` and ends everything that it started, whatever it did: returns within the limit plus the time
 * to end it. Standard input is empty. Never throws for what the command does.
 */
export async function runChild(order: ChildOrder): Promise<ChildEnd> {
  const mark = `PATCHPILOT_RUN=${randomBytes(16).toString('hex')}`;
  const began = performance.now();
  const child = start(order, mark);
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const whose: Whose =
    order.isolation.uid === null
      ? { kind: 'mark', mark, group: child.pid ?? 0 }
      : { kind: 'user', uid: order.isolation.uid };
  const output = keepOutput(child);
  const ended = await watch(child, { ...order, output, whose });
  endAll(order.isolation, whose);
  if (ended.exitCode === null) killOurs(child);
  // What was written is read to its end, unless something that could not be ended still holds the pipe.
  await Promise.race([closed, delay(LAST_WORDS)]);
  child.stdout?.destroy();
  child.stderr?.destroy();
  const milliseconds = Math.round(performance.now() - began);
  return { ...ended, milliseconds, output: output.text() };
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}

/** The words before a command are processes of ours (`sudo`): its group is not the command's. */
function killOurs(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended, or is root's and ends with its own child.
  }
}

function start({ script, folder, env, isolation, limits }: ChildOrder, mark: string): ChildProcess {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const words = [
    ...isolation.enter,
    ...limitWords(isolation, limits),
    'env',
    '-i',
    ...variables,
    mark,
    '/bin/bash',
    '--noprofile',
    '--norc',
    '-c',
    // When memory ends, the kernel takes these first, not the job's own processes.
    `echo 1000 2>/dev/null >/proc/self/oom_score_adj; umask 022; cd "$1" || exit 126; set -eo pipefail; eval "$2"`,
    'bash',
    folder,
    script,
  ];
  const [program = '', ...args] = words;
  return spawn(program, args, {
    cwd: '/',
    env: { PATH: env.PATH ?? '/usr/bin:/bin' },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function limitWords({ uid }: Isolation, { processes }: ChildLimits): string[] {
  if (!existsSync('/usr/bin/prlimit')) return [];
  // The kernel counts threads, by user: only a user of our own can be held to a number.
  const number = uid === null ? [] : [`--nproc=${processes * 8}`];
  return ['/usr/bin/prlimit', '--core=0', `--fsize=${MAX_FILE}`, ...number, '--'];
}

interface Watch {
  readonly limits: ChildLimits;
  readonly output: OutputEnd;
  readonly whose: Whose;
}

/** Resolves when the command has ended or hit a wall; what it left behind may still live. */
function watch(
  child: ChildProcess,
  { limits, output, whose }: Watch,
): Promise<Pick<ChildEnd, 'end' | 'exitCode'>> {
  return new Promise((resolve) => {
    const finish = (end: ChildEnd['end'], exitCode: number | null) => {
      clearTimeout(clock);
      clearInterval(look);
      resolve({ end, exitCode });
    };
    const clock = setTimeout(() => finish('timed-out', null), limits.milliseconds);
    const look = setInterval(() => {
      const wall = wallHit(seeProcesses(whose), limits);
      if (wall !== null) finish(wall, null);
    }, LOOK_EVERY);
    output.onData((seen) => {
      if (seen > limits.outputBytes) finish('too-much-output', null);
    });
    child.once('error', () => finish('not-found', null));
    // Not `close`: a process left behind would hold the pipes open for ever.
    child.once('exit', (code) => finish(endOf(code), code));
  });
}

function wallHit(seen: readonly Seen[], limits: ChildLimits): ChildEnd['end'] | null {
  if (seen.length > limits.processes) return 'too-many-processes';
  const resident = seen.reduce((sum, one) => sum + one.resident, 0);
  return resident > limits.memoryBytes ? 'too-much-memory' : null;
}

/** The shell's own codes: 126 cannot be run, 127 not found. */
function endOf(code: number | null): ChildEnd['end'] {
  if (code === 0) return 'passed';
  return code === 126 || code === 127 ? 'not-found' : 'failed';
}
