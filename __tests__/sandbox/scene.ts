import { getOctokit } from '@actions/github';
import type { RepositoryDouble } from '../../sandbox/github/double.ts';
import type { Level, Scope } from '../../sandbox/github/state.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';

/** A sandbox with one repository and two tokens: the workflow's own and one that may do nothing. */
export type Scene = {
  readonly sandbox: Sandbox;
  readonly repository: RepositoryDouble;
  readonly octokit: ReturnType<typeof getOctokit>;
  readonly as: (token: string) => ReturnType<typeof getOctokit>;
};

export const ALL: Partial<Record<Scope, Level>> = {
  actions: 'write',
  actions_variables: 'read',
  contents: 'write',
  deployments: 'write',
  issues: 'write',
  pull_requests: 'write',
};

export const client = (url: string, token: string) =>
  getOctokit(token, { baseUrl: url, log: { debug() {}, info() {}, warn() {}, error() {} } });

export async function openScene(): Promise<Scene> {
  const sandbox = await startSandbox();
  const { github } = sandbox;
  const repository = github.repository({
    files: { 'README.md': '# shop\n', 'src/cart.ts': 'export const total = 1;\n' },
    collaborators: { dev: 'write' },
    labels: ['bug'],
  });
  github.token({
    name: 'workflow',
    secret: 'ghs_workflow',
    login: 'github-actions[bot]',
    kind: 'actions',
    permissions: ALL,
  });
  github.token({ name: 'poor', secret: 'ghs_poor', login: 'poor-app[bot]', kind: 'app', permissions: {} });
  const as = (token: string) => client(github.url, token);
  return { sandbox, repository, octokit: as('ghs_workflow'), as };
}

/** The status of a request that is meant to fail, with its body and headers. */
export async function refusal(request: Promise<unknown>) {
  try {
    await request;
  } catch (error) {
    const { status, response } = error as {
      status: number;
      response?: { data: Record<string, unknown>; headers: Record<string, string> };
    };
    return { status, data: response?.data ?? {}, headers: response?.headers ?? {} };
  }
  throw new Error('the request was not refused');
}
