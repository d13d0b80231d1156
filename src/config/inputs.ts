import { JUDGE_INPUTS } from './judge-inputs.ts';
import { PRODUCT_INPUTS } from './product-inputs.ts';

/** Modes that this build of the Action knows. */
export const MODES = ['intake', 'verify', 'propose', 'performance', 'recover'] as const;
export type Mode = (typeof MODES)[number];

/** One input of action.yml. A contract test holds this table, action.yml and the README together. */
export interface InputSpec {
  readonly name: string;
  readonly description: string;
  /** As action.yml states it; '' means empty. */
  readonly default: string;
  /** Values of it are masked in the log and never leave the run. */
  readonly secret?: true;
}

export const INPUTS: readonly InputSpec[] = [
  {
    name: 'mode',
    description:
      'What this job does: `intake` turns Sentry-made issues into a decision and, when accepted, a brief; `verify` runs a worker’s patch on a clean machine and writes down what it saw; `propose` asks the gates and opens the draft pull request; `performance` looks for slow and regressed requests in Sentry’s spans (`schedule`, `workflow_dispatch`); `recover` proves from production that an incident is over, or says what is missing.',
    default: 'intake',
  },
  {
    name: 'enabled',
    description:
      'Kill switch: `false` ends the run at once, before anything is asked. Bind it to a repository variable: `enabled: ${{ vars.PATCHPILOT_ENABLED }}` (unset means on).',
    default: 'true',
  },
  {
    name: 'dry-run',
    description:
      'Set to `true` to see the whole plan in the log and the job summary while nothing is written anywhere.',
    default: 'false',
  },
  {
    name: 'since',
    description:
      'Backtest: with `dry-run: true`, replays the Sentry issues of this period (such as `30d`, at most `90d`) through the gate and shows in the job summary what would have happened, and why.',
    default: '',
  },
  {
    name: 'github-token',
    description:
      'Token for this repository. The default is the job’s own; give it `issues: write`, `contents: read` and `pull-requests: read` for intake, and `deployments: read` beside for recover; `contents: write`, `pull-requests: write` and `issues: write` for propose. `verify` uses none.',
    default: '${{ github.token }}',
    secret: true,
  },
  {
    name: 'sentry-token',
    description:
      'Read token for Sentry with `event:read`, `project:read` and `org:read`. Create it under Settings → Custom Integrations → Internal Integration and store it as an Actions secret.',
    default: '',
    secret: true,
  },
  {
    name: 'sentry-org',
    description:
      'Slug of your Sentry organization: the `acme` of `https://acme.sentry.io`. Issues of any other organization are refused.',
    default: '',
  },
  {
    name: 'sentry-projects',
    description:
      'Sentry project slugs that belong to this repository, separated by commas. Empty: every project of the organization.',
    default: '',
  },
  {
    name: 'sentry-url',
    description:
      'Address of your Sentry: `https://us.sentry.io`, `https://de.sentry.io`, or your own host. Only this host ever gets the token.',
    default: 'https://sentry.io',
  },
  {
    name: 'vercel-token',
    description:
      'For `recover`: a Vercel token that may read the project. Without it GitHub’s deployments, a version address or Sentry’s deploys say what production serves.',
    default: '',
    secret: true,
  },
  {
    name: 'vercel-project',
    description:
      'For `recover`: id (`prj_…`) or name of the Vercel project that production is deployed from.',
    default: '',
  },
  {
    name: 'vercel-team',
    description: 'For `recover`: id (`team_…`) or slug of the Vercel team that owns the project.',
    default: '',
  },
  {
    name: 'vercel-url',
    description: 'Address of Vercel’s API.',
    default: 'https://api.vercel.com',
  },
  {
    name: 'environment',
    description:
      'Names that production has in Sentry, separated by commas. Errors from anywhere else, or from nowhere stated, are never acted on.',
    default: 'production',
  },
  {
    name: 'label',
    description:
      'Label that lists the incidents which ask for attention; umbrella issues of storms get it with `:storm` behind. Every workflow of the repository must use the same.',
    default: 'patchpilot',
  },
  {
    name: 'marker-key',
    description:
      'Optional secret of at least 16 characters that seals the record in the comments and the memory: what another workflow writes in the same name is not believed then. Set it from the start; a record without the seal counts as none.',
    default: '',
    secret: true,
  },
  {
    name: 'issue',
    description: 'Number of one issue to handle (for `workflow_dispatch`). Empty: every open candidate.',
    default: '',
  },
  {
    name: 'rebuild',
    description:
      'On a sweep: `true` makes the memory anew from what stands on GitHub. It also happens by itself when there is none.',
    default: 'false',
  },
  {
    name: 'redispatch',
    description:
      'With `issue` on `workflow_dispatch`: `true` hands the incident over again, as `/patchpilot retry` would.',
    default: 'false',
  },
  {
    name: 'output-directory',
    description:
      'Folder for the briefs, or for the proof, made if it is missing. Empty: `patchpilot` inside the runner’s temporary folder.',
    default: '',
  },
  {
    name: 'base-sha',
    description:
      'For `verify` and `propose`: full id of the commit that the patch starts from. The workspace must hold it.',
    default: '',
  },
  {
    name: 'patch-file',
    description: 'For `verify` and `propose`: the worker’s patch, made with `git diff --cached --binary`.',
    default: '',
  },
  {
    name: 'patch-sha256',
    description:
      'For `verify` and `propose`: SHA-256 of the patch file in hex, as the job that made it put it into its outputs. A patch that does not match is refused, and so is one without it.',
    default: '',
  },
  {
    name: 'brief-file',
    description: 'For `verify`: the brief that the worker was given. Its digest is written into the proof.',
    default: '',
  },
  {
    name: 'brief-sha256',
    description: 'For `verify`: SHA-256 of the brief in hex, from the `repairs` output of intake.',
    default: '',
  },
  {
    name: 'fingerprint',
    description:
      'For `propose`: class of the incident, from the `repairs` output of intake. Names the branch.',
    default: '',
  },
  {
    name: 'attempt',
    description: 'For `propose`: number of the attempt, from the `repairs` output of intake.',
    default: '',
  },
  {
    name: 'proof-file',
    description: 'For `propose`: the `proof.json` that verify wrote.',
    default: '',
  },
  {
    name: 'proof-digest',
    description:
      'For `propose`: SHA-256 of the proof, from the `proof-digest` output of the verify job, never from the artifact.',
    default: '',
  },
  {
    name: 'report-file',
    description:
      'For `propose`: what the worker says of its patch: JSON with `rootCause`, `changed` and `tested`, or plain words. Shown as its words, believed nowhere.',
    default: '',
  },
  {
    name: 'usage-file',
    description:
      'For `propose`: Claude’s execution file or a Codex session file, from which cost and turns are read.',
    default: '',
  },
  ...JUDGE_INPUTS,
  ...PRODUCT_INPUTS,
];

