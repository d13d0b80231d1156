import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { RepositoryDouble } from '../github/double.ts';
import type { WorkflowEvent } from '../github/webhooks.ts';
import type { LoggedRequest } from '../request-log.ts';
import type { Sandbox } from '../sandbox.ts';
import { inputVariables, runnerEnvironment, type StepFiles } from './environment.ts';
import { type Annotation, annotationsOf, masksOf, parseFileCommand, visibleLog } from './file-commands.ts';

const ROOT = join(import.meta.dirname, '../..');

export type ActionRun = {
  readonly sandbox: Sandbox;
  readonly repository: RepositoryDouble;
  readonly event: WorkflowEvent;
  /** Input `mode`, when the action has one. */
  readonly mode?: string;
  /** Inputs by their names in action.yml; the defaults there are filled in as the runner does. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Secret of the workflow's token, for defaults that say `${{ github.token }}`. */
  readonly token?: string;
  /** Beyond what a runner sets, such as the address of a cache service. */
  readonly env?: Readonly<Record<string, string>>;
  /** Text of the event file, in place of the event's own payload. */
  readonly eventText?: string;
  /** Script to run; the bundle unless given. */
  readonly entry?: string;
  readonly actionFile?: string;
  /** Kills the run at its n-th request, from 1: before the service sees it, or after it acted and before it answers. */
  readonly kill?: { readonly at: number; readonly when: 'before' | 'after' };
  readonly runId?: number;
  readonly runAttempt?: number;
  /** Limit for the whole run in milliseconds. */
  readonly timeout?: number;
  /** Options for node itself, such as a smaller heap. */
  readonly execArgv?: readonly string[];
};

export type ActionResult = {
  /** `null` when the run was killed. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams as a reader of the run's log sees them, masked. */
  readonly log: string;
  readonly annotations: readonly Annotation[];
  readonly masks: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly exported: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Text of every file left under RUNNER_TEMP, by relative path; the runner's own files are left out. */
  readonly files: Readonly<Record<string, string>>;
  /** The same for GITHUB_WORKSPACE. */
  readonly workspace: Readonly<Record<string, string>>;
  /** Requests to all services during this run, in order of arrival. */
  readonly requests: readonly LoggedRequest[];
  readonly milliseconds: number;
  /** Peak resident memory in bytes; 0 when the run was killed. */
  readonly peakMemory: number;
};

const COMMANDS = '_runner_file_commands';

function prepare(run: ActionRun, home: string): StepFiles {
  const temp = join(home, '_temp');
  const workspace = join(home, 'workspace');
  const commands = join(temp, COMMANDS);
  mkdirSync(commands, { recursive: true });
  mkdirSync(workspace);
  const files: StepFiles = {
    temp,
    workspace,
    event: join(commands, 'event.json'),
    output: join(commands, 'output'),
    summary: join(commands, 'summary'),
    state: join(commands, 'state'),
    env: join(commands, 'env'),
    path: join(commands, 'path'),
  };
  for (const key of ['output', 'summary', 'state', 'env', 'path'] as const) writeFileSync(files[key], '');
  writeFileSync(files.event, run.eventText ?? JSON.stringify(run.event.payload));
  return files;
}

/** Writes the peak memory beside the runner's files when node exits. */
const MEASURE = `import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(process.env.HARNESS_PEAK_FILE, String(process.resourceUsage().maxRSS * 1024)));`;

let lastRunId = 9_000_000;

function start(run: ActionRun, files: StepFiles): ChildProcess {
  lastRunId += 1;
  const { sandbox, repository, event, runId = lastRunId, runAttempt = 1 } = run;
  const inputs = { ...(run.mode === undefined ? {} : { mode: run.mode }), ...run.inputs };
  const env = {
    ...runnerEnvironment({ sandbox, repository, event, files, runId, runAttempt }),
    ...inputVariables(run.actionFile ?? join(ROOT, 'action.yml'), run.token ?? '', inputs),
    HARNESS_PEAK_FILE: join(files.temp, COMMANDS, 'peak'),
    ...run.env,
  };
  const measure = ['--import', `data:text/javascript,${encodeURIComponent(MEASURE)}`];
  const entry = run.entry ?? join(ROOT, 'dist/index.js');
  const options = {
    cwd: files.workspace,
    env,
    stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'],
  };
  return spawn(process.execPath, [...measure, ...(run.execArgv ?? []), entry], options);
}

/** Kills the child at a request's boundary; from then on the service drops what still arrives from it. */
function arm(run: ActionRun, child: ChildProcess, offset: number): () => void {
  const { kill, sandbox } = run;
  if (kill === undefined) return () => {};
  let dead = false;
  sandbox.boundary = async ({ when, request }) => {
    if (dead) return 'drop';
    if (request.n - offset !== kill.at || when !== kill.when) return 'go';
    dead = true;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    return 'drop';
  };
  return () => {
    sandbox.boundary = undefined;
  };
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = [];
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}

/** Runs the bundled action as a runner would, against the sandbox. Rejects when the run exceeds its time. */
export async function runAction(run: ActionRun): Promise<ActionResult> {
  const home = mkdtempSync(join(tmpdir(), 'patchpilot-run-'));
  try {
    const files = prepare(run, home);
    const offset = run.sandbox.log.length;
    const began = performance.now();
    const child = start(run, files);
    const disarm = arm(run, child, offset);
    const stdout = collect(child.stdout);
    const stderr = collect(child.stderr);
    const exitCode = await finished(child, run.timeout ?? 60_000).finally(disarm);
    const milliseconds = performance.now() - began;
    return {
      ...readStep(files, { stdout: stdout(), stderr: stderr() }),
      exitCode,
      milliseconds,
      requests: run.sandbox.log.slice(offset),
    };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function finished(child: ChildProcess, timeout: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the action did not end within ${timeout} ms`));
    }, timeout);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve(code);
    });
  });
}

function readStep(files: StepFiles, streams: { stdout: string; stderr: string }) {
  const { stdout, stderr } = streams;
  const read = (file: string) => readFileSync(file, 'utf8');
  const masks = masksOf(stdout);
  const own = readFolder(join(files.temp, COMMANDS));
  return {
    stdout,
    stderr,
    masks,
    log: visibleLog(stdout + stderr, masks),
    annotations: annotationsOf(stdout),
    outputs: parseFileCommand(read(files.output)),
    state: parseFileCommand(read(files.state)),
    exported: parseFileCommand(read(files.env)),
    summary: read(files.summary),
    files: readFolder(files.temp, COMMANDS),
    workspace: readFolder(files.workspace),
    peakMemory: Number(own.peak ?? 0),
  };
}

function readFolder(folder: string, except?: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  const kept = paths.filter((path) => except === undefined || !relative(folder, path).startsWith(except));
  return Object.fromEntries(kept.sort().map((path) => [relative(folder, path), readFileSync(path, 'utf8')]));
}
