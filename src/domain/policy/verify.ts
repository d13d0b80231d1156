/** Limits of a verification. A worker's patch is a stranger's program: every one of them is a wall, not a hint. */
export interface VerifyPolicy {
  /** The repository's own commands; `null`: detect it; `''`: do not run this. Run by `bash` in the tree's root. */
  readonly commands: VerifyCommands;
  /** Minutes that one command may take. */
  readonly commandMinutes: number;
  /** Minutes that all commands together may take. */
  readonly totalMinutes: number;
  /** Megabytes that the processes of one command may hold in memory, all together. */
  readonly memoryMegabytes: number;
  /** Megabytes that one command may print. */
  readonly outputMegabytes: number;
  /** Processes of one command at one time. */
  readonly processes: number;
  /** How often the patch's tests must show the same result, on either side. */
  readonly repeats: number;
  /** How often a command that fails only with the patch is run again before it is believed. */
  readonly reruns: number;
  readonly patch: PatchLimits;
}

export interface VerifyCommands {
  readonly install: string | null;
  readonly build: string | null;
  readonly lint: string | null;
  readonly test: string | null;
  /** Runs the test files in place of `{files}` and no others. */
  readonly testFile: string | null;
}

/** What is refused before git reads it, and before anything is written to a disk. */
export interface PatchLimits {
  /** Bytes of the patch file. */
  readonly bytes: number;
  /** Files that it may change. */
  readonly files: number;
  /** Bytes of all changed files together, after the patch: a patch of copies is short and writes much. */
  readonly content: number;
}

export const DEFAULT_VERIFY_POLICY: VerifyPolicy = {
  commands: { install: null, build: null, lint: null, test: null, testFile: null },
  // Hosted jobs end at 360 minutes and templates at 60: two trees with four commands each, most take seconds.
  commandMinutes: 10,
  totalMinutes: 45,
  // A hosted Linux runner has 16 GB; the rest is left to the runner and to the page cache.
  memoryMegabytes: 6_144,
  // The log of a large suite is 1–2 MB; beyond, only a loop prints.
  outputMegabytes: 20,
  // Test runners start one worker a core and tools beside them; a fork bomb passes this in milliseconds.
  processes: 512,
  // One lucky run in two of a test that fails at random would pass as proof in a quarter of all cases with one run
  // each side, in a sixteenth with two.
  repeats: 2,
  reruns: 2,
  // Gates refuse far earlier (200 KB, 10 files); this only bounds what git is asked to read.
  patch: { bytes: 1_048_576, files: 300, content: 20_971_520 },
};
