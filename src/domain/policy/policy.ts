import { DEFAULT_TRIAGE_POLICY, type TriagePolicy } from './triage.ts';

/** What a run may do on GitHub. Every effect passes this. */
export interface ActionsPolicy {
  readonly comment: boolean;
  readonly label: boolean;
  readonly dispatch: boolean;
  /** Close what is over: recovered incidents, ended storms. */
  readonly close: boolean;
  readonly pullRequest: boolean;
}

/** Everything that `.github/patchpilot.yml` can say. */
export interface Policy {
  readonly triage: TriagePolicy;
  readonly actions: ActionsPolicy;
}

export const DEFAULT_POLICY: Policy = {
  triage: DEFAULT_TRIAGE_POLICY,
  actions: { comment: true, label: true, dispatch: true, close: true, pullRequest: true },
};
