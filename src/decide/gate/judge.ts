import type { GateReport, PatchFacts } from '../../domain/gate.ts';
import type { GatePolicy } from '../../domain/policy/gate.ts';
import { changeFile } from './changed-file.ts';
import { swallowedErrors } from './errors/swallowed.ts';
import { type Gate, runGate } from './finding.ts';
import { dependencies } from './manifest/dependencies.ts';
import { patchForm } from './patch/form.ts';
import { deletedFiles } from './paths/deleted.ts';
import { binaries, modes, submodules, symlinks } from './paths/modes.ts';
import { protectedPaths } from './paths/protected.ts';
import { size } from './paths/size.ts';
import { unsafePaths } from './paths/unsafe.ts';
import { formatting } from './scope/formatting.ts';
import { invented } from './scope/invented.ts';
import { neighbourhood } from './scope/neighbourhood.ts';
import { missingTest } from './tests/missing.ts';
import { weakenedTests } from './tests/weakened.ts';
import { invisible, secrets } from './text/findings.ts';
import { debugLeftovers, riskyCode, suppressions } from './text/lines.ts';

/** Every static gate, in the order in which a report lists them: what the patch is, where it goes, what it says. */
const GATES: readonly Gate[] = [
  patchForm,
  size,
  unsafePaths,
  protectedPaths,
  modes,
  symlinks,
  submodules,
  binaries,
  deletedFiles,
  dependencies,
  secrets,
  invisible,
  swallowedErrors,
  suppressions,
  debugLeftovers,
  riskyCode,
  formatting,
  neighbourhood,
  invented,
  weakenedTests,
  missingTest,
];

/**
 * Judges a worker's patch over the resulting tree. Pure; every gate is asked, so that the worker hears all reasons at once.
 * The verdict says what these rules can know and no more: they cannot tell a right fix from a wrong one.
 */
export function judgePatch(facts: PatchFacts, policy: GatePolicy): GateReport {
  const files = facts.files.map((file) => changeFile(file, policy.maxFileBytes));
  const gates = GATES.map((gate) => runGate(gate, { facts, files, policy }));
  const has = (outcome: string) => gates.some((gate) => gate.outcome === outcome);
  return { verdict: has('fail') ? 'refused' : has('needs-human') ? 'needs-human' : 'pass', gates };
}
