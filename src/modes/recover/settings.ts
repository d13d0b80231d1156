import type { Policy } from '../../domain/policy/policy.ts';

/** What the workflow says to recover, before the repository's own configuration is known. */
export interface RecoverSettings {
  readonly dryRun: boolean;
  /** One issue (`workflow_dispatch`), or `null`. */
  readonly issue: number | null;
  /** Label that lists incidents. */
  readonly label: string;
  /** Names that production has in Sentry. */
  readonly environments: readonly string[];
  readonly organization: string | null;
  readonly projects: readonly string[];
  /** Parses `.github/patchpilot.yml`; throws ConfigError with every problem at once. */
  readonly readPolicy: (text: string | null) => Policy;
}
