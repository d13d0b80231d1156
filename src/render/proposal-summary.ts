import type { ProposalOutcome } from '../domain/proposal-outcome.ts';
import type { SafeText } from '../domain/trust.ts';
import { codeSpan } from '../safety/code.ts';
import { markdown, paragraphs, table } from '../safety/markdown.ts';
import { sanitizeMarkdown } from '../safety/sanitize.ts';

/** The job summary of `propose`: what became of the patch, and every answer. */
export function renderProposalSummary(outcome: ProposalOutcome): SafeText {
  const { verdict, reason, issue, attempt, pullRequest, requirements, dryRun, notices } = outcome;
  const rows = requirements.map((one) => [
    codeSpan(one.outcome),
    codeSpan(one.name),
    sanitizeMarkdown(one.reason.replaceAll('|', '¦'), { hosts: [], limit: 300 }),
  ]);
  return paragraphs([
    markdown`### Patchpilot ${codeSpan('propose')}${dryRun ? markdown` (dry run: nothing was written)` : markdown``}`,
    markdown`Attempt ${attempt} at issue ${issue}: **${codeSpan(verdict)}** (${codeSpan(reason.replace(/[^\w-]/g, ''))})${pullRequest === null ? markdown`` : markdown`, pull request ${pullRequest}`}.`,
    ...notices.map((notice) => sanitizeMarkdown(notice, { hosts: [], limit: 600 })),
    rows.length === 0 ? null : table([markdown`Answer`, markdown`Asked`, markdown`Why`], rows),
  ]);
}
