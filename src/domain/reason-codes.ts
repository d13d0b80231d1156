/**
 * Reason codes are stable API: they appear in outputs, markers and the memory. Add, never rename.
 * Kebab-case; the question's answer in two to four words.
 */
export const REASON_CODES = [
  // triage: accept
  'accepted',
  // triage: is it ours?
  'not-sentry-issue',
  'untrusted-author',
  'foreign-organization',
  'foreign-project',
  'sentry-issue-not-found',
  'sentry-unavailable',
  'sentry-not-configured',
  'event-missing',
  'not-an-error',
  'nothing-slow',
  // triage: real?
  'noise',
  'injection-suspected',
  // triage: production?
  'environment-not-production',
  'environment-unknown',
  // triage: new?
  'already-tracked',
  'already-resolved',
  'fixed-in-later-release',
  'open-pull-request',
  'merged-pull-request',
  'duplicate-class',
  'remembered-no',
  // triage: a human's already?
  'issue-closed',
  'issue-locked',
  'opted-out',
  'assigned-to-human',
  'human-ticket',
  'human-handling',
  'human-closed-pull-request',
  'human-said-ignore',
  // triage: ours to fix?
  'no-stack',
  'no-frame-in-tree',
  'third-party-outage',
  'infrastructure',
  'tree-unavailable',
  'tree-truncated',
  // triage: worth it, fixable, affordable?
  'below-severity',
  'below-fixability',
  'attempts-spent',
  'cool-down',
  'daily-budget-spent',
  'open-pull-request-budget-spent',
  'storm',
  'disabled',
  'action-not-allowed',
] as const;

/** The stable name of an answer. */
export type ReasonCode = (typeof REASON_CODES)[number];

/** Refusals for a moment: they end by the clock, by a budget or by somebody else's pull request, and are asked again. */
export const FOR_A_MOMENT: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'sentry-unavailable',
  'sentry-not-configured',
  'event-missing',
  'tree-unavailable',
  'storm',
  'cool-down',
  'daily-budget-spent',
  'open-pull-request-budget-spent',
  'open-pull-request',
  'merged-pull-request',
  'human-ticket',
  'disabled',
]);
