import type { Policy } from '../../domain/policy/policy.ts';

/** What the workflow says to intake, before the repository's own configuration is known. */
export interface IntakeSettings {
  readonly dryRun: boolean;
  /** One issue (`workflow_dispatch`), or `null`. */
  readonly issue: number | null;
  /** A backtest over this period (Sentry's `statsPeriod`) instead of a run; `null`: a run. */
  readonly since: string | null;
  /** Makes the memory anew from the record. */
  readonly rebuild: boolean;
  /** A person with write access started the run to hand the issue over again. */
  readonly redispatch: boolean;
  /** Label that lists the incidents which ask for attention. */
  readonly label: string;
  readonly organization: string | null;
  readonly projects: readonly string[];
  readonly environments: readonly string[];
  /** Parses `.github/patchpilot.yml`; throws ConfigError with every problem at once. */
  readonly readPolicy: (text: string | null) => Policy;
}
