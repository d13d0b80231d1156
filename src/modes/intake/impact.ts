import { impactWindow, productImpact } from '../../decide/impact/impact.ts';
import type { CandidateFacts, JudgedCandidate } from '../../decide/intake/facts.ts';
import { MOST_PRODUCT_POINTS } from '../../decide/severity/severity.ts';
import { isMissing, type Missing } from '../../domain/facts.ts';
import type { ImpactPort, ProductImpact } from '../../domain/impact.ts';
import type { Policy } from '../../domain/policy/policy.ts';

/** Questions of one run: an old project has 120 an hour for everything that asks it. */
const MOST_QUESTIONS = 10;

/** Asks what an incident cost the product; incidents of one window share one question. */
export type ImpactDesk = (facts: CandidateFacts, now: string) => Promise<CandidateFacts['impact']>;

/** Nothing is asked without a source or without events to ask for. */
export function openImpactDesk(source: ImpactPort | null, { impact: policy }: Policy): ImpactDesk {
  const asked = new Map<string, Promise<ProductImpact | Missing>>();
  return async (facts, now) => {
    if (source === null || policy.events.length === 0) return undefined;
    const window = impactWindow({ startedAt: beganAt(facts), now }, policy);
    const key = `${window.from} ${window.to}`;
    const known = asked.get(key);
    if (known !== undefined) return known;
    if (asked.size >= MOST_QUESTIONS) return undefined;
    const question = { window, events: policy.events, path: policy.path };
    const answer = source
      .counts(question)
      .then((counts) => (isMissing(counts) ? counts : productImpact(counts, window, policy)));
    asked.set(key, answer);
    return answer;
  };
}

/** An old error that comes back begins anew; what was measured begins with its window. */
function beganAt({ signal, candidate, performance }: CandidateFacts): string {
  const window = performance?.record?.window;
  if (window !== undefined) return window.from;
  if (isMissing(signal)) return candidate.facts.createdAt;
  const back = signal.substatus === 'regressed' || signal.substatus === 'escalating';
  return back ? candidate.facts.createdAt : signal.firstSeen;
}

/** Whether the product's numbers are worth a question: for what goes on, and for what only they can lift over the bar. */
export function isWorthAsking({ decision, severity }: JudgedCandidate, minSeverity: number): boolean {
  const { verdict, reasonCode } = decision;
  if (reasonCode === 'below-severity') return severity + MOST_PRODUCT_POINTS >= minSeverity;
  return verdict === 'accept' || (verdict === 'escalate' && !UNREAD.has(reasonCode));
}

/** Escalations for want of evidence: the next run asks everything again. */
const UNREAD: ReadonlySet<string> = new Set([
  'sentry-unavailable',
  'sentry-not-configured',
  'event-missing',
  'tree-unavailable',
]);
