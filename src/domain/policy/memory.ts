/** How much the memory keeps, and when an old lesson is worth showing. */
export interface MemoryPolicy {
  /** Bytes of a snapshot before compression; a larger one is neither written nor opened. */
  readonly maxBytes: number;
  /** Characters of any text field. */
  readonly maxText: number;
  /** Paths that one lesson names. */
  readonly maxPaths: number;
  /** Newest snapshots that are looked at beside the restored one. */
  readonly mergeNewest: number;
  /** Newest snapshots that stay when older ones, all contained in the saved one, are deleted. */
  readonly keepSnapshots: number;
  readonly recall: RecallPolicy;
}

/** Weights of the likeness between an incident and a lesson: added up, at most 1. */
export interface RecallPolicy {
  /** Lessons shown to a worker. */
  readonly limit: number;
  /** Characters of one hint. */
  readonly hintLength: number;
  /** The very same error class. */
  readonly sameClass: number;
  /** The lesson touched the first suspect; later suspects count less. */
  readonly sameFile: number;
  /** The same masked words; scaled by their likeness. */
  readonly sameWords: number;
  /** Least likeness of a lesson that is shown. */
  readonly least: number;
  /** Days after which the part of a lesson's weight that fades, one half, is halved; only the order depends on it. */
  readonly halfLifeDays: number;
  /** Newest lessons that are looked at for each word, path and class. */
  readonly candidates: number;
}

/**
 * 5 MB holds some 10,000 lessons or 30,000 decisions, years of a busy repository. Sixteen snapshots are more than the runs
 * that save at once. A class alone is enough to be shown, a file alone is not: shared files fail in many ways; the file
 * with half of the words is. Age and doubt only change the order: code moves on, but a rejected idea stays rejected.
 */
export const DEFAULT_MEMORY_POLICY: MemoryPolicy = {
  maxBytes: 5_000_000,
  maxText: 280,
  maxPaths: 8,
  mergeNewest: 16,
  keepSnapshots: 4,
  recall: {
    limit: 3,
    hintLength: 280,
    sameClass: 0.6,
    sameFile: 0.3,
    sameWords: 0.4,
    least: 0.45,
    halfLifeDays: 365,
    candidates: 256,
  },
};
