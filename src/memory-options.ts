import { inputText } from './config/secrets.ts';
import type { MemoryOptions } from './memory/memory.ts';
import { journalPath, type RunContext } from './runner/context.ts';
import type { Log } from './runner/log.ts';
import type { GitHubClient } from './runner/octokit.ts';

interface Run {
  readonly env: NodeJS.ProcessEnv;
  readonly context: RunContext;
  readonly log: Log;
}

/** How the memory of this run is reached. A run that may not save asks for the newest snapshot and for nothing else. */
export function memoryOptions({ env, context, log }: Run, api: GitHubClient, now: string): MemoryOptions {
  const { owner, repository, runId, attempt, cacheMode, temp } = context;
  const url = env.ACTIONS_RESULTS_URL ?? '';
  const token = env.ACTIONS_RUNTIME_TOKEN ?? '';
  const reachable = env.ACTIONS_CACHE_SERVICE_V2 !== undefined && url !== '' && token !== '';
  const trusted = reachable && (cacheMode === 'write' || cacheMode === 'write-only');
  return {
    api: trusted ? api : { get: () => Promise.resolve({ actions_caches: [] }), write: api.write },
    owner,
    repository,
    refs: env.GITHUB_REF === undefined ? [] : [env.GITHUB_REF],
    run: { id: runId, attempt, now, cacheMode, sealKey: inputText(env, 'marker-key') || null },
    access: reachable ? { url, token } : null,
    temp,
    journal: journalPath(context),
    notice: log.notice,
  };
}
