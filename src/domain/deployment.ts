import type { DeploymentState, LivenessFacts } from './recovery.ts';

/**
 * One deployment to production, as its service tells it. `contains`: its commit has the fix's merge commit among its
 * ancestors. `replaced`: it served once and no longer does.
 */
export interface ProductionDeployment {
  /** ISO 8601: when it began to serve, else when it was created. */
  readonly at: string;
  readonly contains: LivenessFacts['contains'];
  readonly state: DeploymentState | 'replaced';
}

/**
 * Ancestry by GitHub's comparison `fix...deployed`: the deployed commit is the fix or ahead of it. Diverged or behind
 * it is not in; any other word (a commit that is gone) says nothing.
 */
export function containsByComparison(status: string): LivenessFacts['contains'] {
  if (status === 'ahead' || status === 'identical') return 'contains';
  return status === 'behind' || status === 'diverged' ? 'not' : 'unknown';
}

const GITHUB_STATES: Readonly<Record<string, ProductionDeployment['state']>> = {
  success: 'serving',
  inactive: 'replaced',
  error: 'error',
  failure: 'error',
  in_progress: 'building',
  pending: 'queued',
  queued: 'queued',
  waiting: 'blocked',
};

/** The newest status of a GitHub deployment. `waiting` is a protection rule that a person must let pass. */
export function githubDeploymentState(status: string): ProductionDeployment['state'] {
  return GITHUB_STATES[status.toLowerCase()] ?? 'unknown';
}

const VERCEL_STATES: Readonly<Record<string, ProductionDeployment['state']>> = {
  QUEUED: 'queued',
  INITIALIZING: 'building',
  BUILDING: 'building',
  ERROR: 'error',
  CANCELED: 'canceled',
  BLOCKED: 'blocked',
};

/**
 * A Vercel deployment. Ready is not serving: only the project's production target serves, and only `PROMOTED` ones
 * have ever had production traffic; a rolling release is on its way.
 */
export function vercelDeploymentState(
  readyState: string,
  readySubstate: string | null,
  servesNow: boolean,
): ProductionDeployment['state'] {
  if (readyState !== 'READY') return VERCEL_STATES[readyState] ?? 'unknown';
  if (servesNow) return 'serving';
  if (readySubstate === 'PROMOTED') return 'replaced';
  return readySubstate === 'ROLLING' ? 'building' : 'queued';
}

/**
 * What a list of production deployments says about the fix. The newest serving one is what production serves. It is
 * live since the first of the unbroken row that contains it; served once and not now, it was rolled back; not yet
 * there, the newest deployment that carries it says why.
 */
export function livenessOf(
  source: LivenessFacts['source'],
  deployments: readonly ProductionDeployment[],
): LivenessFacts {
  const newestFirst = deployments.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const serving = newestFirst.find((one) => one.state === 'serving');
  const carrier = newestFirst.find((one) => one.contains === 'contains');
  if (serving?.contains === 'contains') {
    return { source, contains: 'contains', state: 'serving', since: firstOfRow(newestFirst, serving) };
  }
  const served = newestFirst.some(
    (one) => one.contains === 'contains' && (one.state === 'serving' || one.state === 'replaced'),
  );
  const contains = serving === undefined || serving.contains === 'unknown' ? 'unknown' : 'not';
  if (served && contains === 'not') return { source, contains, state: 'rolled-back', since: null };
  const state = carrier?.state ?? 'unknown';
  return { source, contains, state: state === 'replaced' ? 'unknown' : state, since: null };
}

/** ISO time of the earliest deployment that served with the fix, with no other one in between. */
function firstOfRow(newestFirst: readonly ProductionDeployment[], serving: ProductionDeployment): string {
  let first = serving.at;
  for (const one of newestFirst.slice(newestFirst.indexOf(serving))) {
    if (one.state !== 'serving' && one.state !== 'replaced') continue;
    if (one.contains !== 'contains') break;
    first = one.at;
  }
  return first;
}
