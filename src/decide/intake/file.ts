import type { Effect, IssueRef, Receipt } from '../../domain/effect.ts';
import { isMissing } from '../../domain/facts.ts';
import type { IntakePolicy } from '../../domain/policy/policy.ts';
import type { ReasonCode } from '../../domain/reason-codes.ts';
import { isUnfiled } from '../../domain/record.ts';
import { signalLine } from '../../domain/signal-issue.ts';
import { untrusted } from '../../domain/trust.ts';
import type { Decision } from '../../domain/verdict.ts';
import type { JudgedCandidate } from './facts.ts';
import { isMeasured } from './next-incident.ts';

/** Escalations for want of evidence: the next run asks again, and nobody needs an issue for it. A storm has its own. */
const NO_ISSUE: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'sentry-unavailable',
  'sentry-not-configured',
  'event-missing',
  'tree-unavailable',
  'storm',
]);

/** Issues to open: for what a worker gets, and for what a person must see and is worth their while. */
export function issuesToOpen(judged: readonly JudgedCandidate[], minSeverity: number): Effect[] {
  return judged.flatMap(({ facts, decision, severity }) => {
    const { candidate, signal } = facts;
    const asks =
      decision.verdict === 'escalate' && !NO_ISSUE.has(decision.reasonCode) && severity >= minSeverity;
    if (!isUnfiled(candidate) || isMissing(signal) || !(decision.verdict === 'accept' || asks)) return [];
    const { number: place, title } = candidate.facts;
    const measured = isMeasured(facts) ? ({ measured: true } as const) : {};
    return [{ kind: 'open-issue', place, signal, title, ...measured }];
  });
}

/** Issues that were opened, by the number that they had within the run. */
export function openedIssues(
  effects: readonly Effect[],
  receipts: readonly Receipt[],
): ReadonlyMap<number, IssueRef> {
  const opened = new Map<number, IssueRef>();
  for (const [at, effect] of effects.entries()) {
    const receipt = receipts[at];
    if (effect.kind === 'open-issue' && receipt?.kind === 'done' && receipt.issue !== undefined)
      opened.set(effect.place, receipt.issue);
  }
  return opened;
}

/** The candidates with the issues that they now have. */
export function withIssues(
  judged: readonly JudgedCandidate[],
  opened: ReadonlyMap<number, IssueRef>,
): readonly JudgedCandidate[] {
  return judged.map((one) => {
    const { candidate, signal } = one.facts;
    const ref = opened.get(candidate.facts.number);
    const decision = renumbered(one.decision, opened);
    if (ref === undefined || isMissing(signal)) return { ...one, decision };
    const body = untrusted(`${signalLine(signal.id)}\n`);
    const issue = { ...candidate.facts, number: ref.number, body };
    return {
      ...one,
      decision,
      facts: { ...one.facts, candidate: { ...candidate, facts: issue, nodeId: ref.nodeId } },
    };
  });
}

/** A duplicate of an incident that just got its issue points there. */
function renumbered(decision: Decision, opened: ReadonlyMap<number, IssueRef>): Decision {
  const reasons = decision.reasons.map((reason) => {
    const ref = opened.get(Number(reason.evidence.issue));
    return ref === undefined ? reason : { ...reason, evidence: { ...reason.evidence, issue: ref.number } };
  });
  return { ...decision, reasons };
}

/** Links in Sentry for the issues that this run opened, when the configuration names an integration. */
export function signalLinks(
  effects: readonly Effect[],
  opened: ReadonlyMap<number, IssueRef>,
  { sentryApp: app }: IntakePolicy,
): Effect[] {
  if (app === null) return [];
  return effects.flatMap((effect) => {
    const issue = effect.kind === 'open-issue' ? opened.get(effect.place) : undefined;
    return effect.kind === 'open-issue' && issue !== undefined && effect.measured === undefined
      ? [{ kind: 'link-signal', issue, signalId: effect.signal.id, app }]
      : [];
  });
}
