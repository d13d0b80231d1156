import type { ReasonCode } from './reason-codes.ts';

/** What Patchpilot decides about an incident. Not acting is a first-class verdict. */
export type Verdict = 'accept' | 'defer' | 'ignore' | 'escalate';

/** A fact that a reason rests on: short, machine-readable. Text in it is still untrusted when it came from outside. */
export type EvidenceValue = string | number | boolean | null | readonly string[];

/**
 * One question answered. `pass`: nothing against acting. `decisive`: this answer names the verdict.
 * `note`: worth showing, decides nothing.
 */
export interface Reason {
  readonly code: ReasonCode;
  readonly outcome: 'pass' | 'decisive' | 'note';
  /** The verdict that a decisive answer names. */
  readonly verdict?: Verdict;
  readonly evidence: Readonly<Record<string, EvidenceValue>>;
}

/** A verdict with every answer that led to it, in the order of the questions. */
export interface Decision {
  readonly verdict: Verdict;
  /** Code of the first decisive reason. */
  readonly reasonCode: ReasonCode;
  readonly reasons: readonly Reason[];
}
