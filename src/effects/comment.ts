import type { Effect } from '../domain/effect.ts';
import { SourceError } from '../domain/errors.ts';
import { findMarker } from '../domain/marker.ts';
import { AddCommentAnswer, CommentsAnswer, type OwnComment } from './comment-shapes.ts';
import { idempotent } from './idempotent.ts';
import type { EffectPorts } from './ports.ts';

type CommentEffect = Extract<Effect, { kind: 'comment' }>;

const COMMENTS = 'comments(last: 50) { nodes { id body viewerDidAuthor } }';

/** Writes and reads back in one request, so that two runs that write at once find each other. */
const ADD = `
mutation PatchpilotAddComment($subject: ID!, $body: String!) {
  addComment(input: { subjectId: $subject, body: $body }) {
    commentEdge { node { id } }
    subject { ... on Issue { ${COMMENTS} } }
  }
}`;

const UPDATE = `
mutation PatchpilotUpdateComment($id: ID!, $body: String!) {
  updateIssueComment(input: { id: $id, body: $body }) { issueComment { id } }
}`;

const REMOVE = `
mutation PatchpilotRemoveComment($id: ID!) {
  deleteIssueComment(input: { id: $id }) { clientMutationId }
}`;

const LOOK_UP = `
query PatchpilotComments($issue: ID!) {
  node(id: $issue) { ... on Issue { ${COMMENTS} } }
}`;

/** Edits the sticky comment in place, or creates it; `lost-race` when another run created one first. */
export async function applyComment(effect: CommentEffect, ports: EffectPorts): Promise<'done' | 'lost-race'> {
  const body = ports.renderComment(effect.incident);
  if (effect.commentId !== null) {
    const variables = { id: effect.commentId, body };
    await idempotent(() => ports.api.mutate(UPDATE, variables));
    return 'done';
  }
  return create(effect, body, ports);
}

async function create(
  effect: CommentEffect,
  body: string,
  ports: EffectPorts,
): Promise<'done' | 'lost-race'> {
  const { own, all } = await add(effect, body, ports);
  const first = all.find(isSticky);
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

async function add(effect: CommentEffect, body: string, ports: EffectPorts): Promise<Added> {
  const write = async (): Promise<Added> => {
    const answer = AddCommentAnswer.parse(
      await ports.api.mutate(ADD, { subject: effect.issue.nodeId, body }),
    );
    return { own: answer.addComment.commentEdge.node.id, all: answer.addComment.subject.comments.nodes };
  };
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof SourceError && error.fault.retryable)) throw error;
    // No answer came. Whether the comment was written is looked up before anything is written again.
    const { node } = CommentsAnswer.parse(await ports.api.graphql(LOOK_UP, { issue: effect.issue.nodeId }));
    const written = node.comments.nodes.find((comment) => comment.viewerDidAuthor && comment.body === body);
    return written === undefined ? write() : { own: written.id, all: node.comments.nodes };
  }
}

function isSticky(comment: OwnComment): boolean {
  return comment.viewerDidAuthor && findMarker(comment.body) !== null;
}
