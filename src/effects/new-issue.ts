import { z } from 'zod';
import type { IssueRef } from '../domain/effect.ts';
import { SourceError } from '../domain/errors.ts';
import type { EffectPorts } from './ports.ts';

const Created = z.object({ number: z.number(), node_id: z.string() });
const Listed = z.object({
  repository: z.object({
    issues: z.object({
      nodes: z.array(
        z.object({ id: z.string(), number: z.number(), body: z.string(), viewerDidAuthor: z.boolean() }),
      ),
    }),
  }),
});

/** Listed by label, never searched: a search lags behind what was written. */
const LIST = `
query PatchpilotOwnIssues($owner: String!, $name: String!, $label: String!) {
  repository(owner: $owner, name: $name) {
    issues(labels: [$label], states: [OPEN], first: 100, orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes { id number body viewerDidAuthor }
    }
  }
}`;

/** An issue that must exist once, and how to know it. */
export interface SingleIssue {
  readonly title: string;
  readonly body: string;
  /** Label that lists issues of its kind. */
  readonly label: string;
  /** Whether a body of ours is of this very issue. */
  readonly isSame: (body: string) => boolean;
}

/** Opens an issue, or answers the one that stands there; to be called under the lock. */
export async function openOnce(issue: SingleIssue, ports: EffectPorts): Promise<IssueRef> {
  const [known] = await same(issue, ports);
  return known ?? create(issue, ports);
}

async function create(issue: SingleIssue, ports: EffectPorts): Promise<IssueRef> {
  const { title, body, label } = issue;
  const write = async (): Promise<IssueRef> => {
    const created = Created.parse(
      await ports.api.write('POST /repos/{owner}/{repo}/issues', {
        owner: ports.owner,
        repo: ports.repository,
        title,
        body,
        labels: [label],
      }),
    );
    return { number: created.number, nodeId: created.node_id };
  };
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof SourceError && error.fault.retryable)) throw error;
    // No answer came: it may stand there already.
    const [written] = await same(issue, ports);
    return written ?? write();
  }
}

/** Open issues of ours that are this one, lowest number first. */
async function same({ label, isSame }: SingleIssue, ports: EffectPorts): Promise<IssueRef[]> {
  const variables = { owner: ports.owner, name: ports.repository, label };
  const { repository } = Listed.parse(await ports.api.graphql(LIST, variables));
  return repository.issues.nodes
    .filter((one) => one.viewerDidAuthor && isSame(one.body))
    .map(({ id, number }) => ({ number, nodeId: id }))
    .sort((a, b) => a.number - b.number);
}
