import type { Untrusted } from './trust.ts';

/** A file of the repository that a fix most likely touches. */
export interface Suspect {
  /** Path in the repository's tree, `/`-separated. */
  readonly path: string;
  /** First and last 1-based line that the evidence points at, when it does. */
  readonly lines: readonly [number, number] | null;
  /** Function or method that the frame names. */
  readonly function: Untrusted | null;
  /** Relative weight, > 0; comparable within one ranking only. */
  readonly score: number;
  /** Probability, 0–1, that a fix touches this file. */
  readonly confidence: number;
  /** Why, in words a human checks in a second: "innermost in-app frame of the root cause". */
  readonly reason: string;
}

/** Ranked suspects, best first, at most eight; `confident` false: say so rather than point at the wrong file. */
export interface SuspectRanking {
  readonly suspects: readonly Suspect[];
  readonly confident: boolean;
}
