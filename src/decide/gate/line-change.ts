import { diffArrays } from 'diff';

/** A run of base lines replaced by a run of patched lines; either may be empty. 0-based, ends excluded. */
export interface Block {
  readonly baseFrom: number;
  readonly baseTo: number;
  readonly newFrom: number;
  readonly newTo: number;
}

/** Lines of a gap up to which it is compared exactly: the comparison's cost grows with their square. */
const EXACT_GAP = 600;
/** Edits after which an exact comparison gives up and takes the gap as one block. */
const MOST_EDITS = 300;

/**
 * Which lines differ, as blocks in order. Lines that are unique on both sides anchor the comparison (patience diff), and only
 * the gaps between anchors are compared exactly, so that a large rewrite costs no more than reading it.
 */
export function changedBlocks(base: readonly string[], patched: readonly string[]): readonly Block[] {
  const blocks: Block[] = [];
  let from = { base: 0, now: 0 };
  for (const anchor of [...anchorsOf(base, patched), { base: base.length, now: patched.length }]) {
    blocks.push(
      ...gapBlocks(base, patched, {
        baseFrom: from.base,
        baseTo: anchor.base,
        newFrom: from.now,
        newTo: anchor.now,
      }),
    );
    from = { base: anchor.base + 1, now: anchor.now + 1 };
  }
  return joined(blocks);
}

interface Anchor {
  readonly base: number;
  readonly now: number;
}

/** Lines that each side has exactly once and that stand in the same order: the longest such run. */
function anchorsOf(base: readonly string[], patched: readonly string[]): readonly Anchor[] {
  const once = (lines: readonly string[]) => {
    const places = new Map<string, number>();
    for (const [at, line] of lines.entries()) places.set(line, places.has(line) ? -1 : at);
    return places;
  };
  const olds = once(base);
  const pairs: Anchor[] = [];
  for (const [line, now] of once(patched)) {
    const old = olds.get(line) ?? -1;
    if (now >= 0 && old >= 0) pairs.push({ base: old, now });
  }
  return longestRun(pairs);
}

/** Longest rising run of base lines (pairs are in order of the patched ones), by patience sorting. */
function longestRun(pairs: readonly Anchor[]): readonly Anchor[] {
  const piles: number[] = [];
  const before = new Int32Array(pairs.length).fill(-1);
  for (const [at, pair] of pairs.entries()) {
    let low = 0;
    let high = piles.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[piles[middle] ?? 0]?.base ?? 0) < pair.base) low = middle + 1;
      else high = middle;
    }
    before[at] = low === 0 ? -1 : (piles[low - 1] ?? -1);
    piles[low] = at;
  }
  const run: Anchor[] = [];
  for (let at = piles.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const pair = pairs[at];
    if (pair !== undefined) run.push(pair);
  }
  return run.reverse();
}

function gapBlocks(base: readonly string[], patched: readonly string[], gap: Block): readonly Block[] {
  let { baseFrom, baseTo, newFrom, newTo } = gap;
  while (baseFrom < baseTo && newFrom < newTo && base[baseFrom] === patched[newFrom]) {
    baseFrom += 1;
    newFrom += 1;
  }
  while (baseFrom < baseTo && newFrom < newTo && base[baseTo - 1] === patched[newTo - 1]) {
    baseTo -= 1;
    newTo -= 1;
  }
  const whole = { baseFrom, baseTo, newFrom, newTo };
  if (baseFrom === baseTo && newFrom === newTo) return [];
  if (baseFrom === baseTo || newFrom === newTo || baseTo - baseFrom + newTo - newFrom > EXACT_GAP)
    return [whole];
  const changes = diffArrays(base.slice(baseFrom, baseTo), patched.slice(newFrom, newTo), {
    maxEditLength: MOST_EDITS,
  });
  return changes === undefined ? [whole] : toBlocks(changes, whole);
}

/** Blocks that touch become one. */
function joined(blocks: readonly Block[]): readonly Block[] {
  const all: Block[] = [];
  for (const block of blocks) {
    const last = all.at(-1);
    if (last !== undefined && last.baseTo === block.baseFrom && last.newTo === block.newFrom) {
      all[all.length - 1] = { ...last, baseTo: block.baseTo, newTo: block.newTo };
    } else all.push(block);
  }
  return all;
}

function toBlocks(
  changes: readonly { readonly added: boolean; readonly removed: boolean; readonly count: number }[],
  start: Block,
): readonly Block[] {
  const blocks: Block[] = [];
  let base = start.baseFrom;
  let now = start.newFrom;
  let open: Block | null = null;
  for (const { added, removed, count } of changes) {
    if (!added && !removed) {
      if (open !== null) blocks.push(open);
      open = null;
      base += count;
      now += count;
      continue;
    }
    const from: Block = open ?? { baseFrom: base, baseTo: base, newFrom: now, newTo: now };
    if (removed) base += count;
    else now += count;
    open = { ...from, baseTo: base, newTo: now };
  }
  if (open !== null) blocks.push(open);
  return blocks;
}
