import { compile } from '../../router.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { need, repositoryOf } from '../identity.ts';
import { deploy, reportDeployment } from '../operations/deployments.ts';
import { pageOf, slice } from '../page.ts';
import { notFound } from '../refusal.ts';
import { deploymentShape, deploymentStatusShape } from '../shapes/deployment.ts';
import type { CacheEntry, Deployment, Repository } from '../state.ts';

const cacheShape = (cache: CacheEntry) => ({
  id: cache.id,
  ref: cache.ref,
  key: cache.key,
  version: cache.version,
  last_accessed_at: cache.lastAccessedAt,
  created_at: cache.createdAt,
  size_in_bytes: cache.size,
});

const CACHES = '/repos/{owner}/{repo}/actions/caches' as const;

function removeCaches(repository: Repository, gone: (cache: CacheEntry) => boolean): CacheEntry[] {
  const removed = repository.caches.filter(gone);
  if (removed.length === 0) throw notFound();
  for (const cache of removed) repository.caches.splice(repository.caches.indexOf(cache), 1);
  return removed;
}

const cacheEndpoints: readonly Endpoint[] = [
  endpoint({ method: 'get', path: CACHES, needs: ['actions', 'read'] }, (call) => {
    const { key = '', ref, sort = 'last_accessed_at', direction = 'desc' } = call.query;
    const found = call.repository.caches.filter(
      (cache) => cache.key.startsWith(key) && (ref === undefined || cache.ref === ref),
    );
    const value = (cache: CacheEntry) =>
      sort === 'size_in_bytes'
        ? cache.size
        : Date.parse(sort === 'created_at' ? cache.createdAt : cache.lastAccessedAt);
    const sign = direction === 'asc' ? 1 : -1;
    found.sort((a, b) => sign * (value(a) - value(b) || a.id - b.id));
    return {
      status: 200,
      body: { total_count: found.length, actions_caches: slice(call.page, found).map(cacheShape) },
    };
  }),
  endpoint({ method: 'delete', path: CACHES, needs: ['actions', 'write'] }, (call) => {
    const { key, ref } = call.query;
    const removed = removeCaches(
      call.repository,
      (cache) => cache.key === key && (ref === undefined || cache.ref === ref),
    );
    return { status: 200, body: { total_count: removed.length, actions_caches: removed.map(cacheShape) } };
  }),
  endpoint({ method: 'delete', path: `${CACHES}/{cache_id}`, needs: ['actions', 'write'] }, (call) => {
    removeCaches(call.repository, (cache) => cache.id === Number(call.params.cache_id));
    return { status: 204, body: undefined };
  }),
];

/** GitHub answers by a redirect to a store of its own; a client that follows it gets this text. */
const jobLog: Endpoint = {
  method: 'GET',
  pattern: compile('/repos/{owner}/{repo}/actions/jobs/{job_id}/logs'),
  serve: (session, request, params) => {
    const repository = repositoryOf(session.state, params.owner ?? '', params.repo ?? '');
    need(session, 'actions', 'read');
    const checks = [...repository.issues.values()].flatMap((issue) => issue.pull?.checks ?? []);
    const check = checks.find(({ id }) => String(id) === params.job_id);
    if (check === undefined) throw notFound();
    return { status: 200, body: check.log, page: pageOf(request) };
  },
};

const variableEndpoint = endpoint(
  {
    method: 'get',
    path: '/repos/{owner}/{repo}/actions/variables/{name}',
    needs: ['actions_variables', 'read'],
  },
  (call) => {
    const name = call.params.name.toUpperCase();
    const value = call.repository.variables.get(name);
    if (value === undefined) throw notFound();
    const at = '2026-01-01T00:00:00Z';
    return { status: 200, body: { name, value, created_at: at, updated_at: at } };
  },
);

const DEPLOYMENTS = '/repos/{owner}/{repo}/deployments' as const;
const STATUSES = `${DEPLOYMENTS}/{deployment_id}/statuses` as const;

function deploymentOf(repository: Repository, id: string): Deployment {
  const deployment = repository.deployments.find((candidate) => candidate.id === Number(id));
  if (deployment === undefined) throw notFound();
  return deployment;
}

const deploymentEndpoints: readonly Endpoint[] = [
  endpoint({ method: 'get', path: DEPLOYMENTS, needs: ['deployments', 'read'] }, (call) => {
    const { sha, ref, task, environment } = call.query;
    const wants = (value: string | undefined, actual: string) =>
      value === undefined || value === 'none' || value === actual;
    const found = call.repository.deployments.filter(
      (item) =>
        wants(sha, item.sha) &&
        wants(ref, item.ref) &&
        wants(task, item.task) &&
        wants(environment, item.environment),
    );
    return { status: 200, body: slice(call.page, found).map((item) => deploymentShape(call, item)) };
  }),
  endpoint(
    { method: 'get', path: `${DEPLOYMENTS}/{deployment_id}`, needs: ['deployments', 'read'] },
    (call) => ({
      status: 200,
      body: deploymentShape(call, deploymentOf(call.repository, call.params.deployment_id)),
    }),
  ),
  endpoint({ method: 'post', path: DEPLOYMENTS, needs: ['deployments', 'write'] }, (call) => {
    const { ref, environment = 'production' } = call.body;
    const by = call.session.account.login;
    const created = deploy(call.state, call.repository, { ref, environment, by, states: [] });
    return { status: 201, body: deploymentShape(call, created) };
  }),
  endpoint({ method: 'get', path: STATUSES, needs: ['deployments', 'read'] }, (call) => {
    const deployment = deploymentOf(call.repository, call.params.deployment_id);
    const page = slice(call.page, deployment.statuses);
    return { status: 200, body: page.map((status) => deploymentStatusShape(call, deployment, status)) };
  }),
  endpoint({ method: 'post', path: STATUSES, needs: ['deployments', 'write'] }, (call) => {
    const deployment = deploymentOf(call.repository, call.params.deployment_id);
    const status = reportDeployment(call.state, deployment, { state: call.body.state });
    return { status: 201, body: deploymentStatusShape(call, deployment, status) };
  }),
];

export const actionsEndpoints: readonly Endpoint[] = [
  ...cacheEndpoints,
  jobLog,
  variableEndpoint,
  ...deploymentEndpoints,
];
