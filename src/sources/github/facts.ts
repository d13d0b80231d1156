import type { z } from 'zod';
import type { Actor, CommentFacts, IssueFacts, PullRequestFacts } from '../../domain/facts.ts';
import { signalOf } from '../../domain/signal-issue.ts';
import { untrusted } from '../../domain/trust.ts';
import type { Comment, Issue, PullRequest } from './shapes.ts';

/** Associations that GitHub gives to people with a role in the repository; the exact right is asked when it matters. */
const WRITERS = new Set(['OWNER', 'MEMBER', 'COLLABORATOR']);

type RawActor = z.infer<typeof Comment>['author'];

/** A deleted account comes as `null`: nobody, who may write nothing. */
function actorFacts(raw: RawActor, association: string): Actor {
  return {
    // REST and event files write `name[bot]`, GraphQL leaves the suffix out: one spelling inside.
    login:
      raw === null
        ? 'ghost'
        : raw.__typename === 'Bot' && !raw.login.endsWith('[bot]')
          ? `${raw.login}[bot]`
          : raw.login,
    id: raw?.databaseId ?? null,
    isBot: raw?.__typename === 'Bot',
    canWrite: WRITERS.has(association),
  };
}

export function commentFacts(raw: z.infer<typeof Comment>): CommentFacts {
  return {
    id: raw.id,
    author: actorFacts(raw.author, raw.authorAssociation),
    body: untrusted(raw.body),
    createdAt: raw.createdAt,
    edited: raw.includesCreatedEdit,
    ours: raw.viewerDidAuthor,
  };
}

export function issueFacts(raw: z.infer<typeof Issue>): IssueFacts {
  const known = new Set(raw.comments.map((comment) => comment.id));
  const comments = [...raw.comments, ...raw.recent.filter((comment) => !known.has(comment.id))];
  return {
    number: raw.number,
    title: untrusted(raw.title),
    body: untrusted(raw.body),
    state: raw.state === 'OPEN' ? 'open' : 'closed',
    locked: raw.locked,
    labels: raw.labels.map((label) => label.name),
    author: actorFacts(raw.author, raw.authorAssociation),
    ours: raw.viewerDidAuthor && signalOf(raw.body) !== null,
    assignees: raw.assignees.map((assignee) => actorFacts(assignee, '')),
    comments: comments.map(commentFacts),
    createdAt: raw.createdAt,
  };
}

/** Branches of ours, by name: `patchpilot/<fingerprint>`. */
const OUR_BRANCH = /^patchpilot\/[0-9a-f]{16}$/;

export function pullRequestFacts(raw: z.infer<typeof PullRequest>): PullRequestFacts {
  return {
    number: raw.number,
    title: untrusted(raw.title),
    body: untrusted(raw.body),
    branch: raw.headRefName,
    author: actorFacts(raw.author, ''),
    state: raw.state === 'OPEN' ? 'open' : raw.state === 'MERGED' ? 'merged' : 'closed',
    draft: raw.isDraft,
    ours: OUR_BRANCH.test(raw.headRefName),
    files: raw.files?.map((file) => file.path) ?? [],
    closedBy: null,
    changedAt: raw.updatedAt,
  };
}
