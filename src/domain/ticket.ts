import { classify } from './class/classify.ts';
import type { ErrorClass } from './error-class.ts';
import { findSentryLinks } from './sentry-link.ts';
import { parseReport } from './stacktrace/report.ts';
import { type Untrusted, untrusted } from './trust.ts';

/** An open issue that a person filed, as GitHub tells it. */
export interface TicketText {
  readonly number: number;
  readonly author: string;
  readonly title: Untrusted;
  readonly body: Untrusted;
  /** Comments of bots: Sentry posts its link there when a person links the ticket to a Sentry issue. */
  readonly botComments: readonly Untrusted[];
}

/** What a person's ticket speaks of. */
export interface Ticket {
  readonly number: number;
  readonly author: string;
  /** Numbers and short ids of Sentry issues that it links to. */
  readonly sentryRefs: readonly string[];
  /** Class of the stack trace that it quotes; `null` without one. */
  readonly errorClass: ErrorClass | null;
  /** Title and the beginning of the body. */
  readonly text: Untrusted;
}

/** Characters of a ticket that are read for words. */
const TEXT_LENGTH = 4_000;

export function readTicket({ number, author, title, body, botComments }: TicketText): Ticket {
  const links = [body, ...botComments].flatMap((text) => findSentryLinks(text));
  const event = parseReport(body);
  const known = event.exceptions.some((exception) => exception.frames.length > 0);
  return {
    number,
    author,
    sentryRefs: [...new Set(links.flatMap(({ id, shortId }) => [id, shortId].filter((one) => one !== null)))],
    errorClass: known ? classify(event) : null,
    text: untrusted(`${title}\n${body}`.slice(0, TEXT_LENGTH)),
  };
}
