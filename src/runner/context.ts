import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../domain/errors.ts';
import type { Trigger } from '../domain/trigger.ts';
import { readTrigger } from './trigger.ts';

/** The run as the runner describes it (`GITHUB_*`, `RUNNER_*`). */
export interface RunContext {
  readonly trigger: Trigger;
  readonly owner: string;
  readonly repository: string;
  /** `GITHUB_RUN_ID`: the same for every attempt of a run. */
  readonly runId: string;
  readonly attempt: number;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** `https://github.com` or the Enterprise host. */
  readonly serverUrl: string;
  readonly temp: string;
  readonly workspace: string;
  /** `ACTIONS_CACHE_MODE`: what this run's cache token may do. */
  readonly cacheMode: string | null;
}

/** An event file above this is not GitHub's: webhook payloads end at 25 MB. */
const MAX_EVENT_BYTES = 26_214_400;

/** Reads the environment; throws ConfigError when this is no Actions job. */
export function readContext(env: NodeJS.ProcessEnv): RunContext {
  const [owner, repository] = (env.GITHUB_REPOSITORY ?? '').split('/');
  if (!owner || !repository) {
    throw new ConfigError([
      'GITHUB_REPOSITORY is missing: Patchpilot runs as a step of a GitHub Actions job (try `npm run demo` to see it work).',
    ]);
  }
  return {
    trigger: readTrigger(env.GITHUB_EVENT_NAME ?? '', readEvent(env.GITHUB_EVENT_PATH)),
    owner,
    repository,
    runId: digits(env.GITHUB_RUN_ID) ?? '0',
    attempt: Number(digits(env.GITHUB_RUN_ATTEMPT) ?? '1'),
    apiUrl: env.GITHUB_API_URL || 'https://api.github.com',
    graphqlUrl: env.GITHUB_GRAPHQL_URL || 'https://api.github.com/graphql',
    serverUrl: env.GITHUB_SERVER_URL || 'https://github.com',
    temp: env.RUNNER_TEMP || '/tmp',
    workspace: env.GITHUB_WORKSPACE || process.cwd(),
    cacheMode: env.ACTIONS_CACHE_MODE || null,
  };
}

/** Where rows of the memory wait for the post step. */
export function journalPath({ temp, runId }: Pick<RunContext, 'temp' | 'runId'>): string {
  return join(temp, `patchpilot-memory-${runId}.jsonl`);
}

function readEvent(path: string | undefined): unknown {
  if (!path) return {};
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new ConfigError([
      `The event file ${path} (GITHUB_EVENT_PATH) cannot be read: run this step on a GitHub runner.`,
    ]);
  }
  if (text.length > MAX_EVENT_BYTES) {
    throw new ConfigError([
      `The event file ${path} has ${text.length} bytes, more than any GitHub event: nothing was done.`,
    ]);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigError([
      `The event file ${path} is not JSON: re-run the job; if it stays, the runner or a step before this one damaged the file.`,
    ]);
  }
}

function digits(text: string | undefined): string | null {
  return text !== undefined && /^\d{1,20}$/.test(text) ? text : null;
}
