import type { ProofCode } from '../domain/proof.ts';
import type { SafeText } from '../domain/trust.ts';
import { markdown } from '../safety/markdown.ts';

/** What each outcome of a proof means, and what helps. Sentences of ours. */
export const PROOF_WORDS: Readonly<Record<ProofCode, SafeText>> = {
  proven: markdown`A test of the patch fails without it and passes with it, and nothing that was green is red.`,
  'patch-missing': markdown`No patch was handed over: look at the repair job.`,
  'patch-empty': markdown`The worker changed nothing.`,
  'patch-too-large': markdown`The patch is larger than any repair: it was not read further.`,
  'digest-missing': markdown`The repair job stated no digest of its patch, so nobody knows whether this is it.`,
  'hand-off-stray': markdown`Besides the patch, files or links were handed over that nobody asked for.`,
  'digest-mismatch': markdown`This is not the patch that the repair job made: its digest differs.`,
  'brief-mismatch': markdown`This is not the brief that intake wrote: its digest differs.`,
  'patch-unreadable': markdown`Git cannot read the patch.`,
  'patch-does-not-apply': markdown`The patch does not apply to its base.`,
  'path-escape': markdown`A path of the patch leads out of the tree, or into git’s own files.`,
  'file-mode': markdown`The patch makes a file executable, or changes its mode.`,
  symlink: markdown`The patch adds, changes or removes a symbolic link.`,
  submodule: markdown`The patch adds, changes or removes a submodule.`,
  binary: markdown`The patch changes a binary file.`,
  'nothing-changed': markdown`With the patch the tree is the same as before.`,
  'check-broken': markdown`A check that passes without the patch fails with it.`,
  'tests-lost': markdown`Tests that passed before do not run any more.`,
  'test-fails-after': markdown`The patch’s own tests fail with the patch.`,
  'test-passes-before': markdown`The patch’s tests pass without the patch too: they do not show the error.`,
  'test-unsteady': markdown`The patch’s tests pass and fail on the same tree.`,
  'only-tests-changed': markdown`The patch changes tests and nothing that they test.`,
  'test-missing': markdown`The patch brings no test, so nothing proves it.`,
  'no-test-runner': markdown`No way to run tests was found here: set \`verify.test\` and \`verify.test-file\` in \`.github/patchpilot.yml\`.`,
  'test-not-run': markdown`The patch’s tests could not be run to an end on both sides.`,
  'suite-red-before': markdown`The suite fails without the patch too, and does not say which tests: set \`verify.test-file\` in \`.github/patchpilot.yml\`.`,
  'install-failed': markdown`The project could not be installed on this machine: set \`verify.install\` in \`.github/patchpilot.yml\`.`,
  'time-spent': markdown`The time for all commands was spent before everything was seen: raise \`verify.total-minutes\`.`,
};
