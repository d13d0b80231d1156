import type { Effect, Receipt } from '../domain/effect.ts';
import { SourceError } from '../domain/errors.ts';
import type { ActionsPolicy } from '../domain/policy/policy.ts';
import { applyComment, applyExplanation } from './comment.ts';
import { editComments } from './edit-comments.ts';
import { reopenIssue } from './issue-state.ts';
import { applyLabels } from './label.ts';
import { type LabelBook, labelBook } from './label-book.ts';
import { linkSignal } from './link-signal.ts';
import { openIncident } from './open-incident.ts';
import { effectTarget, remaining, skipped } from './parts.ts';
import type { EffectPorts } from './ports.ts';
import { applyProposal } from './propose.ts';
import { resolveSignal } from './resolve-signal.ts';
import { settleIssues } from './settle-issues.ts';
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
  const labels = labelBook(ports);
  for (const effect of effects) {
    receipts.push(...skipped(effect, options));
    const left = options.dryRun ? null : remaining(effect, { allowed: options.allowed, stopped });
    if (left === null) continue;
    for (const receipt of await attempt(left, ports, labels)) {
      if (receipt.kind !== 'done') for (const target of receipt.target.split(', ')) stopped.add(target);
      receipts.push(receipt);
    }
  }
  return receipts;
}

async function attempt(effect: Effect, ports: EffectPorts, labels: LabelBook): Promise<Receipt[]> {
  try {
    if (effect.kind === 'edit-comments') return await editComments(effect, ports);
    if (effect.kind === 'settle-issues') return await settleIssues(effect, ports, labels);
    return [await carryOut(effect, ports)];
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const { advice } = error.fault;
    return [{ kind: 'failed', effect: effect.kind, target: effectTarget(effect), advice }];
  }
}

type Single = Exclude<Effect, { kind: 'edit-comments' | 'settle-issues' }>;

async function carryOut(effect: Single, ports: EffectPorts): Promise<Receipt> {
  const target = effectTarget(effect);
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
}
