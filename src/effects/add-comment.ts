import { SourceError } from '../domain/errors.ts';
import { AddCommentAnswer, CommentsAnswer, type OwnComment } from './comment-shapes.ts';
import { idempotent } from './idempotent.ts';
import type { EffectPorts } from './ports.ts';

const COMMENTS = 'comments(last: 50) { nodes { id body viewerDidAuthor } }';

/** Writes and reads back in one request, so that two runs that write at once find each other. */
const ADD = `
mutation PatchpilotAddComment($subject: ID!, $body: String!) {
  addComment(input: { subjectId: $subject, body: $body }) {
    commentEdge { node { id } }
    subject { ... on Issue { ${COMMENTS} } }
  }
}`;

const REMOVE = `
mutation PatchpilotRemoveComment($id: ID!) {
  deleteIssueComment(input: { id: $id }) { clientMutationId }
}`;

const LOOK_UP = `
query PatchpilotComments($issue: ID!) {
  node(id: $issue) { ... on Issue { ${COMMENTS} } }
}`;

/** A comment that must exist once, and how to know it. */
export interface SingleComment {
  /** Node id of the issue. */
  readonly subject: string;
  readonly body: string;
  /** Whether a text of ours is this comment, whoever of us wrote it. */
  readonly isSame: (body: string) => boolean;
}

/** Writes a comment once, also when two runs write at the same time; `lost-race` when another run was first. */
export async function addOnce(comment: SingleComment, ports: EffectPorts): Promise<'done' | 'lost-race'> {
  const { own, all } = await add(comment, ports);
  const first = all.find((one) => one.viewerDidAuthor && comment.isSame(one.body));
  if (first === undefined || first.id === own) return 'done';
  // Another run's comment stands before ours: its decision holds, ours is taken back.
  await idempotent(() => ports.api.mutate(REMOVE, { id: own }));
  return 'lost-race';
}

interface Added {
  readonly own: string;
  /** Comments of the issue, oldest first. */
  readonly all: readonly OwnComment[];
}

async function add({ subject, body }: SingleComment, ports: EffectPorts): Promise<Added> {
  const write = async (): Promise<Added> => {
    const answer = AddCommentAnswer.parse(await ports.api.mutate(ADD, { subject, body }));
    return { own: answer.addComment.commentEdge.node.id, all: answer.addComment.subject.comments.nodes };
  };
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof SourceError && error.fault.retryable)) throw error;
    // No answer came. Whether the comment was written is looked up before anything is written again.
    const { node } = CommentsAnswer.parse(await ports.api.graphql(LOOK_UP, { issue: subject }));
    const written = node.comments.nodes.find((comment) => comment.viewerDidAuthor && comment.body === body);
    return written === undefined ? write() : { own: written.id, all: node.comments.nodes };
  }
}
