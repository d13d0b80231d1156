import type { Backtest } from './backtest.ts';
import type { Dispatch, Receipt } from './effect.ts';
import type { ProductImpact } from './impact.ts';
import type { Decision, Verdict } from './verdict.ts';

/** One incident of a run: what was decided. */
export interface Finding {
  /** Issue number; `null` when there was no incident to judge. */
  readonly issue: number | null;
  /** Short id of its Sentry issue, when it was read. */
  readonly signal: string | null;
  readonly decision: Decision;
  /** What it cost the product, when that was counted. */
  readonly productImpact?: ProductImpact;
}

/** What a run reports: in three lines, in the summary and in the outputs. */
export interface Outcome {
  readonly mode: string;
  readonly dryRun: boolean;
  readonly findings: readonly Finding[];
  readonly dispatches: readonly (Dispatch & { readonly digest: string })[];
  readonly receipts: readonly Receipt[];
  /** Clean sentences for the log, one annotation each. */
  readonly notices: readonly string[];
  /** Past signals, when the run was a backtest. */
  readonly backtest?: Backtest;
}

/** From most to least attention: names the `decision` output of a run over several incidents. */
const ATTENTION: readonly Verdict[] = ['accept', 'escalate', 'defer', 'ignore'];

/** The decision that speaks for the whole run, or `null` when nothing was judged. */
export function leadingDecision(findings: readonly Finding[]): Decision | null {
  for (const verdict of ATTENTION) {
    const found = findings.find((finding) => finding.decision.verdict === verdict);
    if (found !== undefined) return found.decision;
  }
  return null;
}
