import { accountOf } from '../identity.ts';
import { nodeId } from '../node-id.ts';
import type { Deployment, DeploymentStatus } from '../state.ts';
import { appOf, simpleUser } from './account.ts';
import type { Scene } from './issue.ts';
import { repositoryUrl } from './repository.ts';
import type { Schema } from './schema.ts';

export function deploymentShape(
  { state, repository, at }: Scene,
  deployment: Deployment,
): Schema<'deployment'> {
  const url = `${repositoryUrl(repository, at)}/deployments/${deployment.id}`;
  const creator = accountOf(state, deployment.creator);
  return {
    id: deployment.id,
    node_id: nodeId('DE', deployment.id),
    url,
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: {},
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: null,
    creator: simpleUser(creator, at),
    created_at: deployment.createdAt,
    updated_at: deployment.statuses[0]?.createdAt ?? deployment.createdAt,
    statuses_url: `${url}/statuses`,
    repository_url: repositoryUrl(repository, at),
    transient_environment: false,
    production_environment: deployment.environment.toLowerCase() === 'production',
    performed_via_github_app: appOf(creator, at),
  };
}

export function deploymentStatusShape(
  { state, repository, at }: Scene,
  deployment: Deployment,
  status: DeploymentStatus,
): Schema<'deployment-status'> {
  const url = `${repositoryUrl(repository, at)}/deployments/${deployment.id}`;
  const creator = accountOf(state, status.creator);
  return {
    id: status.id,
    node_id: nodeId('DES', status.id),
    url: `${url}/statuses/${status.id}`,
    state: status.state,
    creator: simpleUser(creator, at),
    description: status.description,
    environment: deployment.environment,
    target_url: status.environmentUrl,
    environment_url: status.environmentUrl,
    log_url: '',
    created_at: status.createdAt,
    updated_at: status.createdAt,
    deployment_url: url,
    repository_url: repositoryUrl(repository, at),
    performed_via_github_app: appOf(creator, at),
  };
}
