import { DEFAULT_GATE_POLICY, type GatePolicy } from './gate.ts';
import { DEFAULT_IMPACT_POLICY, type ImpactPolicy } from './impact.ts';
import { DEFAULT_JUDGE_POLICY, type JudgePolicy } from './judge.ts';
import { DEFAULT_PERFORMANCE_POLICY, type PerformancePolicy } from './performance.ts';
import { DEFAULT_PRODUCTION_POLICY, type ProductionPolicy } from './production.ts';
import { DEFAULT_PROPOSE_POLICY, type ProposePolicy } from './propose.ts';
import { DEFAULT_RECOVERY_POLICY, type RecoveryPolicy } from './recovery.ts';
import { DEFAULT_TRIAGE_POLICY, type TriagePolicy } from './triage.ts';
import { DEFAULT_VERIFY_POLICY, type VerifyPolicy } from './verify.ts';

/** What a run may do on GitHub. Every effect passes this. */
export interface ActionsPolicy {
  readonly comment: boolean;
  readonly label: boolean;
  readonly dispatch: boolean;
  /** Close what is over: recovered incidents, ended storms. */
  readonly close: boolean;
  readonly pullRequest: boolean;
}

/** Where signals come from. */
export interface IntakePolicy {
  readonly source: 'github' | 'sentry' | 'both';
  /** Sentry's search. */
  readonly query: string;
  /** Sentry's `statsPeriod`. */
  readonly period: string;
  readonly mostNew: number;
  /** Slug of the internal integration that links issues in Sentry; `null`: they are not linked. */
  readonly sentryApp: string | null;
}

/** Everything that `.github/patchpilot.yml` can say. */
export interface Policy {
  readonly triage: TriagePolicy;
  readonly actions: ActionsPolicy;
  readonly intake: IntakePolicy;
  readonly verify: VerifyPolicy;
  readonly gates: GatePolicy;
  readonly propose: ProposePolicy;
  readonly judge: JudgePolicy;
  readonly performance: PerformancePolicy;
  readonly impact: ImpactPolicy;
  readonly recovery: RecoveryPolicy;
  readonly production: ProductionPolicy;
}

export const DEFAULT_POLICY: Policy = {
  triage: DEFAULT_TRIAGE_POLICY,
  intake: { source: 'github', query: 'is:unresolved', period: '14d', mostNew: 50, sentryApp: null },
  actions: { comment: true, label: true, dispatch: true, close: true, pullRequest: true },
  verify: DEFAULT_VERIFY_POLICY,
  gates: DEFAULT_GATE_POLICY,
  propose: DEFAULT_PROPOSE_POLICY,
  judge: DEFAULT_JUDGE_POLICY,
  performance: DEFAULT_PERFORMANCE_POLICY,
  impact: DEFAULT_IMPACT_POLICY,
  recovery: DEFAULT_RECOVERY_POLICY,
  production: DEFAULT_PRODUCTION_POLICY,
};
