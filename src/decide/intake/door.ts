import type { ReasonCode } from '../../domain/reason-codes.ts';
import { findSentryLink, type SentryLink } from '../../domain/sentry-link.ts';
import type { Sender } from '../../domain/trigger.ts';
import type { Decision, EvidenceValue } from '../../domain/verdict.ts';

/** A bot account whose issues are believed. `id` null: the login alone must do (self-hosted Apps). */
export interface TrustedAuthor {
  readonly login: string;
  readonly id: number | null;
}

/** What stands at the door: text and author of an issue, before anything is asked of anybody. */
export interface Visitor {
  readonly body: string;
  readonly author: Sender;
  /** We wrote it ourselves, for a signal that polling found. */
  readonly ours: boolean;
}

/**
 * The questions that need no request: is there a Sentry link, did a bot write the issue, is the link's organization
 * ours? Answers the link to follow, or the refusal.
 */
export function door(visitor: Visitor, organization: string | null): SentryLink | Decision {
  const link = findSentryLink(visitor.body);
  if (link === null) return refuse('not-sentry-issue', {});
  if (!visitor.author.isBot && !visitor.ours)
    return refuse('untrusted-author', { author: visitor.author.login });
  if (link.org !== null && organization !== null && link.org.toLowerCase() !== organization.toLowerCase()) {
    return refuse('foreign-organization', { organization: link.org, configured: organization });
  }
  return link;
}

/** Whether the door let nobody in. */
export function isRefusal(answer: SentryLink | Decision): answer is Decision {
  return 'verdict' in answer;
}

function refuse(code: ReasonCode, evidence: Readonly<Record<string, EvidenceValue>>): Decision {
  return {
    verdict: 'ignore',
    reasonCode: code,
    reasons: [{ code, outcome: 'decisive', verdict: 'ignore', evidence }],
  };
}
