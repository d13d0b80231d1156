import { z } from 'zod';
import { type ProductionDeployment, vercelDeploymentState } from '../../domain/deployment.ts';
import { SourceError } from '../../domain/errors.ts';
import type { Missing } from '../../domain/facts.ts';
import { createHttpClient, type HttpClient } from '../http/client.ts';

/** Which project to ask about, from configuration only. */
export interface VercelOptions {
  readonly url: string;
  readonly token: string;
  readonly project: string;
  /** Id (`team_…`) or slug; `null`: a personal account. */
  readonly team: string | null;
  /** Told the `Date` of every answer. */
  readonly heard?: ((date: string | null) => void) | undefined;
}

/** A deployment to production with the commit it was made from; `null`: not from git. */
export interface DeployedCommit extends Pick<ProductionDeployment, 'at' | 'state'> {
  readonly commit: string | null;
}

const ADVICE: Readonly<Record<number, string>> = {
  401: 'Vercel refused the token: create a new one and store it as the secret behind `vercel-token`.',
  403: 'Vercel refused to answer: give the token behind `vercel-token` access to the team of `vercel-team`.',
  404: 'Vercel does not know the project: check `vercel-project` and `vercel-team`.',
};

const sha = z.string().regex(/^[0-9a-f]{40}$/i);
const Meta = z
  .object({ githubCommitSha: sha.nullish().catch(null) })
  .nullish()
  .catch(null);
const number = z.number().nullish().catch(null);

/** `targets.production` of `GET /v9/projects/{id}` is what serves; the newest ready deployment need not be. */
const Project = z.object({
  id: z.string().max(100),
  targets: z
    .object({
      production: z
        .object({
          id: z.string().max(100),
          createdAt: number,
          aliasAssigned: z.union([z.number(), z.boolean()]).nullish().catch(null),
          readyState: z.string().max(40).nullish().catch(null),
          meta: Meta,
        })
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
});

const Deployments = z.object({
  deployments: z
    .array(
      z.object({
        uid: z.string().max(100),
        readyState: z.string().max(40).nullish().catch(null),
        state: z.string().max(40).nullish().catch(null),
        readySubstate: z.string().max(40).nullish().catch(null),
        created: number,
        ready: number,
        aliasAssigned: z.union([z.number(), z.boolean()]).nullish().catch(null),
        meta: Meta,
      }),
    )
    .max(200),
});

/** Deployments to production, with the one that serves now; or what is missing. Two requests. */
export async function readVercel(options: VercelOptions): Promise<readonly DeployedCommit[] | Missing> {
  const client = createHttpClient({
    source: 'vercel',
    baseUrl: options.url,
    authorization: `Bearer ${options.token}`,
    advice: ADVICE,
    heard: options.heard,
  });
  try {
    return await readProduction(client, options);
  } catch (error) {
    if (error instanceof SourceError) return error.asMissing();
    throw error;
  }
}

async function readProduction(
  client: HttpClient,
  { project, team }: VercelOptions,
): Promise<readonly DeployedCommit[] | Missing> {
  const scope = new URLSearchParams(
    team === null ? {} : { [team.startsWith('team_') ? 'teamId' : 'slug']: team },
  );
  const found = Project.safeParse(
    (await client.get(`/v9/projects/${encodeURIComponent(project)}?${scope}`)).data,
  );
  if (!found.success) return malformed();
  const serving = found.data.targets?.production ?? null;
  const search = new URLSearchParams([
    ['projectId', found.data.id],
    ['target', 'production'],
    ['limit', '50'],
    ...scope,
  ]);
  const listed = Deployments.safeParse((await client.get(`/v7/deployments?${search}`)).data);
  if (!listed.success) return malformed();
  const all = listed.data.deployments.flatMap((one): readonly DeployedCommit[] => {
    const ready = one.readyState ?? one.state ?? '';
    const at = moment(one.aliasAssigned, one.ready ?? one.created);
    // One without any time has no place in the story of production.
    if (at === null) return [];
    return [
      {
        at,
        commit: one.meta?.githubCommitSha?.toLowerCase() ?? null,
        state: vercelDeploymentState(ready, one.readySubstate ?? null, one.uid === serving?.id),
      },
    ];
  });
  if (serving === null || listed.data.deployments.some(({ uid }) => uid === serving.id)) return all;
  // Taken back to a deployment that is older than the list.
  const at = moment(serving.aliasAssigned, serving.createdAt);
  if (at === null) return all;
  const old = {
    at,
    commit: serving.meta?.githubCommitSha?.toLowerCase() ?? null,
    state: 'serving',
  } as const;
  return [...all, old];
}

/** When it began to serve, else when it was ready; milliseconds on the wire. */
function moment(
  assigned: number | boolean | null | undefined,
  other: number | null | undefined,
): string | null {
  const at = typeof assigned === 'number' ? assigned : (other ?? 0);
  return at > 0 && at <= 8.64e15 ? new Date(at).toISOString() : null;
}

function malformed(): Missing {
  return {
    kind: 'missing',
    source: 'vercel',
    why: 'malformed',
    advice: 'Vercel sent an answer of an unknown form: check `vercel-url`.',
  };
}
