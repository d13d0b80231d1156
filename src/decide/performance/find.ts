import type { Calm, PerformanceFinding, SpanFacts, Window } from '../../domain/performance.ts';
import type { PerformancePolicy } from '../../domain/policy/performance.ts';
import { attribute } from './attribute.ts';
import { timeLost } from './lost.ts';
import { performanceClass } from './name.ts';
import { slownessOf } from './slowness.ts';

/** A span name that is an incident, or why it is none. */
export type Found =
  | { readonly kind: 'finding'; readonly finding: PerformanceFinding }
  | { readonly kind: 'calm'; readonly name: SpanFacts['name']; readonly why: Calm };

/** Judges one span name by all that is known of it. */
export function findSlow(facts: SpanFacts, policy: PerformancePolicy, window: Window): Found {
  const slowness = slownessOf(facts, policy, window);
  if (slowness.kind === 'calm') return { kind: 'calm', name: facts.name, why: slowness.why };
  const lost = timeLost(facts, slowness, policy.windowHours);
  if (lost.hoursPerDay < policy.minHoursLost) return { kind: 'calm', name: facts.name, why: 'small' };
  const attribution = attribute(facts, slowness, policy);
  return {
    kind: 'finding',
    finding: { class: performanceClass(facts.name), facts, slowness, attribution, lost },
  };
}

/** The incidents of a look, worst first; names of one class are one, spoken for by the worst. */
export function findings(
  all: readonly SpanFacts[],
  policy: PerformancePolicy,
  window: Window,
): readonly PerformanceFinding[] {
  const found = all
    .map((facts) => findSlow(facts, policy, window))
    .flatMap((one) => (one.kind === 'finding' ? [one.finding] : []))
    .sort((a, b) => b.lost.score - a.lost.score || (a.class.fingerprint < b.class.fingerprint ? -1 : 1));
  const classes = new Set<string>();
  return found.filter(({ class: { fingerprint } }) => {
    const first = !classes.has(fingerprint);
    classes.add(fingerprint);
    return first;
  });
}
