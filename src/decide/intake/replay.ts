import { isMissing, type SignalFacts } from '../../domain/facts.ts';
import type { StormPolicy } from '../../domain/policy/triage.ts';
import type { Decision } from '../../domain/verdict.ts';
import { findStorm } from '../triage/storm.ts';
import type { JudgedCandidate } from './facts.ts';
import { stormCandidate } from './storm.ts';

/** The signal as it was when it came: what became of it since is not known yet. */
export function asItCame(signal: SignalFacts): SignalFacts {
  const { substatus } = signal;
  const seen =
    substatus === 'regressed' || substatus === 'escalating' || substatus === 'new' ? substatus : null;
  return { ...signal, status: 'unresolved', substatus: seen, resolvedInRelease: null };
}

/** The storm breaker over past candidates, oldest first: each is seen with those that began shortly before it. */
export function replayStorms(judged: readonly JudgedCandidate[], policy: StormPolicy): readonly Decision[] {
  const accepted = judged.filter(({ decision }) => decision.verdict === 'accept');
  const members = new Map<number, string>();
  for (const { facts } of accepted) {
    const now = facts.candidate.facts.createdAt;
    // Whoever began before this moment is still going on: a past lull is not on record.
    const known = accepted
      .map((one) => ({ ...stormCandidate(one), lastSeen: now }))
      .filter(({ startedAt }) => startedAt <= now);
    const storm = findStorm(known, policy, now);
    for (const issue of storm?.issues ?? []) members.set(issue, storm?.root ?? '');
  }
  return judged.map(({ facts, decision }) => {
    const root = members.get(facts.candidate.facts.number);
    if (root === undefined || decision.verdict !== 'accept' || isMissing(facts.signal)) return decision;
    const reason = { code: 'storm', outcome: 'decisive', verdict: 'escalate', evidence: { root } } as const;
    return { verdict: 'escalate', reasonCode: 'storm', reasons: [...decision.reasons.slice(0, -1), reason] };
  });
}