/** One output of action.yml. */
export interface OutputSpec {
  readonly name: string;
  readonly description: string;
}

export const OUTPUTS: readonly OutputSpec[] = [
  {
    name: 'decision',
    description:
      '`accept`, `defer`, `ignore` or `escalate`; over several issues the one that asks for most attention. For `verify`: `proven`, `unproven` or `refused`. For `propose`: `proposed`, `refused`, `deferred` or `failed`. For `recover`: `close`, `wait`, `retry` or `escalate`. Empty only if the step failed.',
  },
  {
    name: 'reason-code',
    description: 'Stable name of the reason that decided, such as `environment-not-production`.',
  },
  {
    name: 'repairs',
    description:
      'JSON array for a job matrix, one entry an accepted incident: `{issue, fingerprint, attempt, brief, base, digest}`. `[]` when there is nothing to repair.',
  },
  {
    name: 'output-directory',
    description: 'Folder that holds the briefs, or `proof.json`: upload it as an artifact for the next job.',
  },
  {
    name: 'proof-digest',
    description: 'For `verify`: SHA-256 in hex of `proof.json` in the output directory. `propose` wants it.',
  },
  {
    name: 'pull-request',
    description: 'For `propose`: number of the draft pull request that stands now; empty when there is none.',
  },
  {
    name: 'result',
    description:
      'Versioned JSON of the whole outcome, one line: every decision with its reasons, and what was written.',
  },
];
