import type { TestSurvey } from './survey.ts';
import type { TestSuite } from './unit.ts';

/** Words and numbers that say something; short ones meet by chance. */
const SAYING = /[\p{L}_]{4,60}|\d{2,20}(?:\.\d{1,20})?/gu;

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(SAYING) ?? [];

/** Letters and digits alone: blanks and brackets in a message are a matter of form. */
const bare = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');

const known = new WeakMap<TestSurvey, ReadonlySet<string>>();

/** Words of the code lines that the patch adds or removes. */
function codeWords(survey: TestSurvey): ReadonlySet<string> {
  const seen = known.get(survey);
  if (seen !== undefined) return seen;
  const words = new Set<string>();
  for (const { changed, base, patched } of survey.files) {
    if (changed.kind === 'test' || changed.kind === 'docs' || changed.kind === 'snapshot') continue;
    // Rust keeps tests inside of sources: what they say is no code.
    const isCode = (at: number, { units }: TestSuite) =>
      !units.some(({ line, endLine }) => at + 1 >= line && at + 1 <= endLine);
    const lines = [
      ...changed.added.filter((at) => isCode(at, patched)).map((at) => changed.patched.lines[at]),
      ...changed.removed.filter((at) => isCode(at, base)).map((at) => changed.base.lines[at]),
    ];
    for (const line of lines) for (const word of wordsOf(line ?? '')) words.add(word);
  }
  known.set(survey, words);
  return words;
}

/**
 * Whether the code change speaks of what a test now expects otherwise: a word or number in which the two expectations
 * differ stands in a changed line of code. A message that was reworded in both places does; a value bent to a bug seldom.
 */
export function isRelated(before: string, after: string, survey: TestSurvey): boolean {
  if (bare(before) === bare(after)) return true;
  const [olds, news] = [new Set(wordsOf(before)), new Set(wordsOf(after))];
  const differing = [
    ...[...news].filter((word) => !olds.has(word)),
    ...[...olds].filter((word) => !news.has(word)),
  ];
  const words = codeWords(survey);
  return differing.some((word) => words.has(word));
}
