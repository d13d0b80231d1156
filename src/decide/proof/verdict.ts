import {
  type CheckEvidence,
  PROOF_CODES,
  type ProofCode,
  type ProofVerdict,
  type RunEnd,
  type TestEvidence,
} from '../../domain/proof.ts';

/** All that was seen, for the verdict. */
export interface Seen {
  /** What the patch lacks before anything is run, such as `test-missing`; empty: nothing. */
  readonly lacks: readonly ProofCode[];
  readonly tests: TestEvidence | null;
  readonly checks: readonly CheckEvidence[];
  /** Whether the time was spent before everything had been seen. */
  readonly timeSpent: boolean;
}

/** Names the verdict. Refusals come first, then what is missing; only when there is neither is a patch proven. */
export function proofVerdict(seen: Seen): {
  readonly verdict: ProofVerdict;
  readonly code: ProofCode;
  readonly codes: readonly ProofCode[];
} {
  const found = [
    ...seen.checks.flatMap(checkCodes),
    ...(seen.tests === null ? [] : testCodes(seen.tests, seen.checks)),
    ...seen.lacks,
    ...(seen.timeSpent ? (['time-spent'] as const) : []),
  ];
  const order = (code: ProofCode) => (PROOF_CODES[code] === 'refused' ? 0 : 1);
  const codes = [...new Set(found)].sort((one, other) => order(one) - order(other));
  const code = codes[0] ?? (seen.tests === null ? 'test-missing' : 'proven');
  return { verdict: PROOF_CODES[code], code, codes: codes.length === 0 ? [code] : codes };
}

function checkCodes({ name, change, before, lost }: CheckEvidence): ProofCode[] {
  if (change === 'broken') return ['check-broken'];
  if (name === 'install' && before !== null && before.end !== 'passed') return ['install-failed'];
  return lost.length > 0 ? ['tests-lost'] : [];
}

/** Ends of a run that say something about the code under test. */
const TELLS: readonly RunEnd[] = ['passed', 'failed'];

function testCodes(
  { before, after, proving, failing, unsteady, whole }: TestEvidence,
  checks: readonly CheckEvidence[],
): ProofCode[] {
  const ends = (runs: readonly { end: RunEnd }[]) => runs.map(({ end }) => end);
  const [early, late] = [ends(before), ends(after)];
  if (early.length === 0 || late.length === 0) return ['test-not-run'];
  if ([...early, ...late].some((end) => end === 'not-found') || late.includes('no-tests'))
    return ['test-not-run'];
  if (unsteady.length > 0 || isMixed(early) || isMixed(late)) return ['test-unsteady'];
  const named = after.every(({ passed }) => passed !== null);
  const suite = checks.find(({ name }) => name === 'test')?.before;
  // A suite that is red anyway, without a word about which test: its exit code says nothing of the patch's tests.
  if (whole && !named && suite?.end !== 'passed') return ['suite-red-before'];
  if (!late.every((end) => end === 'passed')) {
    // Red with the patch. Only failures that the base has too, by name, are forgiven.
    const known =
      named && failing.length === 0 && late.every((end) => end === 'failed') && suite?.end === 'failed';
    if (!known) return ['test-fails-after'];
  }
  if (early.every((end) => end === 'passed' || end === 'no-tests')) return ['test-passes-before'];
  // A run that was cut off shows nothing: the error may be that it hangs, or the machine may be slow.
  if (!early.every((end) => TELLS.includes(end))) return ['test-not-run'];
  return named && proving.length === 0 ? ['test-passes-before'] : [];
}

function isMixed(ends: readonly RunEnd[]): boolean {
  return ends.includes('passed') && ends.some((end) => end !== 'passed');
}
