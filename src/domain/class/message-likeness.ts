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
  if (a.startsWith('«') || b.startsWith('«')) return { likeness: faultLikeness(a, b), informative };
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

/** The same fault of an engine at the same name is the same message; at an unknown name nearly; at another one hardly. */
function faultLikeness(a: string, b: string): number {
  const [fault, subject = ''] = a.split('» ');
  const [other, name = ''] = b.split('» ');
  if (fault?.replace('»', '') !== other?.replace('»', '')) return 0;
  return subject === '' || name === '' ? 0.8 : 0.2;
}
