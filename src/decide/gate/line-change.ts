import { diffArrays } from 'diff';

/** A run of base lines replaced by a run of patched lines; either may be empty. 0-based, ends excluded. */
export interface Block {
  readonly baseFrom: number;
  readonly baseTo: number;
  readonly newFrom: number;
  readonly newTo: number;
}

/** Edits after which an exact comparison gives up: 2,000 keeps the worst case at some milliseconds. */
const MOST_EDITS = 2000;

/** Which lines differ, as blocks in order. Linear for texts that share their ends, bounded for all others. */
export function changedBlocks(base: readonly string[], patched: readonly string[]): readonly Block[] {
  let start = 0;
  while (start < base.length && start < patched.length && base[start] === patched[start]) start += 1;
  let tail = 0;
  const room = Math.min(base.length, patched.length) - start;
  while (tail < room && base[base.length - 1 - tail] === patched[patched.length - 1 - tail]) tail += 1;
  const whole = { baseFrom: start, baseTo: base.length - tail, newFrom: start, newTo: patched.length - tail };
  if (whole.baseFrom === whole.baseTo && whole.newFrom === whole.newTo) return [];
  if (whole.baseFrom === whole.baseTo || whole.newFrom === whole.newTo) return [whole];
  const changes = diffArrays(base.slice(start, whole.baseTo), patched.slice(start, whole.newTo), {
    maxEditLength: MOST_EDITS,
  });
  if (changes === undefined) return [whole];
  return toBlocks(changes, start);
}

function toBlocks(
  changes: readonly { readonly added: boolean; readonly removed: boolean; readonly count: number }[],
  start: number,
): readonly Block[] {
  const blocks: Block[] = [];
  let base = start;
  let now = start;
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
