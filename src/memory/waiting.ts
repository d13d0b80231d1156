import type { RowOf } from '../domain/lesson.ts';
import type { ReasonCode } from '../domain/reason-codes.ts';

/** Decisions for a moment: they end by the clock, by a budget or by somebody else's pull request. */
const FOR_A_MOMENT: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'accepted',
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

/** Issues whose newest decision is one for a moment; rows come oldest first. */
export function waitingIssues(rows: readonly RowOf<'decision'>[]): readonly number[] {
  const newest = new Map(rows.map(({ issue, reason }) => [issue, reason]));
  return [...newest].filter(([, reason]) => FOR_A_MOMENT.has(reason)).map(([issue]) => issue);
}
