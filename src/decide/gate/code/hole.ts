import type { Language } from './language.ts';

/** How code opens inside of a string: `"#{…}"`, `"${…}"`, `"{$…}"`. */
const OPENINGS: Readonly<Partial<Record<Language, string>>> = {
  ruby: '#{',
  elixir: '#{',
  kotlin: '${',
  scala: '${',
  dart: '${',
  php: '{$',
};
/** Longest code inside of a string that is followed; beyond it the string is read as plain text. */
const LONGEST = 2_000;

/**
 * Index behind the code that begins at `at` inside of a string, or `at` when none does or it does not end: quotes in there
 * are not the string's own.
 */
export function holeEnd(text: string, at: number, language: Language): number {
  const opening = OPENINGS[language];
  if (opening === undefined || !text.startsWith(opening, at)) return at;
  const stop = Math.min(text.length, at + LONGEST);
  let depth = 0;
  for (let i = at; i < stop; i += 1) {
    const unit = text[i];
    if (unit === '{') depth += 1;
    else if (unit === '"' || unit === "'") i = quotedEnd(text, i, stop);
    else if (unit === '}') {
      depth -= 1;
      if (depth === 0) return i + 1;
    }
  }
  return at;
}

/** Index of the quote that ends a string inside of the code. */
function quotedEnd(text: string, at: number, stop: number): number {
  let i = at + 1;
  while (i < stop && text[i] !== text[at]) i += text[i] === '\\' ? 2 : 1;
  return i;
}
