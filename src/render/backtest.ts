import type { Backtest, BacktestRow } from '../domain/backtest.ts';
import type { SafeText } from '../domain/trust.ts';
import type { Verdict } from '../domain/verdict.ts';
import { codeSpan } from '../safety/code.ts';
import { markdown, paragraphs, pieDiagram, table } from '../safety/markdown.ts';
import { REASON_WORDS } from './reason-words.ts';

/** Rows beyond which a table is no longer read. */
const MOST_ROWS = 100;

const NAMES: Readonly<Record<Verdict, string>> = {
  accept: 'handed to a worker',
  escalate: 'a person asked',
  defer: 'left to somebody',
  ignore: 'ignored',
};

/** What would have happened, at a glance and then one by one. */
export function renderBacktest({ since, complete, rows }: Backtest): SafeText {
  const by = Map.groupBy(rows, ({ decision }) => decision.verdict);
  const count = (verdict: Verdict) => by.get(verdict)?.length ?? 0;
  const acted = rows.filter(
    ({ decision }) => decision.verdict === 'accept' || decision.verdict === 'escalate',
  );
  return paragraphs([
    markdown`### Patchpilot backtest, ${codeSpan(since)}: nothing was written`,
    markdown`**${rows.length} issues of production were in Sentry. ${count('accept')} would have gone to a worker, a person would have been asked about ${count('escalate')}, and ${count('defer') + count('ignore')} would have been left alone.** Judged with today’s files and configuration, each at the moment when it began.`,
    complete ? null : markdown`There were more; these are the newest.`,
    rows.length === 0
      ? null
      : pieDiagram(
          'Verdicts',
          [...by].map(([verdict, all]) => [NAMES[verdict], all.length] as const),
        ),
    acted.length === 0 ? markdown`It would have stayed silent all the time.` : decisions(acted),
    reasons(rows),
  ]);
}

function decisions(rows: readonly BacktestRow[]): SafeText {
  const head = [
    markdown`Began`,
    markdown`Sentry issue`,
    markdown`Events`,
    markdown`Users`,
    markdown`Severity`,
    markdown`Verdict`,
    markdown`Why`,
  ];
  const body = rows
    .slice(0, MOST_ROWS)
    .map((row) => [
      codeSpan(row.beganAt.slice(0, 16).replace('T', ' ')),
      codeSpan(row.signal.replace(/[^\w-]/g, '')),
      row.count,
      row.userCount,
      row.severity,
      codeSpan(row.decision.verdict),
      REASON_WORDS[row.decision.reasonCode].what,
    ]);
  const more = rows.length - body.length;
  return paragraphs([table(head, body), more > 0 ? markdown`and ${more} more` : null]);
}

/** Every reason with how often it decided: what to tune is what stands on top. */
function reasons(rows: readonly BacktestRow[]): SafeText | null {
  if (rows.length === 0) return null;
  const groups = [...Map.groupBy(rows, ({ decision }) => decision.reasonCode)].sort(
    (a, b) => b[1].length - a[1].length,
  );
  const body = groups.map(([code, all]) => [codeSpan(code), all.length, REASON_WORDS[code].what]);
  return table([markdown`Reason`, markdown`Issues`, markdown`What it means`], body);
}
