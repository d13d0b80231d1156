import type { Outcome } from '../domain/outcome.ts';
import { leadingDecision } from '../domain/outcome.ts';
import type { SafeText } from '../domain/trust.ts';
import { logLine } from '../safety/log-line.ts';
import { appendSummary, setOutput } from './files.ts';
import type { Log } from './log.ts';

/** Where the report of a run goes. */
export interface ReportPlace {
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  /** Folder of the briefs. */
  readonly outputDirectory: string;
  /** `null`: nothing happened that a summary would have to say. */
  readonly summary: SafeText | null;
}

/** Version of the `result` output. */
const RESULT_VERSION = 1;

/** Outputs, the three lines of the log, and the summary. */
export function report(outcome: Outcome, { env, log, outputDirectory, summary }: ReportPlace): void {
  const decision = leadingDecision(outcome.findings);
  const file = env.GITHUB_OUTPUT;
  setOutput(file, 'decision', decision?.verdict ?? 'ignore');
  setOutput(file, 'reason-code', decision?.reasonCode ?? 'not-sentry-issue');
  setOutput(file, 'repairs', JSON.stringify(outcome.dispatches));
  setOutput(file, 'output-directory', outputDirectory.replace(/[\r\n]/g, ''));
  setOutput(file, 'result', resultJson(outcome));
  log.line(logLine(`Saw: ${seen(outcome)}`));
  log.line(logLine(`Decided: ${decided(outcome)}`));
  log.line(logLine(`Did: ${done(outcome)}`));
  for (const notice of outcome.notices) log.notice(logLine(notice));
  if (summary !== null) appendSummary(env.GITHUB_STEP_SUMMARY, summary);
}

/** Job outputs end at 1 MB in UTF-16; a sweep keeps far below with this many decisions. */
const MOST_FINDINGS = 500;

function resultJson({ mode, dryRun, findings, dispatches, receipts }: Outcome): string {
  const decisions = findings.slice(0, MOST_FINDINGS).map(({ issue, decision, productImpact }) => ({
    issue,
    verdict: decision.verdict,
    reasonCode: decision.reasonCode,
    // Codes and numbers only: texts of an event never leave through an output.
    reasons: decision.reasons.map(({ code, outcome }) => ({ code, outcome })),
    // Names of the events are the configuration's own.
    ...(productImpact === undefined ? {} : { productImpact }),
  }));
  const written = receipts.map(({ kind, effect, target }) => ({ kind, effect, target }));
  return JSON.stringify({ version: RESULT_VERSION, mode, dryRun, decisions, repairs: dispatches, written });
}

function seen({ findings }: Outcome): string {
  const issues = findings.flatMap(({ issue }) => (issue === null ? [] : [`#${issue}`]));
  if (issues.length === 0)
    return findings.length === 0 ? 'nothing to decide' : 'an event that is no Sentry issue';
  return issues.length <= 10 ? `issue ${issues.join(', ')}` : `${issues.length} issues`;
}

function decided({ findings }: Outcome): string {
  if (findings.length === 0) return 'nothing';
  if (findings.length === 1 && findings[0] !== undefined)
    return `${findings[0].decision.verdict} (${findings[0].decision.reasonCode})`;
  const counts = Map.groupBy(findings, ({ decision }) => decision.verdict);
  return [...counts].map(([verdict, all]) => `${all.length} × ${verdict}`).join(', ');
}

function done({ receipts, dispatches, dryRun }: Outcome): string {
  if (dryRun)
    return `nothing, this is a dry run (would have: ${receipts.map((one) => `${one.effect} on ${one.target}`).join(', ') || 'written nothing'})`;
  const done_ = receipts.filter((one) => one.kind === 'done').map((one) => `${one.effect} on ${one.target}`);
  const handed =
    dispatches.length > 0 ? `; handed over ${dispatches.map((one) => `#${one.issue}`).join(', ')}` : '';
  const failed = receipts
    .filter((one) => one.kind === 'failed')
    .map((one) => `${one.effect} on ${one.target}`);
  const left = failed.length > 0 ? `; could not: ${failed.join(', ')}, the next run tries again` : '';
  return `${done_.join(', ') || 'nothing'}${handed}${left}`;
}
