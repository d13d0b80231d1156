import { accessSync, chmodSync, constants, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Command } from '../domain/commands.ts';
import type { PatchFile } from '../domain/gate.ts';
import type { PatchLimits, VerifyPolicy } from '../domain/policy/verify.ts';
import type { IsolationReport, ProofCode, RunResult, TestResult } from '../domain/proof.ts';
import { applyPatch } from './apply.ts';
import type { ChildLimits } from './child.ts';
import { countLines, type TreeChange } from './compare.ts';
import { findIsolation, type Isolation } from './isolation.ts';
import { listBase, readBaseTexts } from './objects.ts';
import { hasStrays, readHandedOver } from './patch-file.ts';
import { type Layer, layOver, openRoom, type Room, removeRooms, runInRoom } from './room.ts';
import { openStore, type Store } from './store.ts';

/** What was handed over, and where. */
export interface BenchOrder {
  readonly workspace: string;
  /** Full id of the commit that the patch starts from. */
  readonly base: string;
  readonly patch: HandedFile;
  /** `null`: none was handed over. */
  readonly brief: HandedFile | null;
  /** The job's environment, of which children get a few harmless variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly secrets: readonly string[];
  /** Makes an end of output fit to be kept: redacts, cleans, cuts. */
  readonly cleanTail: (output: string) => string;
  /** Reads a report of tests. */
  readonly readReport: (report: string) => TestResult[] | null;
}

export interface HandedFile {
  readonly path: string;
  /** SHA-256 in hex as the job that made it stated it; '' when it stated none. */
  readonly digest: string;
}

/** What the bench knows by now. */
interface BenchState {
  readonly order: BenchOrder;
  readonly folder: string;
  readonly store: Store;
  patch: Buffer;
  applied: { readonly tree: string; readonly changes: readonly TreeChange[] } | null;
  isolation: Isolation | null;
  /** Milliseconds spent in commands. */
  spent: number;
}

/** A brief is far smaller; more is not read. */
const MAX_BRIEF = 1_048_576;
/** Largest manifest or configuration that is read. */
const MAX_TEXT = 1_048_576;
/** Programs of the system that a project's commands always need. */
const ALWAYS = ['bash', 'env', 'cat'];
/** Programs that commands name, and what those need besides: with one out of reach of the other user, nothing works. */
const TOOLS: Readonly<Record<string, readonly string[]>> = {
  node: ['node'],
  npm: ['node', 'npm'],
  npx: ['node', 'npx'],
  pnpm: ['node'],
  yarn: ['node'],
  bun: ['bun'],
  python3: ['python3'],
  uv: ['uv'],
  poetry: ['poetry'],
  go: ['go'],
  cargo: ['cargo'],
  mvn: ['mvn', 'java'],
  gradle: ['java'],
  mvnw: ['java'],
  gradlew: ['java'],
  bundle: ['ruby', 'bundle'],
  ruby: ['ruby'],
  composer: ['php', 'composer'],
  php: ['php'],
  dotnet: ['dotnet'],
  mix: ['mix'],
};

/** Opens the bench over a checkout; throws ConfigError when the checkout does not hold the base. Close it in the end. */
export function openBench(order: BenchOrder) {
  const folder = mkdtempSync(join(tmpdir(), 'patchpilot-'));
  // Children of another user pass through; only what is given to them can they read or write.
  chmodSync(folder, 0o711);
  try {
    const store = openStore(order.workspace, order.base, folder);
    const state: BenchState = {
      order,
      folder,
      store,
      patch: Buffer.alloc(0),
      applied: null,
      isolation: null,
      spent: 0,
    };
    return { ...readers(state), ...runners(state), close: () => removeRooms(folder, state.isolation) };
  } catch (error) {
    removeRooms(folder, null);
    throw error;
  }
}

function readers(state: BenchState) {
  const { store } = state;
  return {
    handOff: (limits: PatchLimits) => takeOver(state, limits),
    apply: (limits: PatchLimits) => applyHanded(state, limits),
    /** Git's id of the base's tree. */
    baseTree: (): string => store.baseTree,
    basePaths: (): readonly string[] => listBase(store),
    baseTexts: (paths: readonly string[]): ReadonlyMap<string, string> =>
      readBaseTexts(store, paths, MAX_TEXT),
  };
}

