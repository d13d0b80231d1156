import type { SafeText } from '../domain/trust.ts';
import type { EvidenceValue, Reason } from '../domain/verdict.ts';
import { codeSpan, inlineText } from '../safety/code.ts';
import { markdown } from '../safety/markdown.ts';

const SIGNS: Readonly<Record<Reason['outcome'], SafeText>> = {
  pass: markdown`✓`,
  note: markdown`·`,
  decisive: markdown`→`,
};

/** One answer of triage as a list item: sign, code, evidence. */
export function reasonLines(reason: Reason): SafeText {
  const facts = Object.entries(reason.evidence).filter(([, value]) => value !== null && value !== '');
  const shown = facts.map(
    ([name, value]) => markdown`${codeSpan(name.replace(/[^\w ]/g, ''))} ${evidenceText(value)}`,
  );
  const sign = reason.verdict === 'accept' ? markdown`✓` : SIGNS[reason.outcome];
  const tail = shown.length === 0 ? markdown`` : markdown`: ${shown.join(', ') as SafeText}`;
  return markdown`- ${sign} ${codeSpan(reason.code)}${tail}`;
}

function evidenceText(value: EvidenceValue): SafeText {
  if (typeof value === 'number') return markdown`${value}`;
  return inlineText(Array.isArray(value) ? value.join('; ') : String(value), 240);
}
