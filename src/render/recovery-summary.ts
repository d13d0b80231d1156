import type { RecoveryFinding, RecoveryOutcome } from '../domain/recovery-outcome.ts';
import type { SafeText } from '../domain/trust.ts';
import { codeSpan } from '../safety/code.ts';
import { markdown, paragraphs, table } from '../safety/markdown.ts';
import { minuteOf } from './measure.ts';
import { silenceLine } from './recovery.ts';
import { RECOVERY_WORDS } from './recovery-words.ts';

/** Rows beyond which a table is no longer read. */
const MOST_ROWS = 200;

/** The job summary of a recovery run: every incident that was due, what was decided, and what was done. */
export function renderRecoverySummary(outcome: RecoveryOutcome): SafeText {
  const { findings, receipts, dryRun, watched } = outcome;
  const more = findings.length - MOST_ROWS;
  return paragraphs([
    markdown`### Patchpilot ${codeSpan('recover')}${dryRun ? markdown` (dry run: nothing was written)` : markdown``}`,
    findings.length === 0
      ? markdown`Nothing was due; ${watched} incidents are watched.`
      : table(
          [
            markdown`Incident`,
            markdown`Decision`,
            markdown`Reason`,
            markdown`What it means`,
            markdown`Next check (UTC)`,
          ],
          findings.slice(0, MOST_ROWS).map(row),
        ),
    more > 0 ? markdown`and ${more} more; the \`result\` output has them all` : null,
    receipts.length === 0 ? markdown`Nothing was written.` : writes(outcome),
  ]);
}

function row({ issue, decision }: RecoveryFinding): readonly SafeText[] {
  const code = decision.reasons[0]?.code ?? 'liveness-unknown';
  const silence = silenceLine(decision);
  const what = RECOVERY_WORDS[code].what;
  return [
    markdown`issue ${issue}`,
    codeSpan(decision.kind),
    codeSpan(code),
    silence === null ? what : markdown`${what} ${silence}`,
    decision.nextCheckAt === null ? markdown`never` : codeSpan(minuteOf(decision.nextCheckAt)),
  ];
}

function writes({ receipts }: RecoveryOutcome): SafeText {
  const rows = receipts
    .slice(0, MOST_ROWS)
    .map((receipt) => [
      codeSpan(receipt.target.replaceAll('#', 'issue ')),
      codeSpan(receipt.effect),
      codeSpan(receipt.kind === 'skipped' ? `skipped: ${receipt.why}` : receipt.kind),
    ]);
  return table([markdown`Where`, markdown`What`, markdown`Outcome`], rows);
}
