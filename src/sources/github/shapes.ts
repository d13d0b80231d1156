import { z } from 'zod';

const actor = z
  .object({ __typename: z.string().default(''), login: z.string(), databaseId: z.number().nullish() })
  .nullable();

const nodes = <T extends z.ZodType>(item: T) =>
  z
    .object({ nodes: z.array(item.nullable()).nullish() })
    .transform((list) => (list.nodes ?? []).filter((node) => node !== null));

const time = z.string().max(40);

export const Comment = z.object({
  id: z.string(),
  body: z.string(),
  createdAt: time,
  includesCreatedEdit: z.boolean(),
  viewerDidAuthor: z.boolean(),
  authorAssociation: z.string(),
  author: actor,
});

export const Issue = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  body: z.string(),
  state: z.enum(['OPEN', 'CLOSED']),
  locked: z.boolean(),
  viewerDidAuthor: z.boolean(),
  createdAt: time,
  authorAssociation: z.string(),
  author: actor,
  labels: nodes(z.object({ name: z.string() })),
  assignees: nodes(
    z.object({ __typename: z.string().default(''), login: z.string(), databaseId: z.number().nullish() }),
  ),
  comments: nodes(Comment),
  recent: nodes(Comment),
});

export const PullRequest = z.object({
  number: z.number(),
  title: z.string(),
  body: z.string(),
  headRefName: z.string(),
  isDraft: z.boolean(),
  state: z.enum(['OPEN', 'CLOSED', 'MERGED']),
  viewerDidAuthor: z.boolean(),
  updatedAt: time,
  author: actor,
  files: nodes(z.object({ path: z.string() })).nullish(),
});

/** An issue as far as its record goes. */
const RecordedIssue = z.object({
  id: z.string(),
  number: z.number(),
  state: z.enum(['OPEN', 'CLOSED']),
  comments: nodes(z.object({ id: z.string(), body: z.string(), viewerDidAuthor: z.boolean() })),
});

const Surroundings = z.object({
  defaultBranchRef: z
    .object({
      name: z.string(),
      target: z.object({ oid: z.string(), tree: z.object({ oid: z.string() }).optional() }).nullable(),
    })
    .nullable(),
  configuration: z
    .object({
      text: z.string().nullish(),
      byteSize: z.number().optional(),
      isTruncated: z.boolean().nullish(),
    })
    .nullable(),
  open: nodes(PullRequest),
  closed: nodes(PullRequest),
  incidents: nodes(RecordedIssue),
  umbrellas: nodes(
    z.object({
      id: z.string(),
      number: z.number(),
      state: z.enum(['OPEN', 'CLOSED']),
      body: z.string(),
      viewerDidAuthor: z.boolean(),
      updatedAt: time,
    }),
  ),
  tickets: nodes(
    z.object({
      number: z.number(),
      title: z.string(),
      body: z.string(),
      author: actor,
      comments: nodes(z.object({ body: z.string(), author: actor })),
    }),
  ),
});

const page = z.object({
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
  nodes: z.array(Issue.nullable()).nullish(),
});

export const IncidentAnswer = z.object({
  repository: Surroundings.extend({ issue: Issue.nullable() }).nullable(),
});
export const SweepAnswer = z.object({ repository: Surroundings.extend({ candidates: page }).nullable() });
export const SweepPageAnswer = z.object({ repository: z.object({ candidates: page }).nullable() });

/** REST `GET /repos/{owner}/{repo}/git/trees/{sha}?recursive=1`: up to 100,000 entries, so each is read by hand. */
export const TreeAnswer = z.object({ truncated: z.boolean().catch(false), tree: z.array(z.unknown()) });

/** Path of an entry that is a file; `null` for folders, submodules and anything odd. */
export function filePath(entry: unknown): string | null {
  const { path, type } = (entry ?? {}) as { readonly path?: unknown; readonly type?: unknown };
  return type === 'blob' && typeof path === 'string' ? path : null;
}

/** Files of a commit or a comparison; both answers carry them alike. */
export const ChangedFiles = z.object({ files: z.array(z.object({ filename: z.string() })).catch([]) });

/** REST `GET /repos/{owner}/{repo}/collaborators/{username}/permission`: admin, write, read or none. */
export const PermissionAnswer = z.object({ permission: z.string() });

export const RecordAnswer = z.object({
  repository: z
    .object({
      issues: z
        .object({
          pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
          nodes: z.array(RecordedIssue.nullable()).nullish(),
        })
        .transform(({ pageInfo, nodes: list }) => ({
          pageInfo,
          issues: (list ?? []).filter((node) => node !== null),
        })),
    })
    .nullable(),
});
export const IssuesAnswer = z.object({ repository: z.record(z.string(), Issue.nullable()).nullable() });
