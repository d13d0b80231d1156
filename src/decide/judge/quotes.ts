import { foldLine, type ShownLine } from './shown-lines.ts';

/** What a score's quotes turned out to be. */
export interface FoundQuotes {
  /** Every telling line is in the material, and one of them in the patch or the code. */
  readonly true: boolean;
  /** Where they stand, in the order in which they were quoted; those of the error are left out. */
  readonly lines: readonly ShownLine[];
}

/** A part of a line counts when it is at least this long: shorter ones stand anywhere. */
const LEAST_PART = 12;
/** Lines of one score that are looked up; a judge is asked for four. */
const MOST_ROWS = 24;
/** What a quote must hold to say anything: `}` and `);` are in every file. */
const TELLING = /[\p{L}\p{N}]{2}/u;

/** Looks up quoted lines in the material. A model that quotes what is not there did not read what is. */
export function findQuotes(quotes: readonly string[], material: readonly ShownLine[]): FoundQuotes {
  const rows = quotes
    .flatMap((quote) => quote.split('\n'))
    .map(plainQuote)
    .filter((row) => TELLING.test(row))
    .slice(0, MOST_ROWS);
  const places = rows.map((row) => placeOf(row, material));
  const lines = places.filter((place): place is ShownLine => place !== null && place.kind !== 'error');
  return { true: lines.length > 0 && places.every((place) => place !== null), lines };
}

/** Without what models put around a line: quotation marks and backticks, a trailing ellipsis. */
function plainQuote(text: string): string {
  return foldLine(text.slice(0, 2_000))
    .replace(/^[`"“]{1,3}(?=[^`"“])/, '')
    .replace(/(?: ?…| ?\.\.\.)$/, '')
    .trim();
}

/** The change first: it is what is judged. A sign of a diff may stand before the quote or not. */
function placeOf(row: string, material: readonly ShownLine[]): ShownLine | null {
  const forms = [row, row.replace(/^[-+] ?/, ''), row.replace(/[`"”]{1,3}$/, '')].filter((form) =>
    TELLING.test(form),
  );
  const best = (kind: ShownLine['kind'], fits: (text: string) => boolean) =>
    material.find((line) => line.kind === kind && fits(line.text));
  for (const fits of [
    (text: string) => forms.includes(text),
    (text: string) => forms.some((form) => form.length >= LEAST_PART && text.includes(form)),
  ]) {
    for (const kind of ['diff', 'code', 'error'] as const) {
      const found = best(kind, fits);
      if (found !== undefined) return found;
    }
  }
  return null;
}
