import type { Dispatch, Receipt } from './effect.ts';
import type { RecoveryDecision, RecoveryKind } from './recovery.ts';

/** One incident that a run looked at. */
export interface RecoveryFinding {
  readonly issue: number;
  /** Short id of its Sentry issue. */
  readonly signal: string | null;
  readonly decision: RecoveryDecision;
}

/** What a recovery run reports. */
export interface RecoveryOutcome {
  readonly dryRun: boolean;
  /** Incidents on record that are watched, due or not. */
  readonly watched: number;
  readonly findings: readonly RecoveryFinding[];
  readonly dispatches: readonly (Dispatch & { readonly digest: string })[];
  readonly receipts: readonly Receipt[];
  /** Clean sentences for the log, one annotation each. */
  readonly notices: readonly string[];
}

/** From most to least attention: names the `decision` output of a run over several incidents. */
const ATTENTION: readonly RecoveryKind[] = ['retry', 'escalate', 'close', 'wait'];

/** The decision that speaks for the whole run; `null` when nothing was due. */
export function leadingRecovery(findings: readonly RecoveryFinding[]): RecoveryDecision | null {
  for (const kind of ATTENTION) {
    const found = findings.find(({ decision }) => decision.kind === kind);
    if (found !== undefined) return found.decision;
  }
  return null;
}
