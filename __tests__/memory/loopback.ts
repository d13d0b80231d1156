import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { CacheMode } from '../../sandbox/cache/state.ts';
import type { RepositoryDouble } from '../../sandbox/github/double.ts';
import type { Scope } from '../../sandbox/github/state.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { DEFAULT_MEMORY_POLICY } from '../../src/domain/policy/memory.ts';
import { createCacheClient } from '../../src/memory/cache-client.ts';
import type { Carrier } from '../../src/memory/carrier.ts';
import { ENVELOPE_BYTES } from '../../src/memory/envelope.ts';
import { createSnapshotList } from '../../src/memory/snapshot-list.ts';
import { createGitHubClient } from '../../src/runner/octokit.ts';
import { sql } from './rows.ts';

/** One repository on loopback with its cache, and runs in it that use the real client. */
export interface Loopback {
  readonly sandbox: Sandbox;
  readonly repository: RepositoryDouble;
  readonly notices: string[];
  /** The carrier of a run. Its environment is in force until the next run is made. */
  readonly run: (id: number, options?: RunOptions) => Carrier;
  readonly close: () => Promise<void>;
}

export interface RunOptions {
  readonly mode?: CacheMode;
  readonly ref?: string;
  readonly sealKey?: string;
  /** Rights of the run's GITHUB_TOKEN on `actions`. */
  readonly actions?: 'none' | 'read' | 'write';
}

export async function startLoopback(): Promise<Loopback> {
  const sandbox = await startSandbox();
  const repository = sandbox.github.repository({ files: { 'README.md': '#' } });
  const temp = mkdtempSync(join(tmpdir(), 'patchpilot-cache-'));
  const notices: string[] = [];
  shortenPauses();
  vi.stubEnv('RUNNER_TEMP', temp);
  return {
    sandbox,
    repository,
    notices,
    run: (id, options = {}) => carrierOf({ sandbox, repository, notices, temp, id, options }),
    close: async () => {
      vi.unstubAllEnvs();
      vi.unstubAllGlobals();
      vi.restoreAllMocks();
      rmSync(temp, { recursive: true, force: true });
      await sandbox.close();
    },
  };
}

/** The client's pauses of many seconds pass at once; it prints what it does, which nobody wants to read here. */
function shortenPauses(): void {
  const real = globalThis.setTimeout;
  vi.stubGlobal('setTimeout', (call: () => void, ms = 0, ...rest: unknown[]) =>
    real(call, ms >= 100 && ms <= 60_000 ? 1 : ms, ...(rest as [])),
  );
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
}

interface Run extends Pick<Loopback, 'sandbox' | 'repository' | 'notices'> {
  readonly temp: string;
  readonly id: number;
  readonly options: RunOptions;
}

function carrierOf({ sandbox, repository, notices, temp, id, options }: Run): Carrier {
  const { mode = 'write', ref = 'refs/heads/main', sealKey = null, actions = 'write' } = options;
  const cacheToken = sandbox.cache.token({ repository, ref, mode });
  const environment = sandbox.cache.environment(cacheToken);
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const permissions: Partial<Record<Scope, 'read' | 'write'>> = actions === 'none' ? {} : { actions };
  const secret = `ghs_run${id}${actions}`;
  sandbox.github.token({
    name: `run ${id}`,
    secret,
    login: 'github-actions[bot]',
    kind: 'actions',
    permissions,
  });
  const api = createGitHubClient({
    paced: false,
    token: secret,
    apiUrl: sandbox.github.url,
    notice: () => undefined,
  });
  const [owner = '', name = ''] = repository.fullName.split('/');
  const access = {
    url: environment.ACTIONS_RESULTS_URL ?? '',
    token: cacheToken.secret,
    wait: () => Promise.resolve(),
  };
  let keys = 0;
  return {
    sql,
    cache: createCacheClient({ access, temp, maxBytes: DEFAULT_MEMORY_POLICY.maxBytes + ENVELOPE_BYTES }),
    snapshots: createSnapshotList(api, { owner, repository: name, refs: [ref, 'refs/heads/main'] }),
    notice: (text) => notices.push(text),
    elapsed: () => 0,
    wait: () => Promise.resolve(),
    entropy: () => new Uint8Array(10).fill(++keys),
    run: { id: String(id), attempt: 1, now: sandbox.clock.iso(), cacheMode: mode, sealKey },
  };
}
