import type { ImpactFacts } from '../../domain/facts.ts';
import type { EventCounts, EventImpact, ImpactPlace, ProductImpact } from '../../domain/impact.ts';
import type { Window } from '../../domain/performance.ts';
import type { ImpactPolicy } from '../../domain/policy/impact.ts';
import { changeOf } from './change.ts';
import { comparisons, type Slice, shownSlices, slicesOf } from './slices.ts';

const NOWHERE: ImpactPlace = { page: null, releases: [] };

/** When and where the incident was. */
export interface ImpactFrame {
  readonly window: Window;
  readonly place?: ImpactPlace;
}

/**
 * What became of the product's own events: the window against the same hours last week, and whether the hours before had
 * the loss already; the same on the incident's page, and people on its release against all others. A drop counts when it
 * is large enough and chance is an unlikely reason for it, all comparisons together.
 */
export function productImpact(
  counts: readonly EventCounts[],
  { window, place = NOWHERE }: ImpactFrame,
  policy: ImpactPolicy,
): ProductImpact {
  const limits = { policy, maxChance: policy.maxChance / Math.max(1, comparisons(counts)) };
  const events = counts.map((one) => changeOf(one, limits));
  const slices = counts.flatMap((one) => slicesOf(one, limits));
  const losses = [...events.flatMap(wholeLoss), ...slices.flatMap(sliceLoss)];
  const spoken = events.filter(({ verdict }) => verdict !== 'not-enough-data' && verdict !== 'unknown-event');
  const verdict = losses.length > 0 ? 'loss' : spoken.length > 0 ? 'no-loss' : 'not-enough-data';
  return {
    window,
    verdict,
    events,
    ...(slices.length === 0 ? {} : { place }),
    ...shownSlices(slices),
    facts: verdict === 'not-enough-data' ? null : factsOf(losses, { spoken: spoken.length, place }, policy),
  };
}

/** A drop that counts; `weight`: how much of the whole product it is about (0–1). */
interface Loss {
  readonly name: string;
  readonly where: 'everywhere' | 'page' | 'release';
  readonly drop: number;
  /** The drop that its interval allows at least. */
  readonly least: number;
  readonly numbers: string;
  readonly weight: number;
}

function wholeLoss({ name, verdict, relative, now, lastWeek }: EventImpact): readonly Loss[] {
  if (verdict !== 'loss' || relative === null) return [];
  const numbers = `${now.count} instead of ${lastWeek.count}`;
  return [{ name, where: 'everywhere', drop: -relative.at, least: -relative.upper, numbers, weight: 1 }];
}

function sliceLoss({ impact, share }: Slice): readonly Loss[] {
  const { name, verdict, relative, kind } = impact;
  if (verdict !== 'loss' || relative === null) return [];
  const numbers =
    kind === 'page'
      ? `${impact.now.count} instead of ${impact.lastWeek.count}`
      : `${impact.on.actors} of ${impact.activeOn} people, ${impact.others.actors} of ${impact.activeOthers} on others`;
  return [{ name, where: kind, drop: -relative.at, least: -relative.upper, numbers, weight: share }];
}

interface Told {
  readonly spoken: number;
  readonly place: ImpactPlace;
}

/** 0–1 by the largest loss of all; of each, half of what its interval says at least and half of what it is. */
function factsOf(losses: readonly Loss[], { spoken, place }: Told, { fullDrop }: ImpactPolicy): ImpactFacts {
  const size = ({ drop, least, weight }: Loss) => ((drop + Math.max(0, least)) / 2) * weight;
  const [worst] = losses.toSorted((a, b) => size(b) - size(a) || b.weight - a.weight);
  if (worst === undefined) {
    const events = spoken === 1 ? 'the watched product event' : `all ${spoken} watched product events`;
    return { severity: 0, summary: `no loss in ${events}` };
  }
  const names = new Set(losses.map(({ name }) => name)).size;
  const more = names > 1 ? `, and ${names - 1} more fell` : '';
  const where =
    worst.where === 'page'
      ? ` on ${(place.page ?? '').slice(0, 60)}`
      : worst.where === 'release'
        ? ` on release ${(place.releases.at(-1) ?? '').slice(0, 40)}`
        : '';
  return {
    severity: Math.round(Math.min(1, size(worst) / fullDrop) * 100) / 100,
    summary: `${worst.name.slice(0, 80)}${where} fell by ${Math.round(worst.drop * 100)} % (${worst.numbers})${more}`,
  };
}
