/** Limits of what a worker's patch may be. Rules that have no number are not here: they are not a matter of policy. */
export interface GatePolicy {
  /** Files that count: sources and settings, not tests, docs, changelogs and snapshots. More needs a person. */
  readonly maxFiles: number;
  /** Files of any kind. More is refused. */
  readonly hardMaxFiles: number;
  /** Added plus removed lines of files that count. More needs a person. */
  readonly maxLines: number;
  /** Added plus removed lines of all files. More is refused. */
  readonly hardMaxLines: number;
  /** Bytes of the patch. More is refused. */
  readonly maxBytes: number;
  /** Bytes of one file on either side that a gate still reads; a larger one is refused unread. */
  readonly maxFileBytes: number;
  /** Whitespace-only changed lines in one file from which it looks reformatted. */
  readonly maxFormattingLines: number;
  /** What a patch without a test gets: the first attempt is refused, a later one may be shown to a person. */
  readonly missingTest: 'fail' | 'needs-human';
  /**
   * More protected places: an exact path, a folder (`infra/`), or a name anywhere (`*.tf`). Compared case-folded and
   * NFKC-normalised like the built-in ones.
   */
  readonly protect: readonly string[];
}

/**
 * Defaults. What they rest on: the median human bug fix touches two files, nine of ten touch at most five, and fewer than
 * one in fifty more than ten, most of those because of tests and generated text.
 */
export const DEFAULT_GATE_POLICY: GatePolicy = {
  // Ten files: SECURITY's default for a worker's patch. A larger fix is possible, but nobody reviews it in minutes.
  maxFiles: 10,
  // Three times that, tests and docs included: no repair of one error class looks like this.
  hardMaxFiles: 30,
  // 400 lines is where review studies see reviewers stop finding defects.
  maxLines: 400,
  // A fix with its tests rarely passes 1,000 lines; 3,000 leaves room for recorded fixtures.
  hardMaxLines: 3000,
  // 200 KB: SECURITY's default; ten files of 20 KB, all of them rewritten.
  maxBytes: 200_000,
  // Sources above 2 MB are generated; reading them would break the time limit.
  maxFileBytes: 2_000_000,
  // Reindenting a function for a new condition stays below; running a formatter over a file does not.
  maxFormattingLines: 60,
  missingTest: 'fail',
  protect: [],
};
