/** When a patch may become a draft pull request, and what that looks like. */
export interface ProposePolicy {
  /**
   * Whether a patch must bring a test. `first`: the first attempt is refused without one, a later one may be proposed
   * with a visible "no proof"; `always`: never without; `never`: a person decides.
   */
  readonly requireTest: 'first' | 'always' | 'never';
  /** What becomes of a patch that verification could not prove for another reason (no runner, a suite red before). */
  readonly unproven: 'draft' | 'refuse';
  /** Labels of the pull request, beside the incidents' own. */
  readonly labels: readonly string[];
  /** Whom to ask for a review: owners of the changed files, who last changed the first suspect, owners or else that person. */
  readonly reviewers: 'codeowners' | 'author' | 'either' | 'none';
  /** Adds `Fixes SHORT-ID`, by which Sentry resolves its issue with the release that holds the merge. */
  readonly resolveInSentry: boolean;
}

/**
 * A first patch without a test is refused because asking again is cheap and a proof is what a reviewer wants most; a
 * second one is shown, since some code cannot be tested. Reviewers are off: being asked by a bot must be wanted.
 */
export const DEFAULT_PROPOSE_POLICY: ProposePolicy = {
  requireTest: 'first',
  unproven: 'draft',
  labels: [],
  reviewers: 'none',
  resolveInSentry: false,
};
