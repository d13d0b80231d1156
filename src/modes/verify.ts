import { detectCommands, manifestsNear } from '../decide/proof/detect/detect.ts';
import { isTestPath, type PatchParts, partsOfPatch } from '../decide/proof/tests-of-patch.ts';
import { proofVerdict } from '../decide/proof/verdict.ts';
import type { CommandSet } from '../domain/commands.ts';
import type { Policy } from '../domain/policy/policy.ts';
import type { VerifyPolicy } from '../domain/policy/verify.ts';
import { type PatchedPath, PROOF_CODES, PROOF_VERSION, type Proof, type ProofCode } from '../domain/proof.ts';
import { type Observation, observe } from './verify/observe.ts';
import type { Application, HandOff, VerifyBench } from './verify/ports.ts';

/** What the workflow says to verify. */
export interface VerifySettings {
  readonly repository: string;
  readonly run: { readonly id: string; readonly attempt: number };
  /** ISO 8601, UTC. */
  readonly now: string;
  readonly base: string;
  /** Parses `.github/patchpilot.yml`; throws ConfigError with every problem at once. */
  readonly readPolicy: (text: string | null) => Policy;
}

/** Where the repository's own configuration lies; read from the base, which is a commit of the default branch. */
const CONFIG_PATH = '.github/patchpilot.yml';

/** An untrusted patch → what a clean machine saw of it. A refusal is a value like any other. */
export async function verify(bench: VerifyBench, settings: VerifySettings): Promise<Proof> {
  const policy = settings.readPolicy(bench.baseTexts([CONFIG_PATH]).get(CONFIG_PATH) ?? null).verify;
  const handOff = bench.handOff(policy.patch);
  if (handOff.refusal !== null) return refusal(settings, handOff, handOff.refusal);
  const applied = bench.apply(policy.patch);
  if (applied.kind === 'refused') return refusal(settings, handOff, applied.code);
  return prove(bench, { settings, handOff, applied, policy });
}

interface Case {
  readonly settings: VerifySettings;
  readonly handOff: HandOff;
  readonly applied: Application & { readonly kind: 'applied' };
  readonly policy: VerifyPolicy;
}

async function prove(bench: VerifyBench, { settings, handOff, applied, policy }: Case): Promise<Proof> {
  const parts = partsOfPatch(applied.files);
  const commands = commandsFor(bench, parts, policy);
  const start = { ...blank(settings, handOff), tree: applied.tree, paths: pathsOf(applied) };
  const known = { ...start, runner: commands.runner, commandsFrom: commands.from };
  const lacks = lacksOf(parts, commands);
  if (lacks.some((code) => PROOF_CODES[code] === 'refused'))
    return { ...known, ...proofVerdict({ lacks, tests: null, checks: [], timeSpent: false }) };
  const isolation = bench.isolate(scriptsOf(commands));
  const seen = await observe(bench, { commands, parts, policy });
  return {
    ...known,
    ...proofVerdict({ lacks, ...seen, timeSpent: bench.timeSpent(policy) && isCutShort(seen) }),
    isolation,
    ...seen,
  };
}

/** Whether something that was to be run was not. */
function isCutShort({ checks, tests }: Observation): boolean {
  const open = tests !== null && (tests.before.length === 0 || tests.after.length === 0);
  return open || checks.some(({ change }) => change === 'not-compared');
}

function scriptsOf({ checks, testFiles }: CommandSet): string[] {
  return [...Object.values(checks), testFiles].flatMap((command) => command?.script ?? []);
}

function commandsFor(bench: VerifyBench, parts: PatchParts, policy: VerifyPolicy): CommandSet {
  const paths = bench.basePaths();
  const others = [...parts.sources, ...parts.tests].map(({ path }) => path);
  const texts = bench.baseTexts(manifestsNear(paths, [...parts.programs, ...others]));
  const project = { paths: new Set(paths), text: (path: string) => texts.get(path) ?? '' };
  return detectCommands({ project, programs: parts.programs, others, configured: policy.commands });
}

/** What a patch lacks, whatever its runs will show. */
function lacksOf(parts: PatchParts, commands: CommandSet): ProofCode[] {
  if (parts.sources.length === 0) return ['only-tests-changed'];
  const codes: ProofCode[] = [];
  if (commands.testFiles === null && commands.checks.test === null) codes.push('no-test-runner');
  if (parts.programs.length === 0) codes.push('test-missing');
  return codes;
}

function pathsOf({ files, lines }: Application & { readonly kind: 'applied' }): PatchedPath[] {
  return files.map(({ path, oldPath }) => {
    const [added, removed] = lines.get(path) ?? [0, 0];
    return { path, oldPath: oldPath ?? null, added, removed, test: isTestPath(path) };
  });
}

function refusal(settings: VerifySettings, handOff: HandOff, code: ProofCode): Proof {
  return { ...blank(settings, handOff), verdict: PROOF_CODES[code], code, codes: [code] };
}

function blank(settings: VerifySettings, handOff: HandOff): Omit<Proof, 'verdict' | 'code' | 'codes'> {
  return {
    version: PROOF_VERSION,
    repository: settings.repository,
    run: settings.run,
    at: settings.now,
    base: settings.base,
    patchDigest: handOff.patchDigest,
    patchBytes: handOff.patchBytes,
    briefDigest: handOff.briefDigest,
    tree: null,
    paths: [],
    runner: null,
    commandsFrom: 'none',
    isolation: null,
    tests: null,
    checks: [],
  };
}
