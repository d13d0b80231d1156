import type { CommentFacts } from '../../domain/facts.ts';

/** An order that a person gave in a comment. */
export interface Command {
  readonly verb: 'retry' | 'ignore' | 'explain';
  /** What follows the verb on its line, ≤ 300 characters; still untrusted. */
  readonly hint: string;
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
}

const LINE = /^\/patchpilot[ \t]{1,10}(retry|ignore|explain)\b[ \t]{0,10}(.{0,300})/im;

/** The command of a comment; `null` unless a person with write access wrote it and never changed it since. */
export function commandOf(comment: CommentFacts): Command | null {
  if (comment.edited || comment.ours || comment.author.isBot || !comment.author.canWrite) return null;
  const match = LINE.exec(comment.body.slice(0, 4_000));
  if (match === null) return null;
  const verb = (match[1] ?? '').toLowerCase() as Command['verb'];
  return { verb, hint: (match[2] ?? '').trim(), by: comment.author.login, at: comment.createdAt };
}

/** The last order that still stands; asking for an explanation changes nothing. */
export function latestCommand(comments: readonly CommentFacts[]): Command | null {
  return comments.map(commandOf).findLast((one) => one !== null && one.verb !== 'explain') ?? null;
}
