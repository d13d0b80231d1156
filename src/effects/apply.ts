import type { Effect, Receipt } from '../domain/effect.ts';
import { SourceError } from '../domain/errors.ts';
import type { ActionsPolicy } from '../domain/policy/policy.ts';
import { applyComment, applyExplanation } from './comment.ts';
import { editComments } from './edit-comments.ts';
import { closeIssue, reopenIssue } from './issue-state.ts';
import { applyLabels } from './label.ts';
import { linkSignal } from './link-signal.ts';
import { openIncident } from './open-incident.ts';
import type { EffectPorts } from './ports.ts';
import { applyProposal } from './propose.ts';
import { resolveSignal } from './resolve-signal.ts';
import { applyUmbrella } from './umbrella.ts';

export interface ApplyOptions {
  readonly dryRun: boolean;
  /** Which kinds of action the repository's policy allows. */
  readonly allowed: ActionsPolicy;
}

/**
 * Applies a plan in its order and says what became of each effect. When an incident's comment lost a race or failed,
 * what follows for the same issue is not done: the record comes first.
 */
export async function apply(
  effects: readonly Effect[],
  ports: EffectPorts,
  options: ApplyOptions,
): Promise<Receipt[]> {
  const receipts: Receipt[] = [];
  const stopped = new Set<string>();
  for (const effect of effects) {
    const target = effectTarget(effect);
    if (options.dryRun) {
      receipts.push({ kind: 'skipped', effect: effect.kind, target, why: 'dry-run' });
      continue;
    }
    if (!options.allowed[permissionFor(effect)]) {
      receipts.push({ kind: 'skipped', effect: effect.kind, target, why: 'not-allowed' });
      continue;
    }
    if (stopped.has(target)) continue;
    const receipt = await attempt(effect, ports);
    if (receipt.kind !== 'done') stopped.add(target);
    receipts.push(receipt);
  }
  return receipts;
}

/** The action that each effect is. */
const PERMISSION: Readonly<Record<Effect['kind'], keyof ActionsPolicy>> = {
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

function permissionFor(effect: Effect): keyof ActionsPolicy {
  return effect.kind === 'umbrella' && effect.action === 'close' ? 'close' : PERMISSION[effect.kind];
}

/** What an effect concerns, as a reader names it: `#7`. */
export function effectTarget(effect: Effect): string {
  if (effect.kind === 'brief') return `#${effect.order.issue}`;
  if (effect.kind === 'propose') return `#${effect.proposal.issue.number}`;
  if (effect.kind === 'open-issue') return effect.signal.shortId.replace(/[^\w-]/g, '');
  if (effect.kind === 'edit-comments') return effect.edits.map(({ issue }) => `#${issue.number}`).join(', ');
  if (effect.kind === 'umbrella')
    return effect.umbrella === null ? 'a new umbrella issue' : `#${effect.umbrella.number}`;
  return `#${effect.issue.number}`;
}

async function attempt(effect: Effect, ports: EffectPorts): Promise<Receipt> {
  const target = effectTarget(effect);
  try {
    switch (effect.kind) {
      case 'brief': {
        const digest = ports.saveBrief(effect.fileName, ports.renderBrief(effect.order));
        return { kind: 'done', effect: effect.kind, target, digest };
      }
      case 'comment':
        return { kind: await applyComment(effect, ports), effect: effect.kind, target };
      case 'explain':
        return { kind: await applyExplanation(effect, ports), effect: effect.kind, target };
      case 'open-issue':
        return { kind: 'done', effect: effect.kind, target, issue: await openIncident(effect, ports) };
      case 'propose':
        return { ...(await applyProposal(effect, ports)), effect: effect.kind, target };
      case 'link-signal':
        await linkSignal(effect, ports);
        return { kind: 'done', effect: effect.kind, target };
      case 'umbrella':
        return { kind: await applyUmbrella(effect, ports), effect: effect.kind, target };
      case 'edit-comments':
        await editComments(effect, ports);
        return { kind: 'done', effect: effect.kind, target };
      case 'close-issue':
        await closeIssue(effect, ports);
        return { kind: 'done', effect: effect.kind, target };
      case 'reopen-issue':
        await reopenIssue(effect, ports);
        return { kind: 'done', effect: effect.kind, target };
      case 'resolve-signal':
        await resolveSignal(effect, ports);
        return { kind: 'done', effect: effect.kind, target };
      case 'label':
        await applyLabels(effect, ports);
        return { kind: 'done', effect: effect.kind, target };
    }
  } catch (error) {
    if (error instanceof SourceError)
      return { kind: 'failed', effect: effect.kind, target, advice: error.fault.advice };
    throw error;
  }
}
