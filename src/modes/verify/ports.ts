import type { Command } from '../../domain/commands.ts';
import type { PatchFile } from '../../domain/gate.ts';
import type { PatchLimits, VerifyPolicy } from '../../domain/policy/verify.ts';
import type { IsolationReport, ProofCode, RunResult } from '../../domain/proof.ts';

/** What came in, read once; `null`: not there, or not what was promised. */
export interface HandOff {
  readonly patchDigest: string | null;
  readonly patchBytes: number | null;
  readonly briefDigest: string | null;
  readonly refusal: ProofCode | null;
}

/** The patch as git applied it. */
export type Application =
  | {
      readonly kind: 'applied';
      /** Git's id of the resulting tree. */
      readonly tree: string;
      readonly files: readonly PatchFile[];
      /** Lines gained and lost, by path. */
      readonly lines: ReadonlyMap<string, readonly [added: number, removed: number]>;
    }
  | { readonly kind: 'refused'; readonly code: ProofCode };

/** A tree on which commands can be run. */
export interface RoomPort {
  readonly run: (command: Command) => Promise<RunResult>;
  /** Puts these files of the patch, and these texts, over the tree; false when the tree does not let us. */
  readonly layOver: (
    paths: readonly string[],
    made: readonly { readonly path: string; readonly text: string }[],
  ) => Promise<boolean>;
}

/** The one place with child processes, as `verify` needs it. */
export interface VerifyBench {
  readonly handOff: (limits: PatchLimits) => HandOff;
  readonly apply: (limits: PatchLimits) => Application;
  readonly basePaths: () => readonly string[];
  /** Texts of the base's files, by path; what is missing or too large is left out. */
  readonly baseTexts: (paths: readonly string[]) => ReadonlyMap<string, string>;
  /** Decides once how children are kept apart: whoever it is must be able to start what the commands name. */
  readonly isolate: (commands: readonly string[]) => IsolationReport;
  readonly room: (tree: 'base' | 'patched', policy: VerifyPolicy) => RoomPort;
  /** Whether the time for all commands is spent. */
  readonly timeSpent: (policy: VerifyPolicy) => boolean;
}
