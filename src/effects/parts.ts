import type { Action, Effect, Receipt } from '../domain/effect.ts';
import type { ActionsPolicy } from '../domain/policy/policy.ts';
import { targetOf } from './receipts.ts';

/** The action that each effect is; `settle-issues` is two. */
const PERMISSION: Readonly<Record<Exclude<Action, 'settle-issues'>, keyof ActionsPolicy>> = {
  brief: 'dispatch',
  comment: 'comment',
  explain: 'comment',
  'open-issue': 'comment',
  'link-signal': 'comment',
  label: 'label',
  propose: 'pullRequest',
  umbrella: 'comment',
  'edit-comments': 'comment',
  'close-issue': 'close',
  'reopen-issue': 'close',
  'resolve-signal': 'close',
};

/** What an effect concerns, as a reader names it: `#7`. */
export function effectTarget(effect: Effect): string {
  if (effect.kind === 'brief') return `#${effect.order.issue}`;
  if (effect.kind === 'propose') return `#${effect.proposal.issue.number}`;
  if (effect.kind === 'open-issue') return effect.signal.shortId.replace(/[^\w-]/g, '');
  if (effect.kind === 'edit-comments') return targetOf(effect.edits);
  if (effect.kind === 'settle-issues') return targetOf(effect.issues);
  if (effect.kind === 'umbrella')
    return effect.umbrella === null ? 'a new umbrella issue' : `#${effect.umbrella.number}`;
  return `#${effect.issue.number}`;
}

interface Part {
  readonly effect: Action;
  readonly target: string;
  readonly permission: keyof ActionsPolicy;
}

/** What is not done of an effect, and why. */
export function skipped(
  effect: Effect,
  { dryRun, allowed }: { readonly dryRun: boolean; readonly allowed: ActionsPolicy },
): Receipt[] {
  return partsOf(effect)
    .filter(({ permission }) => dryRun || !allowed[permission])
    .map((part) => ({
      kind: 'skipped',
      effect: part.effect,
      target: part.target,
      why: dryRun ? 'dry-run' : 'not-allowed',
    }));
}

function partsOf(effect: Effect): readonly Part[] {
  const target = effectTarget(effect);
  if (effect.kind === 'umbrella' && effect.action === 'close')
    return [{ effect: effect.kind, target, permission: 'close' }];
  if (effect.kind !== 'settle-issues')
    return [{ effect: effect.kind, target, permission: PERMISSION[effect.kind] }];
  const labelled = targetOf(effect.issues.filter(({ add }) => add.length > 0));
  const closed = targetOf(effect.issues.filter(({ close }) => close));
  return [
    { effect: 'label', target: labelled, permission: PERMISSION.label } as const,
    { effect: 'close-issue', target: closed, permission: PERMISSION['close-issue'] } as const,
  ].filter((part) => part.target !== '');
}

/** What is left of an effect under this policy, without the incidents that stopped; `null`: nothing. */
export function remaining(
  effect: Effect,
  { allowed, stopped }: { readonly allowed: ActionsPolicy; readonly stopped: ReadonlySet<string> },
): Effect | null {
  if (effect.kind === 'edit-comments') {
    const edits = effect.edits.filter((edit) => !stopped.has(targetOf([edit])));
    return allowed.comment && edits.length > 0 ? { ...effect, edits } : null;
  }
  if (effect.kind === 'settle-issues') {
    const issues = effect.issues
      .filter((one) => !stopped.has(targetOf([one])))
      .map((one) => ({ ...one, add: allowed.label ? one.add : [], close: allowed.close && one.close }))
      .filter(({ add, close }) => add.length > 0 || close);
    return issues.length > 0 ? { ...effect, issues } : null;
  }
  const refused = partsOf(effect).some(({ permission }) => !allowed[permission]);
  return refused || stopped.has(effectTarget(effect)) ? null : effect;
}
