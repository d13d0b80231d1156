import { attribute } from '../../decide/performance/attribute.ts';
import { timeLost } from '../../decide/performance/lost.ts';
import { performanceRecord } from '../../decide/performance/record.ts';
import { isMissing } from '../../domain/facts.ts';
import type { PerformanceCase, PerformanceRecord } from '../../domain/performance.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { World } from '../world.ts';

/** A case with what its spans say. */
export interface MeasuredCase {
  readonly case: PerformanceCase;
  readonly record: PerformanceRecord;
}

/**
 * Measures the requests of a performance issue that Sentry made, as the `performance` mode does: table, trend, release,
 * time lost. `null`: spans cannot be read, or by our own rules the requests are as fast as they were, and what Sentry's
 * rule saw stands alone.
 */
export async function measureReported(
  found: PerformanceCase,
  { openSpans, now }: Pick<World, 'openSpans' | 'now'>,
  { performance: policy }: Policy,
): Promise<MeasuredCase | null> {
  const spans = await openSpans?.();
  if (spans === undefined || isMissing(spans)) return null;
  const { lookAtReported } = await import('../performance/measure.ts');
  const look = await lookAtReported(spans, found.name, { policy, now });
  if (look === null) return null;
  const { facts, slowness, window } = look;
  // Sentry saw the very spans; where it blames none, what was measured says where the time goes.
  const attribution =
    found.attribution.kind === 'own' ? attribute(facts, slowness, policy) : found.attribution;
  const lost = timeLost(facts, slowness, policy.windowHours);
  const record = performanceRecord({ class: found.class, facts, slowness, attribution, lost }, window);
  const places = [...found.places, ...facts.places].slice(0, 50);
  return { case: { ...found, attribution, places, score: lost.score }, record };
}
