/** Version of `proof.json`. Fields are added, never renamed; a reader refuses a version that it does not know. */
export const PROOF_VERSION = 1;

/**
 * What verify saw. `proven`: a test of the patch fails without it and passes with it, and nothing that was green is red.
 * `unproven`: nothing speaks against the patch, and nothing proves it (no test, no runner, no time). `refused`: it must
 * not be proposed.
 */
export type ProofVerdict = 'proven' | 'unproven' | 'refused';

/** Stable names of a proof's outcome, each with the verdict that it gives. Add, never rename. */
export const PROOF_CODES = {
  proven: 'proven',
  // the hand-off
  'patch-missing': 'refused',
  'patch-empty': 'refused',
  'patch-too-large': 'refused',
  'digest-missing': 'refused',
  'digest-mismatch': 'refused',
  'brief-mismatch': 'refused',
  'hand-off-stray': 'refused',
  'patch-unreadable': 'refused',
  'patch-does-not-apply': 'refused',
  // the resulting tree
  'path-escape': 'refused',
  'file-mode': 'refused',
  symlink: 'refused',
  submodule: 'refused',
  binary: 'refused',
  'nothing-changed': 'refused',
  // what the runs showed
  'check-broken': 'refused',
  'tests-lost': 'refused',
  'test-fails-after': 'refused',
  'test-passes-before': 'refused',
  'test-unsteady': 'refused',
  'only-tests-changed': 'refused',
  // why there is no proof
  'test-missing': 'unproven',
  'no-test-runner': 'unproven',
  'test-not-run': 'unproven',
  'suite-red-before': 'unproven',
  'install-failed': 'unproven',
  'time-spent': 'unproven',
} as const satisfies Readonly<Record<string, ProofVerdict>>;

export type ProofCode = keyof typeof PROOF_CODES;

/** How a run ended. Only `passed` and `failed` say something about the code. */
export type RunEnd =
  | 'passed'
  | 'failed'
  | 'timed-out'
  | 'too-much-output'
  | 'too-much-memory'
  | 'too-many-processes'
  /** The command or its tool is not there (exit 126 or 127). */
  | 'not-found'
  /** Exit 0, and a report that names no test. */
  | 'no-tests';

/** One test as its runner reports it. The name is the patch's own text: untrusted. */
export interface TestResult {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
}

/** One run of one command. */
export interface RunResult {
  readonly end: RunEnd;
  readonly exitCode: number | null;
  readonly milliseconds: number;
  /** `null`: the runner writes no report that we read; the exit code is all there is. */
  readonly tests: readonly TestResult[] | null;
  /** Redacted end of the output of a run that did not pass; untrusted. */
  readonly tail: string;
}

/** Commands that a repository is checked with, in their order. */
export const CHECK_NAMES = ['install', 'build', 'lint', 'test'] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

/** One check on both trees. `null`: not run there. */
export interface CheckEvidence {
  readonly name: CheckName;
  readonly command: string;
  readonly before: RunSummary | null;
  readonly after: RunSummary | null;
  readonly change: CheckChange;
  /** Tests that only the patched tree fails, each time. */
  readonly broken: readonly string[];
  /** Tests that failed with the patch and passed when run again. */
  readonly flaky: readonly string[];
  /** Tests that passed before and are gone. */
  readonly lost: readonly string[];
}

/** `still-red`: it failed before, so the patch is not blamed. `flaky`: red and green on the same patched tree. */
export type CheckChange = 'still-green' | 'still-red' | 'mended' | 'broken' | 'flaky' | 'not-compared';

/** A run without its list of tests. */
export interface RunSummary {
  readonly end: RunEnd;
  readonly exitCode: number | null;
  readonly milliseconds: number;
  readonly passed: number | null;
  readonly failed: number | null;
  readonly tail: string;
}

/** The patch's own tests, without the rest of the patch and with it; one entry a repetition. */
export interface TestEvidence {
  readonly command: string;
  /** Test files of the patch that were run. */
  readonly files: readonly string[];
  /** The runner cannot be given single files: the whole suite was run. */
  readonly whole: boolean;
  readonly before: readonly RunSummary[];
  readonly after: readonly RunSummary[];
  /** Tests that failed each time before and passed each time after. */
  readonly proving: readonly string[];
  /** Tests of these files that failed with the patch, or changed from run to run. */
  readonly failing: readonly string[];
  readonly unsteady: readonly string[];
}

/** Who ran the commands. */
export interface IsolationReport {
  readonly kind: 'other-user' | 'same-user';
  /** Whether children could gain rights by `sudo` or a setuid program. */
  readonly noNewPrivileges: boolean;
  /** Why it is not `other-user`; empty when it is. */
  readonly why: string;
}

/** One path that the patch changes, as git's own comparison of the trees names it. */
export interface PatchedPath {
  readonly path: string;
  readonly oldPath: string | null;
  readonly added: number;
  readonly removed: number;
  readonly test: boolean;
}

/** `proof.json`. Its digest is the SHA-256 of the file's bytes. */
export interface Proof {
  readonly version: typeof PROOF_VERSION;
  readonly verdict: ProofVerdict;
  readonly code: ProofCode;
  /** Every code that applies, the deciding one first. */
  readonly codes: readonly ProofCode[];
  readonly repository: string;
  readonly run: { readonly id: string; readonly attempt: number };
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Commit that the patch starts from. */
  readonly base: string;
  /** SHA-256 of the patch file as it was read; `null` when there was none, or none that may be read. */
  readonly patchDigest: string | null;
  readonly patchBytes: number | null;
  /** SHA-256 of the brief, when one was handed over. */
  readonly briefDigest: string | null;
  /** Git's id of the tree that base and patch make; propose must arrive at the same one. */
  readonly tree: string | null;
  readonly paths: readonly PatchedPath[];
  /** Test runner, such as `vitest`; `null` when none was found. */
  readonly runner: string | null;
  /** Where the commands came from. */
  readonly commandsFrom: 'configuration' | 'detected' | 'both' | 'none';
  readonly isolation: IsolationReport | null;
  readonly tests: TestEvidence | null;
  readonly checks: readonly CheckEvidence[];
}