function takeOver(state: BenchState, limits: PatchLimits) {
  const { patch, brief } = state.order;
  const got = readHandedOver({ path: patch.path, limit: limits.bytes, digest: patch.digest || null });
  const blank = { patchDigest: null, patchBytes: null, briefDigest: null };
  if (got.kind === 'refused') return { ...blank, patchBytes: got.size, refusal: got.code };
  const read = { ...blank, patchDigest: got.digest, patchBytes: got.bytes.length };
  if (patch.digest === '') return { ...read, refusal: 'digest-missing' as const };
  if (hasStrays(patch.path, brief === null ? [] : [brief.path]))
    return { ...read, refusal: 'hand-off-stray' as const };
  state.patch = got.bytes;
  if (brief === null) return { ...read, refusal: null };
  const text = readHandedOver({ path: brief.path, limit: MAX_BRIEF, digest: brief.digest || null });
  if (text.kind === 'refused') return { ...read, refusal: 'brief-mismatch' as const };
  return { ...read, briefDigest: text.digest, refusal: null };
}

type AppliedHere =
  | {
      readonly kind: 'applied';
      readonly tree: string;
      readonly files: readonly PatchFile[];
      readonly lines: ReadonlyMap<string, readonly [added: number, removed: number]>;
    }
  | { readonly kind: 'refused'; readonly code: ProofCode };

function applyHanded(state: BenchState, limits: PatchLimits): AppliedHere {
  const applied = applyPatch(state.store, state.patch, limits);
  if (applied.kind === 'refused') return applied;
  const { tree, changes, files } = applied;
  state.applied = { tree, changes };
  return { kind: 'applied', tree, files, lines: countLines(state.store, tree) };
}

function runners(state: BenchState) {
  return {
    isolate: (commands: readonly string[]): IsolationReport => isolationOf(state, commands).report,
    room: (tree: 'base' | 'patched', policy: VerifyPolicy) => roomFor(state, tree, policy),
    timeSpent: (policy: VerifyPolicy) => state.spent >= policy.totalMinutes * 60_000,
  };
}

function isolationOf(state: BenchState, commands: readonly string[] = []): Isolation {
  const path = state.order.env.PATH ?? '/usr/bin:/bin';
  const words = new Set(commands.flatMap((script) => script.match(/[\w.]+/g) ?? []));
  const named = Object.entries(TOOLS).flatMap(([word, tools]) => (words.has(word) ? tools : []));
  const there = [...new Set(named)].filter((name) => isInPath(name, path));
  state.isolation ??= findIsolation(state.folder, path, [...ALWAYS, ...there]);
  return state.isolation;
}

function isInPath(name: string, path: string): boolean {
  return path.split(delimiter).some((folder) => folder.startsWith('/') && isProgram(join(folder, name)));
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function roomFor(state: BenchState, name: 'base' | 'patched', policy: VerifyPolicy) {
  const { store, folder, order, applied } = state;
  if (applied === null) throw new Error('there is no tree before the patch is applied');
  const site = { store, folder, isolation: isolationOf(state), job: order.env, secrets: order.secrets };
  const room = openRoom(site, name === 'base' ? store.baseTree : applied.tree);
  return {
    run: (command: Command) => runTimed(state, { room, command, limits: limitsOf(state, policy) }),
    layOver: (paths: readonly string[], made: Layer['made']) => {
      const changes = applied.changes.filter(({ path }) => paths.includes(path));
      return layOver(room, { changes, made }, limitsOf(state, policy));
    },
  };
}

interface Order {
  readonly room: Room;
  readonly command: Command;
  readonly limits: ChildLimits;
}

async function runTimed(state: BenchState, { room, command, limits }: Order): Promise<RunResult> {
  const { end, exitCode, milliseconds, output, report } = await runInRoom(room, command, limits);
  state.spent += milliseconds;
  const tests = report === null ? null : state.order.readReport(report);
  const empty = end === 'passed' && tests?.length === 0;
  return {
    end: empty ? 'no-tests' : end,
    exitCode,
    milliseconds,
    tests,
    tail: end === 'passed' ? '' : state.order.cleanTail(output),
  };
}

/** One command gets what is left of the whole time, and never more than its own share. */
function limitsOf({ spent }: BenchState, policy: VerifyPolicy): ChildLimits {
  const left = policy.totalMinutes * 60_000 - spent;
  return {
    milliseconds: Math.max(1_000, Math.min(policy.commandMinutes * 60_000, left)),
    memoryBytes: policy.memoryMegabytes * 1_048_576,
    outputBytes: policy.outputMegabytes * 1_048_576,
    processes: policy.processes,
  };
}
