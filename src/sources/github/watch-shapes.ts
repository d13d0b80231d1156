import { z } from 'zod';
import { Comment, PullRequest } from './shapes.ts';

const nodes = <T extends z.ZodType>(item: T) =>
  z
    .object({ nodes: z.array(item.nullable()).nullish() })
    .transform((list) => (list.nodes ?? []).filter((node) => node !== null));

const time = z.string().max(40);

export const WatchedIssue = z.object({
  id: z.string(),
  number: z.number(),
  state: z.enum(['OPEN', 'CLOSED']),
  closedAt: time.nullable(),
  labels: nodes(z.object({ name: z.string() })),
  reopened: nodes(z.object({ createdAt: time.optional(), actor: z.object({ login: z.string() }).nullish() })),
  comments: nodes(
    z.object({
      id: z.string(),
      body: z.string(),
      viewerDidAuthor: z.boolean(),
      author: z.object({ login: z.string() }).nullable(),
    }),
  ),
  recent: nodes(Comment),
});

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() });
const page = z.object({ pageInfo, nodes: z.array(WatchedIssue.nullable()).nullish() });

export const WatchAnswer = z.object({
  repository: z
    .object({
      defaultBranchRef: z
        .object({
          target: z.object({ oid: z.string(), tree: z.object({ oid: z.string() }).optional() }).nullable(),
        })
        .nullable(),
      configuration: z.object({ text: z.string().nullish() }).nullable(),
      live: page,
      changed: nodes(WatchedIssue),
      umbrellas: nodes(z.object({ body: z.string(), viewerDidAuthor: z.boolean() })),
      closed: nodes(WatchedIssue),
    })
    .nullable(),
});
export const WatchPageAnswer = z.object({ repository: z.object({ live: page }).nullable() });

export const Pull = PullRequest.extend({
  createdAt: time,
  mergedAt: time.nullable(),
  mergeCommit: z.object({ oid: z.string() }).nullable(),
});
const pulls = nodes(Pull);
export const PullsAnswer = z.object({
  repository: z.record(z.string(), z.union([pulls, Pull]).nullable()).nullable(),
});

export const DeploymentsAnswer = z.object({
  repository: z
    .object({
      deployments: nodes(
        z.object({
          commitOid: z.string(),
          createdAt: time,
          state: z.string().nullish(),
          statuses: nodes(z.object({ state: z.string(), createdAt: time })).nullish(),
        }),
      ),
    })
    .nullable(),
});

export const HistoryAnswer = z.object({
  repository: z
    .object({
      object: z
        .object({
          history: z
            .object({
              pageInfo,
              nodes: z
                .array(
                  z.object({ oid: z.string(), parents: nodes(z.object({ oid: z.string() })) }).nullable(),
                )
                .nullish(),
            })
            .optional(),
        })
        .nullable(),
    })
    .nullable(),
});

/** REST `GET /repos/{owner}/{repo}/compare/{basehead}`. */
export const CompareAnswer = z.object({ status: z.string() });
