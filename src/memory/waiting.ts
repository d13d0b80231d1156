import type { RowOf } from '../domain/lesson.ts';
import { FOR_A_MOMENT, type ReasonCode } from '../domain/reason-codes.ts';

/** What was handed over, or refused for a moment, may change by itself. */
const isWaiting = (reason: ReasonCode) => reason === 'accepted' || FOR_A_MOMENT.has(reason);

/** Issues whose newest decision is one for a moment; rows come oldest first. */
export function waitingIssues(rows: readonly RowOf<'decision'>[]): readonly number[] {
  const newest = new Map(rows.map(({ issue, reason }) => [issue, reason]));
  return [...newest].filter(([, reason]) => isWaiting(reason)).map(([issue]) => issue);
}
