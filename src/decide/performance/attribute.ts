import type { Attribution, ChildSpans, Slowness, SpanFacts } from '../../domain/performance.ts';
import type { PerformancePolicy } from '../../domain/policy/performance.ts';

/** Ops that are asked for once too often. */
const REPEATABLE = /^(?:db|http\.client|cache|rpc\.client|graphql|resource\.fetch)/;
/** Share of the time (or of what was added to it) that makes one child the cause. */
const DOMINANT = 0.4;
/** Growth of the repeats that turns an old loop into a new one. */
const GROWN = 2;
/** Share of cold requests that explains a slow tail. */
const COLD = 0.05;

/** Where the time goes: a loop of queries, one child, cold starts, or the code itself. */
export function attribute(
  facts: SpanFacts,
  slowness: Slowness,
  policy: Pick<PerformancePolicy, 'repeats'>,
): Attribution {
  const added = slowness.kind === 'regressed';
  const total = added ? addedMs(facts) : (facts.now.avg ?? facts.now.p50 ?? 0);
  const ranked = facts.children
    .map((child) => ({ child, share: total > 0 ? Math.min(1, cost(child, added) / total) : 0 }))
    .sort((a, b) => b.share - a.share);
  const loop = ranked.find(({ child, share }) => isLoop(child, policy.repeats) && share >= DOMINANT / 2);
  const [top] = ranked;
  if (loop !== undefined && (!added || grew(loop.child))) return { kind: 'n-plus-one', child: loop.child };
  const cold = facts.coldShare;
  if (cold !== null && cold.now >= COLD && (!added || cold.now >= cold.before * GROWN))
    return { kind: 'cold-start', share: cold.now };
  return top !== undefined && top.share >= DOMINANT
    ? { kind: 'child', child: top.child, share: Math.round(top.share * 100) / 100 }
    : { kind: 'own' };
}

function isLoop({ op, perRequest }: ChildSpans, repeats: number): boolean {
  return REPEATABLE.test(op) && perRequest >= repeats;
}

function grew({ perRequest, before }: ChildSpans): boolean {
  return before === null || perRequest >= before.perRequest * GROWN;
}

function cost({ msPerRequest, before }: ChildSpans, added: boolean): number {
  return added ? Math.max(0, msPerRequest - (before?.msPerRequest ?? 0)) : msPerRequest;
}

/** Milliseconds that a request takes longer than before, on average. */
export function addedMs({ now, lastWeek, previous }: SpanFacts): number {
  const base = lastWeek ?? previous;
  if (base === null) return 0;
  if (now.avg !== null && base.avg !== null) return Math.max(0, now.avg - base.avg);
  return Math.max(0, (now.p50 ?? now.p75 ?? 0) - (base.p50 ?? base.p75 ?? 0));
}
