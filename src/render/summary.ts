import type { Receipt } from '../domain/effect.ts';
import type { Finding, Outcome } from '../domain/outcome.ts';
import type { SafeText } from '../domain/trust.ts';
import { codeSpan } from '../safety/code.ts';
import { lines, markdown, paragraphs, table } from '../safety/markdown.ts';
import { renderBacktest } from './backtest.ts';
import { REASON_WORDS } from './reason-words.ts';
import { reasonLines } from './reasons.ts';

/** Rows beyond which a table is no longer read. */
const MOST_ROWS = 200;

/** The job summary: what was decided and why, and what was done. */
export function renderSummary(outcome: Outcome): SafeText {
  const { findings, receipts, dryRun, mode } = outcome;
  if (outcome.backtest !== undefined) return renderBacktest(outcome.backtest);
  return paragraphs([
    markdown`### Patchpilot ${codeSpan(mode)}${dryRun ? markdown` (dry run: nothing was written)` : markdown``}`,
    findings.length === 0 ? markdown`There was nothing to decide.` : decisions(findings),
    findings.length === 1 && findings[0] !== undefined ? reasons(findings[0]) : null,
    receipts.length === 0 ? markdown`Nothing was written.` : writes(receipts),
  ]);
}

function decisions(findings: readonly Finding[]): SafeText {
  const rows = findings
    .slice(0, MOST_ROWS)
    .map(({ issue, signal, decision }) => [
      place(issue, signal),
      codeSpan(decision.verdict),
      codeSpan(decision.reasonCode),
      REASON_WORDS[decision.reasonCode].what,
    ]);
  const more = findings.length - rows.length;
  return paragraphs([
    table([markdown`Incident`, markdown`Verdict`, markdown`Reason`, markdown`What it means`], rows),
    more > 0 ? markdown`and ${more} more; the \`result\` output has them all` : null,
  ]);
}

function place(issue: number | null, signal: string | null): SafeText {
  if (issue !== null) return markdown`issue ${issue}`;
  return signal === null ? markdown`this event` : codeSpan(signal.replace(/[^\w-]/g, ''));
}

function reasons({ decision }: Finding): SafeText {
  return lines(decision.reasons.map(reasonLines));
}

function writes(receipts: readonly Receipt[]): SafeText {
  const rows = receipts
    .slice(0, MOST_ROWS)
    .map((receipt) => [
      codeSpan(receipt.target.replace('#', 'issue ')),
      codeSpan(receipt.effect),
      codeSpan(receipt.kind === 'skipped' ? `skipped: ${receipt.why}` : receipt.kind),
    ]);
  return table([markdown`Where`, markdown`What`, markdown`Outcome`], rows);
}
