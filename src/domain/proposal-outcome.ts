import type { Receipt } from './effect.ts';
import type { Requirement } from './proposal.ts';
import type { ReasonCode } from './reason-codes.ts';

/**
 * What became of a proposal. `proposed`: a draft pull request stands. `refused`: a requirement failed. `deferred`: a
 * person was first, or the record knows no such attempt. `failed`: GitHub did not let us.
 */
export interface ProposalOutcome {
  readonly verdict: 'proposed' | 'refused' | 'deferred' | 'failed';
  /** Name of the failed requirement, or a reason code. */
  readonly reason: string | ReasonCode;
  readonly issue: number;
  readonly attempt: number;
  readonly pullRequest: number | null;
  readonly requirements: readonly Requirement[];
  readonly receipts: readonly Receipt[];
  readonly dryRun: boolean;
  /** Clean sentences for the log. */
  readonly notices: readonly string[];
}
