import type { CheckName } from './proof.ts';

/**
 * A command for `bash`, run in a folder of the tree. It may write a report of its tests (JUnit, TAP, or JSON of jest,
 * mocha, rspec or go) to the file named by `$PATCHPILOT_REPORT`.
 */
export interface Command {
  readonly script: string;
  /** Relative to the tree; `''` is its root. */
  readonly folder: string;
}

/** What a repository is checked with. */
export interface CommandSet {
  readonly checks: Readonly<Record<CheckName, Command | null>>;
  /** Runs the given test files only; `null`: the runner cannot, or there is none. */
  readonly testFiles: Command | null;
  /** Name of the test runner, or `null`. */
  readonly runner: string | null;
  readonly from: 'configuration' | 'detected' | 'both' | 'none';
}
