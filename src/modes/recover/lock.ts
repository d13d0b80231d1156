import type { RecoveryPlan } from '../../decide/recovery/plan.ts';
import type { Effect, Receipt } from '../../domain/effect.ts';
import { type ApplyOptions, apply } from '../../effects/apply.ts';
import { withLock } from '../../effects/lock.ts';
import { effectTarget } from '../../effects/parts.ts';
import type { RecoverWorld } from './ports.ts';

/**
 * Hands incidents over under a lock: two runs at once must not send two workers at one incident. What another run has
 * handed over since it was read is left to that run.
 */
export async function applyUnderLock(
  effects: readonly Effect[],
  {
    world,
    options,
    plan,
  }: { readonly world: RecoverWorld; readonly options: ApplyOptions; readonly plan: RecoveryPlan },
): Promise<Receipt[]> {
  const receipts = await withLock(world.effects, async () => {
    const taken = await takenByOthers(world, plan);
    const mine = effects.filter((effect) => !taken.has(issueOf(effect)));
    return [
      ...(await apply(mine, world.effects, options)),
      ...lost(effects.filter((effect) => taken.has(issueOf(effect)))),
    ];
  });
  return receipts ?? lost(effects);
}

function lost(effects: readonly Effect[]): Receipt[] {
  return effects.map((effect) => ({ kind: 'lost-race', effect: effect.kind, target: effectTarget(effect) }));
}

function issueOf(effect: Effect): number {
  if (effect.kind === 'brief') return effect.order.issue;
  return 'issue' in effect ? effect.issue.number : 0;
}

async function takenByOthers(
  { record, run }: RecoverWorld,
  plan: RecoveryPlan,
): Promise<ReadonlySet<number>> {
  const issues = await record.issues(plan.dispatches.map(({ issue }) => issue));
  return new Set(
    plan.dispatches.flatMap(({ issue, attempt }) => {
      const sticky = issues.find(({ facts }) => facts.number === issue)?.sticky;
      if (sticky === undefined || sticky === null || sticky.incident === 'newer') return [issue];
      const last = sticky.incident.attempts.at(-1);
      return last !== undefined && last.number >= attempt && last.run !== run.id ? [issue] : [];
    }),
  );
}
