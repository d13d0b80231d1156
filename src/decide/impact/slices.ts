import type { EventCounts, ProductImpact, SliceImpact } from '../../domain/impact.ts';
import type { ImpactPolicy } from '../../domain/policy/impact.ts';
import { normalBelow } from './chance.ts';
import { changeOf } from './change.ts';

/** Two-sided 95 %. */
const WIDTH = 1.96;

/** What an event's slices are judged by. */
export interface SliceLimits {
  readonly policy: ImpactPolicy;
  /** Greatest probability of chance for one comparison. */
  readonly maxChance: number;
}

/** An event where the incident was, and how much of the whole that is (0–1). */
export interface Slice {
  readonly impact: SliceImpact;
  readonly share: number;
}

/** Slices of one event that there are numbers for. */
export function slicesOf(counts: EventCounts, limits: SliceLimits): readonly Slice[] {
  return counts.exists ? [...onPage(counts, limits), ...inRelease(counts, limits)] : [];
}

function onPage({ name, onPage: page, lastWeek }: EventCounts, limits: SliceLimits): readonly Slice[] {
  // An event that never happens on that page has nothing to lose there.
  if (page === null || page.lastWeek.count + page.now.count === 0) return [];
  const impact = changeOf({ name, exists: true, ...page }, limits);
  return [
    {
      impact: { kind: 'page', ...impact },
      share: Math.min(1, page.lastWeek.count / Math.max(1, lastWeek.count)),
    },
  ];
}

/**
 * People on the release against people on the others in the same hours: a new release has no last week. Two shares of
 * people, each binomial, with the usual swing; who updates first differs from who does not, so it needs `noise` too.
 */
function inRelease({ name, byRelease }: EventCounts, { policy, maxChance }: SliceLimits): readonly Slice[] {
  if (byRelease === null) return [];
  const { on, others, activeOn, activeOthers } = byRelease;
  if (activeOn === null || activeOthers === null || activeOn === 0 || activeOthers === 0) return [];
  // Its events carry no release.
  if (on.count + others.count === 0) return [];
  const log = Math.log(rate(on.actors, activeOn) / rate(others.actors, activeOthers));
  const error = Math.sqrt(
    variance(on.actors, activeOn) + variance(others.actors, activeOthers) + 2 * policy.noise ** 2,
  );
  // As many people would have done it, had they done it as the others did.
  const expected = (others.actors / activeOthers) * activeOn;
  const enough = Math.min(expected, others.actors) >= policy.minEvents;
  const chance = enough ? normalBelow(log / error) : null;
  const fell = log <= Math.log(1 - policy.minDrop);
  const share = (value: number) => Math.round((Math.exp(value) - 1) * 1_000) / 1_000;
  const impact: SliceImpact = {
    kind: 'release',
    name,
    verdict: chance === null ? 'not-enough-data' : fell && chance <= maxChance ? 'loss' : 'no-loss',
    on,
    others,
    activeOn,
    activeOthers,
    relative: enough
      ? { at: share(log), lower: share(log - WIDTH * error), upper: share(log + WIDTH * error) }
      : null,
    chance: chance === null ? null : Number(chance.toPrecision(2)),
  };
  return [{ impact, share: activeOn / (activeOn + activeOthers) }];
}

function rate(people: number, active: number): number {
  return (people + 0.5) / (Math.max(active, people) + 1);
}

/** Of the log of a share (delta method). */
function variance(people: number, active: number): number {
  return Math.max(0, 1 / (people + 0.5) - 1 / (Math.max(active, people) + 1));
}

/** Comparisons that the chance of a false alarm is shared by. */
export function comparisons(counts: readonly EventCounts[]): number {
  return counts.reduce((sum, { exists, onPage: page, byRelease }) => {
    if (!exists) return sum;
    return sum + 1 + (page !== null && page.lastWeek.count > 0 ? 1 : 0) + (byRelease?.activeOn ? 1 : 0);
  }, 0);
}

/** Slices in the order of the events; absent when there are none. */
export function shownSlices(slices: readonly Slice[]): Pick<ProductImpact, 'slices'> | Record<string, never> {
  return slices.length === 0 ? {} : { slices: slices.map(({ impact }) => impact) };
}
