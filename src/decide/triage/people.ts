import type { CommentFacts } from '../../domain/facts.ts';
import { type Check, decisive } from './check.ts';
import { latestCommand } from './command.ts';
import { TICKETS } from './tickets.ts';

/** Is it a person's already? Then it is theirs. `/patchpilot retry` after that hands it back. */
export const PEOPLE: readonly Check[] = [command, assignee, ...TICKETS, handled];

function command({ issue }: Parameters<Check>[0]): ReturnType<Check> {
  const last = latestCommand(issue.comments);
  return last?.verb === 'ignore' ? decisive('ignore', 'human-said-ignore', { by: last.by }) : null;
}

function assignee({ issue }: Parameters<Check>[0]): ReturnType<Check> {
  const person = issue.assignees.find((one) => !one.isBot);
  if (person === undefined || askedBack(issue.comments, null)) return null;
  return decisive('defer', 'assigned-to-human', { assignee: person.login });
}

/** What people say when they have it in hand, or have decided against it. */
const HANDLED: readonly { readonly name: string; readonly pattern: RegExp; readonly says: string }[] = [
  {
    name: 'on it',
    pattern:
      /\b(?:i(?:'|’)?(?:m| am)|we(?:'|’)?(?:re| are)) (?:on (?:it|this)|(?:already )?(?:working|looking) (?:on|at|into) (?:it|this|that)|(?:fixing|handling|investigating|debugging) (?:it|this))\b/i,
    says: "I'm on it",
  },
  {
    name: 'will do',
    pattern:
      /\b(?:i|we)(?:'|’)?(?:ll| will| shall| can) (?:take (?:it|this|care of)|fix (?:it|this)|handle (?:it|this)|look (?:at|into) (?:it|this)|pick (?:it|this) up|work on (?:it|this)|own this)\b/i,
    says: "I'll take this",
  },
  {
    name: 'taking',
    pattern:
      /^\s*(?:taking (?:this|it|a look)|mine|claimed|assigning (?:to )?(?:myself|me)|on it|looking into (?:it|this)|i(?:'|’)ve got (?:this|it)|i got this)\b/im,
    says: 'On it!',
  },
  {
    name: 'fixed',
    pattern:
      /\b(?:(?:already |is |was |been |now |should be )?(?:fixed|resolved|addressed|solved|handled|patched)) (?:in|by|with|via|on) (?:#\d|[a-z-]+\/[a-z-]+#\d|pr\b|https:|v?\d+\.\d|the (?:next|latest|new)|main|master|[0-9a-f]{7,40}\b)/i,
    says: 'Fixed in #12',
  },
  {
    name: 'fix exists',
    pattern:
      /\b(?:pr|fix|patch|hotfix) (?:is )?(?:up|open(?:ed)?|out|incoming|coming|in review|on the way|in progress|deployed|released|here)\b|\b(?:opened|submitted|pushed|deployed) (?:a )?(?:pr|pull request|fix|hotfix|patch)\b/i,
    says: 'Fix is in review',
  },
  {
    name: 'by design',
    pattern:
      /\b(?:won(?:'|’)?t fix|wontfix|will not fix|not a bug|by design|works as (?:intended|designed)|expected behaviou?r|known issue|not planned|false positive|false alarm)\b/i,
    says: "Known issue, won't fix",
  },
  {
    name: 'duplicate',
    pattern: /^\s*(?:this is a )?(?:duplicate|dupe) of (?:#\d|https:)/im,
    says: 'Duplicate of #3',
  },
];

const NEGATED =
  /\b(?:not|isn(?:'|’)?t|wasn(?:'|’)?t|never|no longer|can(?:'|’)?t|haven(?:'|’)?t|hasn(?:'|’)?t|aren(?:'|’)?t|nobody|anyone|anybody|who|could (?:you|someone)|can (?:you|someone)|unless|until|if) (?:\w+ ){0,4}$/i;

function handled({ issue }: Parameters<Check>[0]): ReturnType<Check> {
  for (const comment of issue.comments) {
    if (comment.author.isBot || comment.ours || !comment.author.canWrite) continue;
    const rule = sentence(comment.body);
    if (rule !== null && !askedBack(issue.comments, comment)) {
      return decisive('defer', 'human-handling', { by: comment.author.login, says: rule });
    }
  }
  return null;
}

/** Name of the rule that a comment's own words meet; quotations and code do not count, nor negations and questions. */
function sentence(body: string): string | null {
  const own = body
    .slice(0, 4_000)
    .replace(/```[^`]{0,4000}```/g, '')
    .split('\n')
    .filter((line) => !/^\s*>/.test(line))
    .join('\n');
  for (const { name, pattern } of HANDLED) {
    const match = pattern.exec(own);
    if (match === null) continue;
    const before =
      own
        .slice(Math.max(0, match.index - 60), match.index)
        .split(/[.!\n;]/)
        .at(-1) ?? '';
    const after = own.slice(match.index + match[0].length).split(/[.!\n]/, 1)[0] ?? '';
    if (!NEGATED.test(before) && !/^\s*[^.\n]{0,40}\?/.test(after)) return name;
  }
  return null;
}

/** Whether somebody asked for another try after a comment (`null`: at all). */
function askedBack(comments: readonly CommentFacts[], since: CommentFacts | null): boolean {
  const last = latestCommand(comments);
  return last?.verb === 'retry' && (since === null || last.at > since.createdAt);
}
