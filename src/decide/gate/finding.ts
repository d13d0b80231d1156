import type { GateLine, GateOutcome, GateResult, PatchFacts } from '../../domain/gate.ts';
import type { GatePolicy } from '../../domain/policy/gate.ts';
import type { ChangedFile } from './changed-file.ts';

/** What a gate may look at: the facts, each file with its changed lines, and the limits. */
export interface GateCase {
  readonly facts: PatchFacts;
  readonly files: readonly ChangedFile[];
  readonly policy: GatePolicy;
}

/** One thing that a gate found. `why` is one clause of ours. */
export interface GateFinding {
  readonly outcome: Exclude<GateOutcome, 'pass'>;
  readonly why: string;
  readonly line: GateLine;
}

/** A named check: it returns what it found; nothing found is a pass. */
export interface Gate {
  readonly name: string;
  /** Said when nothing is found. */
  readonly clean: string;
  readonly look: (input: GateCase) => readonly GateFinding[];
}

/** Most lines that a result shows; a reader sees the pattern by then. */
const MOST_LINES = 20;
const LONGEST_LINE = 200;

export function gateLine(path: string, line: number, text: string): GateLine {
  const cut = text.length > LONGEST_LINE ? text.slice(0, LONGEST_LINE).toWellFormed() : text;
  return { path, line, text: cut };
}

/** Runs a gate. The worst finding gives the outcome, and its reason leads. */
export function runGate(gate: Gate, input: GateCase): GateResult {
  const findings = gate.look(input);
  const failed = findings.filter(({ outcome }) => outcome === 'fail');
  const worst = failed.length > 0 ? failed : findings;
  if (worst.length === 0) return { name: gate.name, outcome: 'pass', reason: gate.clean, lines: [] };
  const whys = [...new Set(worst.map(({ why }) => why))];
  return {
    name: gate.name,
    outcome: failed.length > 0 ? 'fail' : 'needs-human',
    reason: sentence(whys),
    lines: [...failed, ...findings.filter(({ outcome }) => outcome !== 'fail')]
      .slice(0, MOST_LINES)
      .map(({ line }) => line),
  };
}

function sentence(whys: readonly string[]): string {
  const shown = whys.slice(0, 3).join('; ');
  const more = whys.length > 3 ? `; and ${whys.length - 3} more` : '';
  return `${shown.charAt(0).toUpperCase()}${shown.slice(1)}${more}.`;
}
