import { accountOf } from '../identity.ts';
import { notFound } from '../refusal.ts';
import {
  type Deployment,
  type DeploymentState,
  type DeploymentStatus,
  type GitHubState,
  type Repository,
  takeId,
} from '../state.ts';
import { resolveCommit } from './refs.ts';

export type DeploySeed = {
  /** Branch, tag or SHA. */
  readonly ref: string;
  readonly environment?: string;
  readonly by?: string;
  /** States in order; a plain `success` unless given. */
  readonly states?: readonly DeploymentState[];
  readonly url?: string;
};

/** A host deploys a commit and reports how it went. */
export function deploy(state: GitHubState, repository: Repository, seed: DeploySeed): Deployment {
  const commit = resolveCommit(repository, seed.ref);
  if (commit === undefined) throw notFound(`No ref found for: ${seed.ref}`);
  const deployment: Deployment = {
    id: takeId(state),
    sha: commit.sha,
    ref: seed.ref,
    task: 'deploy',
    environment: seed.environment ?? 'production',
    creator: accountOf(state, seed.by ?? 'vercel[bot]').login,
    createdAt: state.clock.iso(),
    statuses: [],
  };
  repository.deployments.unshift(deployment);
  for (const step of seed.states ?? ['success'])
    reportDeployment(state, deployment, {
      state: step,
      ...(seed.url === undefined ? {} : { url: seed.url }),
    });
  return deployment;
}

/** Adds a status; the newest stands first, as the API lists them. */
export function reportDeployment(
  state: GitHubState,
  deployment: Deployment,
  report: { readonly state: DeploymentState; readonly url?: string },
): DeploymentStatus {
  const status: DeploymentStatus = {
    id: takeId(state),
    state: report.state,
    creator: deployment.creator,
    environmentUrl: report.url ?? '',
    description: '',
    createdAt: state.clock.iso(),
  };
  deployment.statuses.unshift(status);
  return status;
}
