import { type Endpoint, endpoint } from '../endpoint.ts';
import { addComment, commentOf, deleteComment, issueOf, updateComment } from '../operations/issues.ts';
import { slice } from '../page.ts';
import { commentShape } from '../shapes/issue.ts';

const COMMENTS = '/repos/{owner}/{repo}/issues/{issue_number}/comments' as const;
const COMMENT = '/repos/{owner}/{repo}/issues/comments/{comment_id}' as const;

export const commentEndpoints: readonly Endpoint[] = [
  endpoint({ method: 'get', path: COMMENT, needs: ['issues', 'read'] }, (call) => {
    const { issue, comment } = commentOf(call.repository, Number(call.params.comment_id));
    return { status: 200, body: commentShape(call, issue, comment) };
  }),
  endpoint({ method: 'patch', path: COMMENT, needs: ['metadata', 'read'] }, (call) => {
    const found = commentOf(call.repository, Number(call.params.comment_id));
    const comment = updateComment(call.session, found, call.body.body);
    return { status: 200, body: commentShape(call, found.issue, comment) };
  }),
  endpoint({ method: 'delete', path: COMMENT, needs: ['metadata', 'read'] }, (call) => {
    deleteComment(call.session, commentOf(call.repository, Number(call.params.comment_id)));
    return { status: 204, body: undefined };
  }),
  endpoint({ method: 'get', path: COMMENTS, needs: ['issues', 'read'] }, (call) => {
    const issue = issueOf(call.repository, Number(call.params.issue_number));
    const since = call.query.since ?? '';
    const comments = slice(
      call.page,
      issue.comments.filter((comment) => comment.updatedAt >= since),
    );
    return { status: 200, body: comments.map((comment) => commentShape(call, issue, comment)) };
  }),
  endpoint({ method: 'post', path: COMMENTS, needs: ['metadata', 'read'] }, (call) => {
    const issue = issueOf(call.repository, Number(call.params.issue_number));
    return { status: 201, body: commentShape(call, issue, addComment(call.session, issue, call.body.body)) };
  }),
];
