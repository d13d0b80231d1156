import type { ReasonCode } from '../domain/reason-codes.ts';
import type { SafeText } from '../domain/trust.ts';
import type { EvidenceValue, Reason } from '../domain/verdict.ts';
import { codeSpan, inlineText } from '../safety/code.ts';
import { commas, markdown } from '../safety/markdown.ts';

const SIGNS: Readonly<Record<Reason['outcome'], SafeText>> = {
  pass: markdown`✓`,
  note: markdown`·`,
  decisive: markdown`→`,
};

/** A refusal's code says what is wrong; where nothing is, the reader wants to know what was asked. */
const PASSED: Readonly<Partial<Record<ReasonCode, SafeText>>> = {
  'untrusted-author': markdown`written by a trusted account`,
  'foreign-project': markdown`one of the configured projects`,
  'environment-not-production': markdown`seen in production`,
  noise: markdown`no known noise`,
  'already-resolved': markdown`not resolved in Sentry`,
  'open-pull-request': markdown`no pull request deals with it`,
  'duplicate-class': markdown`no other incident of this class`,
  'no-stack': markdown`has a stack`,
  'no-frame-in-tree': markdown`frames map to files of this repository`,
  'below-severity': markdown`severe enough`,
  'below-fixability': markdown`clear enough`,
  'attempts-spent': markdown`attempts left`,
  'cool-down': markdown`cooled down`,
  'daily-budget-spent': markdown`within today’s budget`,
  'open-pull-request-budget-spent': markdown`within the pull request budget`,
};

/** One answer of triage as a list item: sign, what was asked or found, evidence. */
export function reasonLines(reason: Reason): SafeText {
  const facts = Object.entries(reason.evidence).filter(([, value]) => value !== null && value !== '');
  const shown = facts.map(
    ([name, value]) => markdown`${codeSpan(name.replace(/[^\w ]/g, ''))} ${evidenceText(value)}`,
  );
  const sign = reason.verdict === 'accept' ? markdown`✓` : SIGNS[reason.outcome];
  const tail = shown.length === 0 ? markdown`` : markdown`: ${commas(shown)}`;
  const name =
    reason.outcome === 'pass' ? (PASSED[reason.code] ?? codeSpan(reason.code)) : codeSpan(reason.code);
  return markdown`- ${sign} ${name}${tail}`;
}

function evidenceText(value: EvidenceValue): SafeText {
  if (typeof value === 'number') return markdown`${Math.round(value * 100) / 100}`;
  return inlineText(Array.isArray(value) ? value.join('; ') : String(value), 240);
}
