import type { EventCounts, EventImpact, EventVerdict, WindowCounts } from '../../domain/impact.ts';
import type { ImpactPolicy } from '../../domain/policy/impact.ts';
import { logRatio, logRatioError, normalBelow } from './chance.ts';

/** Two-sided 95 %. */
const WIDTH = 1.96;
/** Share of the drop that must have come with the window itself, and not before. */
const NEW_SHARE = 0.5;

/** Counts of one event, everywhere or on one page. */
export type Counted = Pick<EventCounts, 'name' | 'exists'> & WindowCounts;

/** One event's window against the same hours last week; `maxChance`: of one comparison. */
export function changeOf(
  counts: Counted,
  { policy, maxChance }: { readonly policy: ImpactPolicy; readonly maxChance: number },
): EventImpact {
  const { name, now, lastWeek, previous } = counts;
  const log = logRatio(now.count, lastWeek.count);
  const error = logRatioError(now.count, lastWeek.count, policy.noise);
  const share = (value: number) => Math.round((Math.exp(value) - 1) * 1_000) / 1_000;
  const enough = counts.exists && lastWeek.count >= policy.minEvents;
  const chance = enough ? normalBelow(log / error) : null;
  return {
    name,
    verdict: verdictOf(counts, { policy, chance, maxChance }),
    now,
    lastWeek,
    previous,
    absolute: now.count - lastWeek.count,
    relative:
      lastWeek.count === 0
        ? null
        : { at: share(log), lower: share(log - WIDTH * error), upper: share(log + WIDTH * error) },
    chance: chance === null ? null : Number(chance.toPrecision(2)),
  };
}

interface Limits {
  readonly policy: ImpactPolicy;
  readonly chance: number | null;
  readonly maxChance: number;
}

function verdictOf(counts: Counted, { policy, chance, maxChance }: Limits): EventVerdict {
  const { now, lastWeek, previous, previousLastWeek } = counts;
  if (!counts.exists) return 'unknown-event';
  if (chance === null) return 'not-enough-data';
  const log = logRatio(now.count, lastWeek.count);
  if (log > Math.log(1 - policy.minDrop) || chance > maxChance) return 'no-loss';
  // A week that is quieter as a whole, or a loss that stood before the incident began, is not the incident's.
  const before = logRatio(previous.count, previousLastWeek.count);
  const comparable = previousLastWeek.count >= policy.minEvents / 2;
  return comparable && before <= log * (1 - NEW_SHARE) ? 'earlier-loss' : 'loss';
}
