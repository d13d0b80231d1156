import { KINDS, type Kind } from './kinds.ts';
import { LANGUAGES } from './languages.ts';
import type { Side } from './sighting.ts';
import { dice, STORIES, type Story } from './story.ts';

/** Two reports and whether they show one bug. */
export interface LabelledPair {
  readonly kind: Kind;
  readonly language: string;
  readonly a: Side;
  readonly b: Side;
}

/** Stories a language tells of each kind. */
const PER_LANGUAGE = 3;

/** The corpus: every kind in every language, the same at every run. */
export function labelledPairs(): readonly LabelledPair[] {
  return KINDS.flatMap((kind, k) =>
    LANGUAGES.filter(({ name }) => kind.only?.includes(name) ?? true).flatMap((language, l) =>
      Array.from({ length: PER_LANGUAGE }, (_, n) => {
        const story = STORIES[(k + l + n * 3) % STORIES.length] as Story;
        const other = STORIES[(k + l + n * 3 + 2) % STORIES.length] as Story;
        const [a, b] = kind.make({ story, other, language, roll: dice(k * 1_000 + l * 10 + n) });
        return { kind, language: language.name, a, b };
      }),
    ),
  );
}
