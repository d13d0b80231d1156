/** What a gate says of a patch. `needs-human`: it may be right, but a person must see these lines before anyone trusts it. */
export type GateOutcome = 'pass' | 'fail' | 'needs-human';

/** A line that a gate points at. `line` is 1-based in the patched file, or in the base for a removed line; 0: the file as such. */
export interface GateLine {
  readonly path: string;
  readonly line: number;
  /** The line itself, cut to 200 UTF-16 units. The worker's text: untrusted. */
  readonly text: string;
}

/** One named check and what it found. `reason` is one clean sentence of ours; only `lines` hold the worker's text. */
export interface GateResult {
  readonly name: string;
  readonly outcome: GateOutcome;
  readonly reason: string;
  readonly lines: readonly GateLine[];
}

/**
 * What all gates together say: `refused` when any failed, else `needs-human` when any asks for a person, else `pass`.
 * `gates` holds every gate in the order in which they were asked, also those that passed.
 */
export interface GateReport {
  readonly verdict: 'pass' | 'refused' | 'needs-human';
  readonly gates: readonly GateResult[];
}

/**
 * One path of the resulting tree that differs from its base. Modes are git's six octal digits (`100644`), `null` when the
 * file is absent on that side; contents are whole files, `null` when absent or binary.
 */
export interface PatchFile {
  readonly path: string;
  /** Where it was, when git calls it a rename or a copy. */
  readonly oldPath?: string;
  /** True for a copy: the old path stays. */
  readonly copied?: boolean;
  readonly oldMode: string | null;
  readonly newMode: string | null;
  readonly base: string | null;
  readonly patched: string | null;
  readonly binary: boolean;
  /** Size of the change in bytes: what the patch carries for this file. */
  readonly bytes: number;
}

/** A doubt about the patch itself: it cannot be read, applied, or read in only one way. */
export interface PatchFault {
  readonly path: string;
  /** 1-based line of the patch; 0 when there is none. */
  readonly line: number;
  readonly reason: string;
  readonly outcome: 'fail' | 'needs-human';
}

/** Something that safety found in the added lines. */
export interface PatchFinding {
  readonly path: string;
  /** 1-based line of the patched file. */
  readonly line: number;
  /** `github-pat`, `pem-key`, …; `bidi`, `invisible`, `look-alike`. */
  readonly kind: string;
  /** True: there is no innocent reading. False: a person must look. */
  readonly certain: boolean;
}

/** Everything the gates may look at. */
export interface PatchFacts {
  readonly files: readonly PatchFile[];
  /** Paths that the brief pointed at; empty: unknown, and nothing is said about the neighbourhood. */
  readonly suspects: readonly string[];
  readonly faults: readonly PatchFault[];
  readonly secrets: readonly PatchFinding[];
  readonly invisible: readonly PatchFinding[];
}

/** Name of the gate that only says whether the patch brings a test. A measurer may leave it apart. */
export const MISSING_TEST = 'missing-test';
