import type { ProposalOutcome } from '../domain/proposal-outcome.ts';
import type { SafeText } from '../domain/trust.ts';
import { logLine } from '../safety/log-line.ts';
import { appendSummary, setOutput } from './files.ts';
import type { Log } from './log.ts';

/** Where the report of a proposal goes. */
export interface ProposalReport {
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  readonly summary: SafeText;
}

/** Outputs, the three lines of the log, and the summary. Texts of the patch never leave through an output. */
export function reportProposal(outcome: ProposalOutcome, { env, log, summary }: ProposalReport): void {
  const file = env.GITHUB_OUTPUT;
  const { verdict, reason, issue, attempt, pullRequest, requirements, receipts, dryRun } = outcome;
  const answers = requirements.map(({ name, outcome: answer }) => ({ name, outcome: answer }));
  const written = receipts.map(({ kind, effect, target }) => ({ kind, effect, target }));
  setOutput(file, 'decision', verdict);
  setOutput(file, 'reason-code', reason.replace(/[^\w-]/g, ''));
  setOutput(file, 'repairs', '[]');
  setOutput(file, 'pull-request', pullRequest === null ? '' : String(pullRequest));
  const result = {
    version: 1,
    mode: 'propose',
    dryRun,
    verdict,
    reason,
    issue,
    attempt,
    pullRequest,
    answers,
    written,
  };
  setOutput(file, 'result', JSON.stringify(result));
  const failed = requirements.filter((one) => one.outcome === 'fail').map(({ name }) => name);
  log.line(logLine(`Saw: attempt ${attempt} at issue #${issue}, ${requirements.length} answers`));
  log.line(logLine(`Decided: ${verdict} (${failed.join(', ') || reason})`));
  log.line(
    logLine(
      `Did: ${written.map((one) => `${one.effect} on ${one.target}: ${one.kind}`).join(', ') || 'nothing'}`,
    ),
  );
  for (const notice of outcome.notices) log.notice(logLine(notice));
  appendSummary(env.GITHUB_STEP_SUMMARY, summary);
}
