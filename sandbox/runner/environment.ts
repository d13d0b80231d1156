import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { RepositoryDouble } from '../github/double.ts';
import type { WorkflowEvent } from '../github/webhooks.ts';
import type { Sandbox } from '../sandbox.ts';

/** Folders and files that the runner makes for one step. */
export type StepFiles = {
  readonly temp: string;
  readonly workspace: string;
  readonly event: string;
  readonly output: string;
  readonly summary: string;
  readonly state: string;
  readonly env: string;
  readonly path: string;
};

export type Step = {
  readonly sandbox: Sandbox;
  readonly repository: RepositoryDouble;
  readonly event: WorkflowEvent;
  readonly files: StepFiles;
  readonly runId: number;
  readonly runAttempt: number;
};

/** Exactly what a Linux runner gives a JavaScript action; nothing of our own environment but the path to node. */
export function runnerEnvironment(step: Step): Record<string, string> {
  return {
    PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
    HOME: step.files.temp,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    ...runVariables(step),
    ...fileVariables(step.files),
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: 'X64',
    RUNNER_NAME: 'GitHub Actions 1',
    RUNNER_ENVIRONMENT: 'github-hosted',
    // For tests only: the Action takes this as the time. No runner sets it.
    PATCHPILOT_NOW: step.sandbox.clock.iso(),
    // The double needs no pause between writes; GitHub does.
    PATCHPILOT_PACE: 'off',
  };
}

/** Who runs what, where and why. */
function runVariables(step: Step): Record<string, string> {
  const { sandbox, repository, event } = step;
  const [owner = '', name = ''] = repository.fullName.split('/');
  return {
    GITHUB_ACTION: '__patchpilot',
    GITHUB_ACTOR: event.actor,
    GITHUB_ACTOR_ID: String(sandbox.github.state.accounts.get(event.actor.toLowerCase())?.id ?? 1),
    GITHUB_TRIGGERING_ACTOR: event.actor,
    GITHUB_API_URL: sandbox.github.url,
    GITHUB_GRAPHQL_URL: `${sandbox.github.url}/graphql`,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_EVENT_NAME: event.name,
    GITHUB_REPOSITORY: `${owner}/${name}`,
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_REPOSITORY_ID: String(repository.state.id),
    GITHUB_REF: event.ref,
    GITHUB_REF_NAME: event.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    GITHUB_REF_TYPE: event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_SHA: event.sha,
    GITHUB_JOB: 'patchpilot',
    GITHUB_WORKFLOW: 'Patchpilot',
    GITHUB_WORKFLOW_REF: `${owner}/${name}/.github/workflows/patchpilot.yml@${event.ref}`,
    GITHUB_WORKFLOW_SHA: event.sha,
    GITHUB_RUN_ID: String(step.runId),
    GITHUB_RUN_NUMBER: '1',
    GITHUB_RUN_ATTEMPT: String(step.runAttempt),
    GITHUB_RETENTION_DAYS: '90',
  };
}

/** The files and folders of the step. */
function fileVariables(files: StepFiles): Record<string, string> {
  return {
    GITHUB_WORKSPACE: files.workspace,
    GITHUB_OUTPUT: files.output,
    GITHUB_STEP_SUMMARY: files.summary,
    GITHUB_STATE: files.state,
    GITHUB_ENV: files.env,
    GITHUB_PATH: files.path,
    GITHUB_EVENT_PATH: files.event,
    RUNNER_TEMP: files.temp,
    RUNNER_TOOL_CACHE: join(files.temp, 'tools'),
  };
}

type ActionInput = { readonly default?: string | number | boolean; readonly required?: boolean };

/** Defaults of action.yml, which the runner fills in before the action starts. */
function defaultInputs(actionFile: string, token: string): Record<string, string> {
  if (!existsSync(actionFile)) return {};
  const { inputs } = parse(readFileSync(actionFile, 'utf8')) as {
    inputs?: Record<string, ActionInput | null>;
  };
  const value = (text: string) => text.replace(/\$\{\{\s*github\.token\s*\}\}/g, token);
  return Object.fromEntries(
    Object.entries(inputs ?? {}).map(([name, input]) => {
      const filled = value(String(input?.default ?? ''));
      if (filled.includes('${{'))
        throw new Error(`the harness cannot evaluate the default of input ${name}: ${filled}`);
      return [name, filled];
    }),
  );
}

/** `INPUT_*` as the runner writes them: upper case, blanks to underscores, hyphens kept; given ones win. */
export function inputVariables(
  actionFile: string,
  token: string,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const all = { ...defaultInputs(actionFile, token), ...given };
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
  );
}
