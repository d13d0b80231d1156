import type { Outcome } from '../../domain/outcome.ts';
import type { Trigger } from '../../domain/trigger.ts';
import { door, isRefusal } from './door.ts';

/** Actions on an issue that ask for a decision. */
const ACTIONS = new Set(['opened', 'reopened', 'labeled']);

/** The outcome of a run that is switched off. */
export function switchedOff(trigger: Trigger): Outcome {
  const issue = trigger.kind === 'issue' || trigger.kind === 'issue-comment' ? trigger.number : null;
  const reasons = [{ code: 'disabled', outcome: 'decisive', verdict: 'ignore', evidence: {} }] as const;
  return outcome([{ issue, signal: null, decision: { verdict: 'ignore', reasonCode: 'disabled', reasons } }]);
}

/** The outcome of an intake run that needs to ask nobody; `null` when it has to. */
export function quickRefusal(trigger: Trigger, organization: string | null): Outcome | null {
  if (trigger.kind === 'schedule' || trigger.kind === 'dispatch' || trigger.kind === 'push') return null;
  if (trigger.kind === 'issue-comment') return isOrder(trigger) ? null : outcome([]);
  if (trigger.kind !== 'issue' || !ACTIONS.has(trigger.action)) return outcome([]);
  const answer = door({ ...trigger, ours: false }, organization);
  return isRefusal(answer) ? outcome([{ issue: trigger.number, signal: null, decision: answer }]) : null;
}

/** A fresh comment that begins a line with our command; who may give it is asked later. */
function isOrder({ action, body }: Extract<Trigger, { kind: 'issue-comment' }>): boolean {
  return action === 'created' && /^\/patchpilot[ \t]/im.test(body);
}

function outcome(findings: Outcome['findings']): Outcome {
  return { mode: 'intake', dryRun: false, findings, dispatches: [], receipts: [], notices: [] };
}
