import type { GateReport } from '../../domain/gate.ts';
import type { ProposePolicy } from '../../domain/policy/propose.ts';
import type { Proof, ProofCode } from '../../domain/proof.ts';
import type { Requirement } from '../../domain/proposal.ts';

/** What was handed over, and what came of it. A string names what is wrong with it. */
export interface ProposalEvidence {
  readonly proof: Proof | HandOffFault;
  /** `null`: the patch could not be applied, so there is nothing to judge. */
  readonly gates: GateReport | null;
  /** The judge's answer as a requirement; `null`: none is configured. */
  readonly judge: Requirement | null;
  /** Digest, base and tree of the patch that would be committed; `fault`: why it was not taken or does not apply. */
  readonly patch: {
    readonly digest: string | null;
    readonly base: string;
    readonly tree: string | null;
    readonly fault: ProofCode | null;
  };
  /** 1-based. */
  readonly attempt: number;
}

/** Why a hand-over is not believed. */
export type HandOffFault = 'missing' | 'too-large' | 'digest-missing' | 'digest-mismatch' | 'malformed';

/** Whether a draft pull request may exist, with everything that was asked. */
export interface ProposalDecision {
  readonly propose: boolean;
  /** In the order of asking; the first failed one names the refusal. */
  readonly requirements: readonly Requirement[];
}

/** All of them must hold. What needs a person does not stop a draft: it stands on its first lines. */
export function decideProposal(evidence: ProposalEvidence, policy: ProposePolicy): ProposalDecision {
  const requirements = [
    ...handOff(evidence),
    ...proof(evidence, policy),
    ...(evidence.gates?.gates ?? []).map(gate),
    ...(evidence.judge === null ? [] : [evidence.judge]),
  ];
  return { propose: requirements.every(({ outcome }) => outcome !== 'fail'), requirements };
}

/**
 * Gates whose doubt is enough to refuse a worker's patch: a person may have a reason to catch, suppress or print; a worker
 * can simply be asked for another patch, and a reviewer should not have to find out.
 */
const STRICT: ReadonlySet<string> = new Set(['swallowed-errors', 'suppressions', 'debug-leftovers']);

function gate({ name, outcome, reason }: GateReport['gates'][number]): Requirement {
  return { name, outcome: outcome === 'needs-human' && STRICT.has(name) ? 'fail' : outcome, reason };
}

const FAULTS: Readonly<Record<HandOffFault, string>> = {
  missing: 'The proof of the verify job did not arrive.',
  'too-large': 'The proof is larger than any that verify writes.',
  'digest-missing': 'The verify job stated no digest of its proof.',
  'digest-mismatch': 'The proof is not the one that the verify job wrote.',
  malformed: 'The proof is not of the form that verify writes.',
};

const NOT_ARRIVED = 'The patch did not arrive as the repair job promised it.';

/** The three digests bind base, patch and proof together: nothing may be exchanged between the jobs. */
function handOff({ proof: found, patch }: ProposalEvidence): Requirement[] {
  const fail = (reason: string): Requirement[] => [{ name: 'hand-off', outcome: 'fail', reason }];
  if (typeof found === 'string') return fail(FAULTS[found]);
  if (patch.digest === null) return fail(patch.fault === null ? NOT_ARRIVED : SEEN[patch.fault]);
  if (found.patchDigest !== patch.digest) return fail('The proof is of another patch.');
  if (found.base !== patch.base) return fail('The proof starts from another commit.');
  if (found.verdict !== 'refused' && found.tree !== patch.tree)
    return fail('The patch makes another tree than the one that was proven.');
  return [{ name: 'hand-off', outcome: 'pass', reason: 'Patch and proof are the ones that were promised.' }];
}

/** What verify saw, in words; the reasons of a refusal are the worker's next lesson. */
const SEEN: Readonly<Record<ProofCode, string>> = {
  proven: 'Its test fails without the patch and passes with it, and nothing that was green is red.',
  'patch-missing': 'There was no patch.',
  'patch-empty': 'The worker changed nothing.',
  'patch-too-large': 'The patch was too large to be looked at.',
  'digest-missing': 'The patch came without its digest.',
  'digest-mismatch': 'The patch is not the one that the repair job exported.',
  'brief-mismatch': 'The brief is not the one that was handed over.',
  'hand-off-stray': 'Besides the patch, files or links were handed over that nobody asked for.',
  'patch-unreadable': 'The patch could not be read.',
  'patch-does-not-apply': 'The patch does not apply to its base.',
  'path-escape': 'The patch reaches outside of the repository.',
  'file-mode': 'The patch changes the mode of a file.',
  symlink: 'The patch contains a symbolic link.',
  submodule: 'The patch contains a submodule.',
  binary: 'The patch contains a binary file.',
  'nothing-changed': 'The patch leaves the tree as it was.',
  'check-broken': 'A check that was green is red with the patch.',
  'tests-lost': 'Tests that passed before are gone.',
  'test-fails-after': 'The test of the patch fails with the patch as well.',
  'test-passes-before': 'The test of the patch passes without the patch, so it proves nothing.',
  'test-unsteady': 'The test of the patch passes and fails with the same code.',
  'only-tests-changed': 'Only tests were changed, so nothing is repaired.',
  'test-missing': 'The patch brings no test that could prove it.',
  'no-test-runner': 'No test runner was found in the repository.',
  'test-not-run': 'The test of the patch could not be run.',
  'suite-red-before': 'The tests were red before the patch, so they prove nothing about it.',
  'install-failed': 'The dependencies could not be installed, so nothing was run.',
  'time-spent': 'The time for verification was used up.',
};

function proof({ proof: found, attempt }: ProposalEvidence, policy: ProposePolicy): Requirement[] {
  if (typeof found === 'string') return [];
  const reason = SEEN[found.code];
  const answer = (outcome: Requirement['outcome']): Requirement[] => [{ name: 'proof', outcome, reason }];
  if (found.verdict === 'proven') return answer('pass');
  if (found.verdict === 'refused') return answer('fail');
  const untested = found.codes.includes('test-missing');
  const strict = untested ? needsTest(attempt, policy) : policy.unproven === 'refuse';
  return answer(strict ? 'fail' : 'needs-human');
}

/** Whether this attempt must bring a test. */
export function needsTest(attempt: number, { requireTest }: ProposePolicy): boolean {
  return requireTest === 'always' || (requireTest === 'first' && attempt <= 1);
}
