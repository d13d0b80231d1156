import { nodeId } from '../node-id.ts';
import type { Deployment, DeploymentStatus } from '../state.ts';
import { actorNode } from './actor-node.ts';
import { connection } from './connection.ts';
import { commitNode, type Place } from './git-node.ts';

/** A deployment's state follows its newest status; success is `ACTIVE`. */
function stateOf(deployment: Deployment): string {
  const newest = deployment.statuses[0]?.state ?? 'pending';
  return newest === 'success' ? 'ACTIVE' : newest.toUpperCase();
}

const statusNode = (place: Place, status: DeploymentStatus) => ({
  __typename: 'DeploymentStatus',
  id: nodeId('DES', status.id),
  state: status.state.toUpperCase(),
  createdAt: status.createdAt,
  updatedAt: status.createdAt,
  description: status.description,
  environmentUrl: status.environmentUrl,
  logUrl: null,
  creator: () => actorNode(place.view, status.creator),
});

export function deploymentNode(place: Place, deployment: Deployment): Record<string, unknown> {
  const commit = place.repository.git.commits.get(deployment.sha);
  const newest = deployment.statuses[0];
  return {
    __typename: 'Deployment',
    id: nodeId('DE', deployment.id),
    databaseId: deployment.id,
    environment: deployment.environment,
    originalEnvironment: deployment.environment,
    latestEnvironment: deployment.environment,
    task: deployment.task,
    state: stateOf(deployment),
    createdAt: deployment.createdAt,
    updatedAt: newest?.createdAt ?? deployment.createdAt,
    commitOid: deployment.sha,
    commit: commit === undefined ? null : () => commitNode(place, commit),
    creator: () => actorNode(place.view, deployment.creator),
    latestStatus: newest === undefined ? null : statusNode(place, newest),
    statuses: connection('statuses', deployment.statuses, (status) => statusNode(place, status)),
  };
}
