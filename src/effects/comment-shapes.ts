import { z } from 'zod';

const comment = z.object({ id: z.string(), body: z.string(), viewerDidAuthor: z.boolean() });
const comments = z.object({ nodes: z.array(comment) });

/** A comment as far as the writer needs it. */
export type OwnComment = Readonly<z.infer<typeof comment>>;

export const AddCommentAnswer = z.object({
  addComment: z.object({
    commentEdge: z.object({ node: z.object({ id: z.string() }) }),
    subject: z.object({ comments }),
  }),
});

export const CommentsAnswer = z.object({ node: z.object({ comments }) });
