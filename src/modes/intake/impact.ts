import { productImpact } from '../../decide/impact/impact.ts';
import { impactPlace } from '../../decide/impact/place.ts';
import { impactWindow } from '../../decide/impact/window.ts';
import type { CandidateFacts, JudgedCandidate } from '../../decide/intake/facts.ts';
import { MOST_PRODUCT_POINTS } from '../../decide/severity/severity.ts';
import { isMissing, type Missing } from '../../domain/facts.ts';
import type { EventCounts, ImpactPlace, ImpactPort, ImpactQuestion } from '../../domain/impact.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { type AnswerShelf, remembered } from './impact-shelf.ts';

/** Questions of one run: an old project has 120 an hour for everything that asks it. */
const MOST_QUESTIONS = 10;
/** From then on incidents are asked for without their page and release, so that they share an answer. */
const MOST_PLACES = 6;
const NOWHERE: ImpactPlace = { page: null, releases: [] };

/** Asks what an incident cost the product; incidents of one window and one place share one question. */
export type ImpactDesk = (facts: CandidateFacts, now: string) => Promise<CandidateFacts['impact']>;

type Answer = readonly EventCounts[] | Missing;

/** Nothing is asked without a source or without events to ask for. */
export function openImpactDesk(
  source: ImpactPort | null,
  { impact: policy }: Policy,
  shelf: AnswerShelf | null = null,
): ImpactDesk {
  const asked = new Map<string, Promise<Answer>>();
  let refused: Missing | null = null;
  const answer = (question: ImpactQuestion, counts: ImpactPort['counts']): Promise<Answer> | null => {
    const key = JSON.stringify(question);
    const known = asked.get(key);
    if (known !== undefined) return known;
    if (asked.size >= MOST_QUESTIONS) return null;
    const reply = remembered(question, counts, shelf);
    asked.set(key, reply);
    return reply;
  };
  return async (facts, now) => {
    if (source === null || policy.events.length === 0) return undefined;
    // A source that has refused refuses again: neither the limit nor the key is another in a minute.
    if (refused !== null) return refused;
    const window = impactWindow({ startedAt: beganAt(facts), now }, policy);
    const place = asked.size >= MOST_PLACES ? NOWHERE : placeOf(facts);
    const { events, path, releaseProperty } = policy;
    const counts = await answer({ window, events, path, place, releaseProperty }, source.counts);
    if (counts === null) return undefined;
    if (!isMissing(counts)) return productImpact(counts, { window, place }, policy);
    refused = counts;
    return counts;
  };
}

function placeOf({ signal, event, performance }: CandidateFacts): ImpactPlace {
  return impactPlace({
    event: isMissing(event) ? null : event,
    slow: performance?.case.name ?? null,
    release: isMissing(signal) ? null : signal.lastRelease,
  });
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
