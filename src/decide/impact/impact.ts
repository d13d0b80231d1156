import type { ImpactFacts } from '../../domain/facts.ts';
import type { EventCounts, EventImpact, EventVerdict, ProductImpact } from '../../domain/impact.ts';
import type { Window } from '../../domain/performance.ts';
import type { ImpactPolicy } from '../../domain/policy/impact.ts';
import { logRatio, logRatioError, normalBelow } from './chance.ts';

/** Two-sided 95 %. */
const WIDTH = 1.96;
/** Share of the drop that must have come with the window itself, and not before. */
const NEW_SHARE = 0.5;

/**
 * What became of the product's own events: the window against the same hours last week, and whether the hours before had
 * the loss already. A drop counts when it is large enough and chance is an unlikely reason for it, all events together.
 */
export function productImpact(
  counts: readonly EventCounts[],
  window: Window,
  policy: ImpactPolicy,
): ProductImpact {
  const known = counts.filter(({ exists }) => exists).length;
  const events = counts.map((one) => eventImpact(one, policy, policy.maxChance / Math.max(1, known)));
  const losses = events.filter(({ verdict }) => verdict === 'loss');
  const spoken = events.filter(({ verdict }) => verdict !== 'not-enough-data' && verdict !== 'unknown-event');
  const verdict = losses.length > 0 ? 'loss' : spoken.length > 0 ? 'no-loss' : 'not-enough-data';
  return {
    window,
    verdict,
    events,
    facts: spoken.length === 0 ? null : factsOf(losses, spoken.length, policy),
  };
}

function eventImpact(counts: EventCounts, policy: ImpactPolicy, maxChance: number): EventImpact {
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

function verdictOf(counts: EventCounts, { policy, chance, maxChance }: Limits): EventVerdict {
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

/** 0–1 by the largest relative loss; half of what its interval says at least and what it says at most. */
function factsOf(losses: readonly EventImpact[], spoken: number, { fullDrop }: ImpactPolicy): ImpactFacts {
  const [worst] = losses.toSorted((a, b) => (a.relative?.at ?? 0) - (b.relative?.at ?? 0));
  if (worst?.relative == null) {
    const events = spoken === 1 ? 'the watched product event' : `all ${spoken} watched product events`;
    return { severity: 0, summary: `no loss in ${events}` };
  }
  const { at, upper } = worst.relative;
  const drop = (Math.abs(at) + Math.max(0, -upper)) / 2;
  const more = losses.length > 1 ? `, and ${losses.length - 1} more fell` : '';
  return {
    severity: Math.round(Math.min(1, drop / fullDrop) * 100) / 100,
    summary: `${worst.name.slice(0, 80)} fell by ${Math.round(Math.abs(at) * 100)} % (${worst.now.count} instead of ${worst.lastWeek.count})${more}`,
  };
}

/** The window of an incident: since it began, at most as long as the policy says, at least as long as says anything. */
export function impactWindow(
  { startedAt, now }: { readonly startedAt: string; readonly now: string },
  { windowHours, leastMinutes }: Pick<ImpactPolicy, 'windowHours' | 'leastMinutes'>,
): Window {
  const to = Date.parse(now);
  const began = Date.parse(startedAt);
  const length = Math.min(
    windowHours * 3_600_000,
    Math.max(leastMinutes * 60_000, Number.isFinite(began) ? to - began : 0),
  );
  // Whole minutes, so that runs of one minute ask one question and the service can answer from its cache.
  const end = Math.floor(to / 60_000) * 60_000;
  return { from: new Date(end - length).toISOString(), to: new Date(end).toISOString() };
}
