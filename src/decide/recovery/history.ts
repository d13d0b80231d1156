import type { DispersionPolicy } from '../../domain/policy/recovery.ts';
import type { PriorInterval } from '../../domain/recovery.ts';
import type { Calms, Rate } from './silence.ts';

/** One stretch: events over its exposure (traffic, or hours). */
interface Block {
  readonly events: number;
  readonly exposure: number;
}

/** Reads a history, oldest first. `null` when it holds no exposure. `byTraffic`: exposure is traffic, not hours. */
export function readRate(
  intervals: readonly PriorInterval[],
  byTraffic: boolean,
  policy: DispersionPolicy,
): Rate | null {
  const blocks = intervals.map(({ events, hours, traffic }) => ({
    events: Math.max(0, events),
    exposure: Math.max(0, (byTraffic ? traffic : hours) ?? 0),
  }));
  const recent = fallenOff(
    blocks.filter((block) => block.exposure > 0 || block.events > 0),
    policy,
  );
  const { events, exposure } = sum(recent);
  if (!(exposure > 0)) return null;
  const bursts = burstsOf(recent, policy);
  const longest = longestSilence(blocks);
  return { kind: 'counted', events, exposure, bursts, longestSilence: longest, calms: calmsOf(recent) };
}

/**
 * How many independent bursts there were, at least. Two lower bounds, the better one counts. By variance: bursts of any
 * sizes have variance over mean F ≥ their mean size (Cauchy and Schwarz), so that events / F never exceeds their
 * number; a long busy history. By runs: a stretch of intervals with events, silent before and after, holds at least
 * one (runs declustering, Smith and Weissman 1994); rare bursts. Runs that themselves come in clumps are divided by
 * their own F.
 */
function burstsOf(blocks: readonly Block[], policy: DispersionPolicy): number {
  const runs = blocks.map(({ events, exposure }, at) => ({
    events: events > 0 && (blocks[at - 1]?.events ?? 0) === 0 ? 1 : 0,
    exposure,
  }));
  const count = (all: readonly Block[]) => sum(all).events / dispersionOf(all, policy);
  const most = Math.max(count(blocks), count(runs));
  // A history that begins with an event most likely begins because of it: that burst is no sign of a rate.
  const chosen = blocks.length > 1 && (blocks[0]?.events ?? 0) > 0;
  return chosen ? Math.max(most - 1, most / 2) : most;
}

/**
 * A class that had almost stopped before the fix must not be judged by its great days: while the newer half fires
 * clearly less (2.3 standard deviations of such bursts, one in a hundred) than the whole, the newer half alone counts.
 */
function fallenOff(blocks: readonly Block[], policy: DispersionPolicy): readonly Block[] {
  if (blocks.length < 8) return blocks;
  const newer = blocks.slice(Math.floor(blocks.length / 2));
  const all = sum(blocks);
  const part = sum(newer);
  const share = part.exposure / all.exposure;
  const expected = all.events * share;
  const deviation = Math.sqrt(dispersionOf(blocks, policy) * all.events * share * (1 - share));
  return part.events > 0 && part.events < expected - 2.33 * deviation ? fallenOff(newer, policy) : blocks;
}

/**
 * Variance over mean, by Pearson's statistic against equal rates (McCullagh and Nelder 1989, 4.5.2), at growing block
 * sizes: bursts that outlast an interval show only in larger blocks. The greatest counts. Each estimate is drawn
 * towards the expected value with the weight of a few blocks, so that a short history claims little.
 */
function dispersionOf(blocks: readonly Block[], policy: DispersionPolicy): number {
  const { events, exposure } = sum(blocks);
  if (events === 0 || blocks.length < 2) return 1;
  const rate = events / exposure;
  let greatest = 1;
  for (let size = 1, level = blocks; level.length >= policy.minBlocks || size === 1; size *= 2) {
    const pearson = level.reduce((total, block) => {
      const expected = rate * block.exposure;
      return expected > 0 ? total + (block.events - expected) ** 2 / expected : total;
    }, 0);
    const free = level.length - 1;
    const drawn = (pearson + policy.weight * policy.expected) / (free + policy.weight);
    greatest = Math.max(greatest, drawn);
    level = pairs(level);
    if (level.length < 2) break;
  }
  return greatest;
}

function pairs(blocks: readonly Block[]): readonly Block[] {
  const paired: Block[] = [];
  for (let at = blocks.length % 2; at + 1 < blocks.length; at += 2)
    paired.push(sum(blocks.slice(at, at + 2)));
  return paired;
}

function longestSilence(blocks: readonly Block[]): number {
  let longest = 0;
  let silent = 0;
  for (const block of blocks) {
    silent = block.events > 0 ? 0 : silent + block.exposure;
    longest = Math.max(longest, silent);
  }
  return longest;
}

function sum(blocks: readonly Block[]): Block {
  return blocks.reduce(
    (total, block) => ({
      events: total.events + block.events,
      exposure: total.exposure + block.exposure,
    }),
    { events: 0, exposure: 0 },
  );
}

/**
 * Calms of a class that fires in waves. Its pace within a wave is that of the events after the first of each run; a
 * silence with less than one chance in a thousand at that pace is a calm.
 */
function calmsOf(blocks: readonly Block[]): Calms | null {
  const active = sum(blocks.filter((block) => block.events > 0));
  const starts = blocks.filter((block, at) => block.events > 0 && (blocks[at - 1]?.events ?? 0) === 0);
  const pace = (active.events - starts.length) / active.exposure;
  let ended = 0;
  let exposure = 0;
  let silent = 0;
  for (const [at, block] of blocks.entries()) {
    silent = block.events > 0 ? 0 : silent + block.exposure;
    const last = at + 1 === blocks.length;
    const over = silent > 0 && (last || (blocks[at + 1]?.events ?? 0) > 0);
    // The last interval may have been cut short: alone it is no calm.
    if (!over || pace * silent < -Math.log(0.001) || (last && silent === block.exposure)) continue;
    exposure += silent;
    if (!last) ended += 1;
  }
  return exposure > 0 ? { ended, exposure } : null;
}
