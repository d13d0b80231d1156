import { hash64 } from '../../domain/class/hash.ts';
import type { EventCounts, ImpactQuestion, ProductCounts, WindowCounts } from '../../domain/impact.ts';

/** Name under which the memory keeps what was answered for one event of a question. */
export function shelfKey(question: ImpactQuestion, name: string): string {
  return `impact ${hash64(JSON.stringify({ ...question, events: name }))}`;
}

/** Counts as one line of words: nothing in it looks like a number that should be hidden. */
export function toShelf({ exists, onPage, byRelease, ...all }: EventCounts): string {
  const page = onPage === null ? [] : ['page', ...windowNumbers(onPage)];
  const release =
    byRelease === null
      ? []
      : [
          'release',
          ...[byRelease.on, byRelease.others].flatMap(pair),
          byRelease.activeOn ?? -1,
          byRelease.activeOthers ?? -1,
        ];
  const numbers = ['all', ...windowNumbers(all), ...page, ...release];
  return [exists ? 'known' : 'unknown', ...numbers.map(word)].join(' ');
}

/** The counts of a line; `null` for a line that is not whole. */
export function fromShelf(name: string, line: string): EventCounts | null {
  const [known = '', ...words] = line.split(' ');
  const blocks = blocksOf(words);
  const all = windowCounts(blocks.get('all'));
  if (all === null || !/^(?:un)?known$/.test(known)) return null;
  const [page, release] = [blocks.get('page'), blocks.get('release')];
  const onPage = page === undefined ? null : windowCounts(page);
  if ((page !== undefined && onPage === null) || (release !== undefined && release.length !== 6)) return null;
  const counts = { name, exists: known === 'known', ...all, onPage };
  if (release === undefined) return { ...counts, byRelease: null };
  const active = (value: number | undefined) => (value === undefined || value < 0 ? null : value);
  const byRelease = {
    on: counted(release, 0),
    others: counted(release, 2),
    activeOn: active(release[4]),
    activeOthers: active(release[5]),
  };
  return { ...counts, byRelease };
}

/** Numbers in base 26 of letters: `4711` is `gzf`; below zero it is a dash. */
function word(value: number | string): string {
  if (typeof value === 'string') return value.toUpperCase();
  if (value < 0) return '-';
  let [left, text] = [Math.round(value), ''];
  do {
    text = String.fromCharCode(97 + (left % 26)) + text;
    left = Math.floor(left / 26);
  } while (left > 0);
  return text;
}

function number(text: string): number {
  if (text === '-') return -1;
  return [...text].reduce((sum, letter) => sum * 26 + (letter.charCodeAt(0) - 97), 0);
}

function blocksOf(words: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const blocks = new Map<string, number[]>();
  let block: number[] = [];
  for (const text of words) {
    if (/^[A-Z]+$/.test(text)) {
      block = [];
      blocks.set(text.toLowerCase(), block);
    } else if (/^(?:-|[a-z]{1,9})$/.test(text)) block.push(number(text));
    else return new Map();
  }
  return blocks;
}

const WINDOWS = ['now', 'lastWeek', 'previous', 'previousLastWeek'] as const;

function windowNumbers(counts: WindowCounts): readonly number[] {
  return WINDOWS.flatMap((name) => pair(counts[name]));
}

function pair({ count, actors }: ProductCounts): readonly [number, number] {
  return [count, actors];
}

function windowCounts(numbers: readonly number[] | undefined): WindowCounts | null {
  if (numbers?.length !== WINDOWS.length * 2) return null;
  return {
    now: counted(numbers, 0),
    lastWeek: counted(numbers, 2),
    previous: counted(numbers, 4),
    previousLastWeek: counted(numbers, 6),
  };
}

function counted(numbers: readonly number[], at: number): ProductCounts {
  return { count: numbers[at] ?? 0, actors: numbers[at + 1] ?? 0 };
}
