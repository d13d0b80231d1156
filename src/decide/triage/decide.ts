import type { TriageFacts } from '../../domain/facts.ts';
import type { TriagePolicy } from '../../domain/policy/triage.ts';
import type { Decision, Reason } from '../../domain/verdict.ts';
import type { Check } from './check.ts';
import { FRESH } from './fresh.ts';
import { OURS } from './ours.ts';
import { OWNERSHIP } from './ownership.ts';
import { PEOPLE } from './people.ts';
import { PRODUCTION } from './production.ts';
import { REAL } from './real.ts';
import { WORTH } from './worth.ts';

/** The questions in their order (docs: "How it decides"); cheapest first. */
export const QUESTIONS: readonly (readonly Check[])[] = [
  OURS,
  PRODUCTION,
  REAL,
  FRESH,
  PEOPLE,
  OWNERSHIP,
  WORTH,
];

/**
 * Asks every question in order. The first decisive answer names the verdict; the answers up to it are kept, since those
 * behind it rest on evidence that was not worth reading. Nothing decisive: accept.
 */
export function decideTriage(facts: TriageFacts, policy: TriagePolicy): Decision {
  const reasons: Reason[] = [];
  for (const check of QUESTIONS.flat()) {
    const reason = check(facts, policy);
    if (reason === null) continue;
    reasons.push(reason);
    if (reason.outcome === 'decisive') {
      return { verdict: reason.verdict ?? 'escalate', reasonCode: reason.code, reasons };
    }
  }
  const accepted: Reason = { code: 'accepted', outcome: 'decisive', verdict: 'accept', evidence: {} };
  return { verdict: 'accept', reasonCode: 'accepted', reasons: [...reasons, accepted] };
}
