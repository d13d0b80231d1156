import type { TriageFacts } from '../../domain/facts.ts';
import type { TriagePolicy } from '../../domain/policy/triage.ts';
import type { ReasonCode } from '../../domain/reason-codes.ts';
import type { EvidenceValue, Reason, Verdict } from '../../domain/verdict.ts';

/** One question of triage: answers what it found, or `null` when there was nothing to ask about. */
export type Check = (facts: TriageFacts, policy: TriagePolicy) => Reason | null;

type Evidence = Readonly<Record<string, EvidenceValue>>;

/** An answer that names the verdict. */
export function decisive(verdict: Verdict, code: ReasonCode, evidence: Evidence = {}): Reason {
  return { code, outcome: 'decisive', verdict, evidence };
}

/** Nothing against acting; `code` is the one that a refusal would have had. */
export function passes(code: ReasonCode, evidence: Evidence = {}): Reason {
  return { code, outcome: 'pass', evidence };
}

export function notes(code: ReasonCode, evidence: Evidence = {}): Reason {
  return { code, outcome: 'note', evidence };
}

/** Hours between two ISO times; negative clocks count as none. */
export function hoursBetween(from: string, to: string): number {
  const hours = (Date.parse(to) - Date.parse(from)) / 3_600_000;
  return Number.isFinite(hours) ? Math.max(0, hours) : Number.POSITIVE_INFINITY;
}
