import { leadingRecovery, type RecoveryOutcome } from '../domain/recovery-outcome.ts';
import type { SafeText } from '../domain/trust.ts';
import { logLine } from '../safety/log-line.ts';
import { appendSummary, setOutput } from './files.ts';
import type { Log } from './log.ts';

/** Version of the `result` output. */
const RESULT_VERSION = 1;
/** Job outputs end at 1 MB in UTF-16. */
const MOST_FINDINGS = 500;

/** Outputs, the three lines of the log, and the summary of a recovery run. */
export function reportRecovery(
  outcome: RecoveryOutcome,
  {
    env,
    log,
    outputDirectory,
    summary,
  }: {
    readonly env: NodeJS.ProcessEnv;
    readonly log: Log;
    readonly outputDirectory: string;
    readonly summary: SafeText | null;
  },
): void {
  const leading = leadingRecovery(outcome.findings);
  const file = env.GITHUB_OUTPUT;
  setOutput(file, 'decision', leading?.kind ?? 'wait');
  setOutput(file, 'reason-code', leading?.reasons[0]?.code ?? 'nothing-due');
  setOutput(file, 'repairs', JSON.stringify(outcome.dispatches));
  setOutput(file, 'output-directory', outputDirectory.replace(/[\r\n]/g, ''));
  setOutput(file, 'result', resultJson(outcome));
  log.line(logLine(`Saw: ${outcome.findings.length} of ${outcome.watched} watched incidents due`));
  log.line(logLine(`Decided: ${decided(outcome)}`));
  log.line(logLine(`Did: ${did(outcome)}`));
  for (const notice of outcome.notices) log.notice(logLine(notice));
  if (summary !== null) appendSummary(env.GITHUB_STEP_SUMMARY, summary);
}

function resultJson({ dryRun, findings, dispatches, receipts }: RecoveryOutcome): string {
  const decisions = findings.slice(0, MOST_FINDINGS).map(({ issue, decision }) => ({
    issue,
    decision: decision.kind,
    reasonCode: decision.reasons[0]?.code ?? null,
    reasons: decision.reasons.map(({ code, says }) => ({ code, says })),
    confidence: decision.confidence,
    nextCheckAt: decision.nextCheckAt,
  }));
  const written = receipts.map(({ kind, effect, target }) => ({ kind, effect, target }));
  return JSON.stringify({
    version: RESULT_VERSION,
    mode: 'recover',
    dryRun,
    decisions,
    repairs: dispatches,
    written,
  });
}

function decided({ findings }: RecoveryOutcome): string {
  if (findings.length === 0) return 'nothing';
  if (findings.length > 8) {
    const counts = Map.groupBy(findings, ({ decision }) => decision.kind);
    return [...counts].map(([kind, all]) => `${all.length} × ${kind}`).join(', ');
  }
  return findings
    .map(({ issue, decision }) => `#${issue} ${decision.kind} (${decision.reasons[0]?.code ?? ''})`)
    .join(', ');
}

function did({ receipts, dispatches, dryRun }: RecoveryOutcome): string {
  const named = (kind: string) =>
    receipts
      .filter((one) => one.kind === kind)
      .map((one) => `${one.effect} on ${one.target}`)
      .join(', ');
  if (dryRun) return `nothing, this is a dry run (would have: ${named('skipped') || 'written nothing'})`;
  const handed =
    dispatches.length > 0 ? `; handed over ${dispatches.map((one) => `#${one.issue}`).join(', ')}` : '';
  return `${named('done') || 'nothing'}${handed}`;
}
