import { resembles } from '../../domain/class/known.ts';
import { isMissing, type TriageFacts } from '../../domain/facts.ts';
import { findSentryLink } from '../../domain/sentry-link.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { type Check, decisive } from './check.ts';
import { latestCommand } from './command.ts';

/** Has a person filed a ticket for it, this one or another? */
export const TICKETS: readonly Check[] = [own, elsewhere];

/** Sentry posts its link as a comment on a ticket that a person linked to the Sentry issue. */
function own({ issue }: Parameters<Check>[0]): ReturnType<Check> {
  if (issue.author.isBot) return null;
  const linked = issue.comments.some(
    (comment) => comment.author.isBot && findSentryLink(comment.body) !== null,
  );
  return linked ? decisive('defer', 'human-ticket', { author: issue.author.login }) : null;
}

/** Another open issue that a person filed for the same error. `/patchpilot retry` here says that it is none. */
function elsewhere(facts: Parameters<Check>[0]): ReturnType<Check> {
  const last = latestCommand(facts.issue.comments);
  if (last?.verb === 'retry') return null;
  for (const ticket of facts.tickets) {
    if (ticket.number === facts.issue.number) continue;
    const by = likeness(ticket, facts);
    if (by !== null)
      return decisive('defer', 'human-ticket', { ticket: ticket.number, author: ticket.author, by });
  }
  return null;
}

function likeness(ticket: Ticket, { signal, event, errorClass, performance }: TriageFacts): string | null {
  if (performance !== undefined && complains(ticket.text, errorClass?.parts.message ?? ''))
    return 'the same slow requests';
  if (!isMissing(signal)) {
    const refs = ticket.sentryRefs.map((ref) => ref.toUpperCase());
    if (refs.includes(signal.id) || refs.includes(signal.shortId.toUpperCase())) return 'Sentry link';
  }
  if (errorClass !== null && ticket.errorClass !== null && resembles(ticket.errorClass, errorClass))
    return 'the same stack';
  return isMissing(event) ? null : quotation(ticket.text, event.exceptions[0]);
}

/** Words of people to whom something takes too long. */
const SLOW =
  /\b(?:slow(?:er|ness|ly)?|latency|timeouts?|tim(?:es|ed|ing) out|performance|p9[059]|n\+1|takes (?:too|so|very) long|hangs?)\b/i;

/** The ticket names the requests and says that they are slow. */
function complains(text: string, name: string): boolean {
  const bare = name
    .replace(/^[A-Z]{3,7} /, '')
    .replaceAll('{id}', '')
    .replace(/\/+$/, '')
    .toLowerCase();
  return bare.length >= 6 && text.toLowerCase().includes(bare) && SLOW.test(text.slice(0, 20_000));
}

/** Least characters of a message that nobody writes by chance. */
const TELLING = 25;

/** The ticket quotes the message whole, or names both the type and the innermost function. */
function quotation(
  text: string,
  cause:
    | {
        readonly type: string | null;
        readonly value: string | null;
        readonly frames: readonly { readonly function: string | null }[];
      }
    | undefined,
): string | null {
  if (cause === undefined) return null;
  const said = (cause.value ?? '').split('\n', 1)[0]?.trim() ?? '';
  const whole = text.toLowerCase();
  if (said.length >= TELLING && whole.includes(said.toLowerCase())) return 'quotes the error';
  const inner = cause.frames.at(-1)?.function ?? '';
  const named = [cause.type ?? '', inner].every(
    (word) => word.length >= 5 && whole.includes(word.toLowerCase()),
  );
  return named ? `names ${inner} and the type of the error` : null;
}
