import type { Answer, SandboxRequest, Service } from '../exchange.ts';
import { compile, match } from '../router.ts';
import { type Core, type Listening, listen } from '../server.ts';

/** One deployment, as the API gives it. Times are milliseconds since the epoch. */
export type VercelDeployment = {
  readonly uid: string;
  readonly target: 'production' | null;
  readonly created: number;
  ready: number | null;
  readyState: 'QUEUED' | 'BUILDING' | 'READY' | 'ERROR' | 'CANCELED' | 'BLOCKED';
  readySubstate: 'STAGED' | 'ROLLING' | 'PROMOTED' | null;
  aliasAssigned: number | null;
  readonly meta: Readonly<Record<string, string>>;
};

export type VercelState = {
  readonly project: string;
  readonly tokens: Map<string, string>;
  /** Newest first. */
  readonly deployments: VercelDeployment[];
  /** What production serves now. */
  serving: string | null;
};

/** The running Vercel double: one project. */
export type VercelDouble = Listening & {
  readonly state: VercelState;
  readonly token: (token: { readonly name: string; readonly secret: string }) => void;
  /** A push to the production branch: built, and promoted when it is ready. */
  readonly deploy: (sha: string, state?: VercelDeployment['readyState']) => VercelDeployment;
  /** Somebody takes production back to an earlier deployment. */
  readonly rollback: (uid: string) => void;
};

export async function startVercel(core: Core, project = 'prj_shop'): Promise<VercelDouble> {
  const state: VercelState = { project, tokens: new Map(), deployments: [], serving: null };
  const listening = await listen(vercelService(state), core);
  return {
    ...listening,
    state,
    token: ({ name, secret }) => void state.tokens.set(secret, name),
    deploy: (sha, readyState = 'READY') => {
      const at = core.clock.now();
      const ready = readyState === 'READY';
      const deployment: VercelDeployment = {
        uid: `dpl_${state.deployments.length + 1}`,
        target: 'production',
        created: at,
        ready: ready ? at : null,
        readyState,
        readySubstate: ready ? 'PROMOTED' : null,
        aliasAssigned: ready ? at : null,
        meta: { githubCommitSha: sha, githubCommitRef: 'main' },
      };
      state.deployments.unshift(deployment);
      if (ready) state.serving = deployment.uid;
      return deployment;
    },
    rollback: (uid) => {
      state.serving = uid;
    },
  };
}

const ROUTES = {
  project: compile('/v9/projects/{id}'),
  deployments: compile('/v7/deployments'),
};

function vercelService(state: VercelState): Service {
  const nameOf = (request: SandboxRequest) =>
    state.tokens.get((request.headers.authorization ?? '').replace('Bearer ', ''));
  return {
    name: 'vercel',
    caller: (request) =>
      request.headers.authorization === undefined ? undefined : { scheme: 'Bearer', name: nameOf(request) },
    answer: (request) => {
      if (nameOf(request) === undefined) return refusal(403, 'forbidden', 'Not authorized');
      const found = match(ROUTES.project, request.pathname);
      if (found !== undefined) return project(state, found.id ?? '');
      if (match(ROUTES.deployments, request.pathname) !== undefined) return deployments(state, request);
      const unknown = `the sandbox's Vercel has no ${request.method} ${request.pathname}`;
      return { status: 501, unknown, body: { error: { code: 'not_implemented', message: unknown } } };
    },
  };
}

const refusal = (status: number, code: string, message: string): Answer => ({
  status,
  body: { error: { code, message } },
});

function project(state: VercelState, id: string): Answer {
  if (id !== state.project && id !== 'shop') return refusal(404, 'not_found', 'Project not found.');
  const serving = state.deployments.find(({ uid }) => uid === state.serving);
  const production =
    serving === undefined
      ? null
      : {
          ...serving,
          id: serving.uid,
          createdAt: serving.created,
          alias: ['shop.example'],
          target: 'production',
        };
  return {
    status: 200,
    body: {
      id: state.project,
      name: 'shop',
      accountId: 'team_1',
      targets: { production },
      lastRollbackTarget: null,
    },
  };
}

function deployments(state: VercelState, { query }: SandboxRequest): Answer {
  const target = query.get('target');
  const found = state.deployments
    .filter((one) => target === null || one.target === target)
    .slice(0, Number(query.get('limit') ?? 20));
  return {
    status: 200,
    body: {
      pagination: { count: found.length, next: null, prev: null },
      deployments: found.map((one) => ({ ...one, name: 'shop', state: one.readyState, type: 'LAMBDAS' })),
    },
  };
}
