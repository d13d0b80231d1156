/** Words that every message has. */
const STOP = new Set([
  'the',
  'a',
  'an',
  'is',
  'of',
  'to',
  'in',
  'for',
  'and',
  'or',
  'not',
  'be',
  'was',
  'on',
  'at',
  'with',
  'by',
  'from',
  'it',
  'this',
  'that',
]);

/** How alike two masked messages are: 0–1, `null` when a side is empty. `informative`: they say more than a type does. */
export function messageLikeness(
  a: string,
  b: string,
): { readonly likeness: number | null; readonly informative: boolean } {
  if (a === '' || b === '') return { likeness: a === b ? 1 : null, informative: false };
  const [x, y] = [words(a), words(b)];
  const informative = Math.min(meaningful(x), meaningful(y)) >= 3;
  if (a.toLowerCase() === b.toLowerCase()) return { likeness: 1, informative };
  // One engine's fault against another wording of something else.
  if (a.startsWith('«') || b.startsWith('«')) return { likeness: 0, informative };
  return { likeness: dice(x, y), informative };
}

function words(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}_‹›]+/u)
    .filter((word) => word !== '')
    .slice(0, 60);
}

function meaningful(list: readonly string[]): number {
  return new Set(list.filter((word) => word.length > 2 && !word.startsWith('‹') && !STOP.has(word))).size;
}

/** Dice coefficient over words, each counted as often as it stands; placeholders count half. */
function dice(x: readonly string[], y: readonly string[]): number {
  const weight = (word: string) => (word.startsWith('‹') || STOP.has(word) ? 0.5 : 1);
  const left = new Map<string, number>();
  for (const word of y) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of x) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    common += weight(word);
  }
  const total = [...x, ...y].reduce((sum, word) => sum + weight(word), 0);
  return total === 0 ? 0 : (2 * common) / total;
}
