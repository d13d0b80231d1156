import type { Action, IssueRef, Receipt } from '../domain/effect.ts';
import type { Refusal } from './together.ts';

/** One receipt for all that was done, and one for each cause of what was not. */
export function receiptsFor<Item extends { readonly issue: IssueRef }>(
  effect: Action,
  items: readonly Item[],
  refused: readonly Pick<Refusal<Item>, 'item' | 'advice'>[],
): Receipt[] {
  const not = new Set(refused.map(({ item }) => item));
  const done = items.filter((item) => !not.has(item));
  const causes = Map.groupBy(refused, ({ advice }) => advice);
  return [
    ...(done.length === 0 ? [] : [{ kind: 'done', effect, target: targetOf(done) } as const]),
    ...[...causes].map(([advice, some]) => {
      return { kind: 'failed', effect, target: targetOf(some.map(({ item }) => item)), advice } as const;
    }),
  ];
}

/** `#7, #8`. */
export function targetOf(items: readonly { readonly issue: IssueRef }[]): string {
  return items.map(({ issue }) => `#${issue.number}`).join(', ');
}
