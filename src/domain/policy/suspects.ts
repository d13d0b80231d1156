/**
 * Weights of the suspect ranking. Factors multiply a file's score, so 1 changes nothing. The numbers are priors from
 * fault-localisation practice (the innermost own frame is fixed in about three of four traced bugs), checked on the
 * scenarios of `evals/suspects`; none is fitted to one project.
 */
export interface SuspectPolicy {
  /** How many suspects a ranking holds. */
  readonly limit: number;
  /** Weight of the next own file up the stack relative to the one below it. */
  readonly decay: number;
  /** The same where the stack overflowed: which frame was last is chance. */
  readonly recursion: number;
  /** Weight of a wrapping exception's frames, per step away from the root cause. */
  readonly wrapping: number;
  /** What a further frame in the same file adds, relative to its own weight. */
  readonly again: number;
  /** A function or file that only raises, checks or reports (`assert…`, `validation.py`). */
  readonly guard: number;
  /** A function or file that only passes calls on (`wrapper`, `dispatch`, `middleware.ts`, `main`). */
  readonly glue: number;
  /** A file of small shared functions (`utils.py`): often where it is raised, less often where it is fixed. */
  readonly shared: number;
  /** How many steps up the stack a guard, a glue and any other file count for. */
  readonly steps: { readonly guard: number; readonly glue: number; readonly other: number };
  /** Tests, examples, docs, generated, vendored files, tooling and data. */
  readonly kinds: Readonly<
    Record<'test' | 'example' | 'docs' | 'generated' | 'vendored' | 'tooling' | 'data', number>
  >;
  /** The innermost frame's line raises on purpose: its caller broke a contract as often as not. */
  readonly raised: number;
  /** One of several equally good files of an ambiguous frame. */
  readonly ambiguous: number;
  /** The message names a type or module that this file defines. */
  readonly named: number;
  /** The report's prose names the file or its function. */
  readonly mentioned: number;
  /** The commit that Sentry suspects touched the file. */
  readonly suspectCommit: number;
  /** A commit of the release in which it began touched the file; fades with the size of the release. */
  readonly releaseCommit: number;
  /** A fix in this file recovered, or was rejected, before. */
  readonly recovered: number;
  readonly rejected: number;
  /** Score of a file that no frame names, relative to the best one that a frame names. */
  readonly offStack: number;
  /** Confidence from which a ranking points at its first file rather than saying that it does not know. */
  readonly confident: number;
}

/** The defaults, argued in docs/inspect/suspects.md. */
export const DEFAULT_SUSPECT_POLICY: SuspectPolicy = {
  limit: 8,
  decay: 0.5,
  recursion: 0.9,
  wrapping: 0.55,
  again: 0.15,
  guard: 0.35,
  glue: 0.55,
  shared: 0.8,
  steps: { guard: 0.2, glue: 0.5, other: 1 },
  kinds: { test: 0.03, example: 0.08, docs: 0.05, generated: 0.1, vendored: 0.06, tooling: 0.3, data: 0.1 },
  raised: 0.6,
  ambiguous: 0.4,
  named: 1.35,
  mentioned: 1.5,
  suspectCommit: 5,
  releaseCommit: 3,
  recovered: 1.3,
  rejected: 0.85,
  offStack: 0.3,
  confident: 0.6,
};
