import { gate } from '../../inspect/verbs/gate.ts';
import type { GateReport } from '../../src/domain/gate.ts';
import { MISSING_TEST } from '../../src/domain/gate.ts';
import type { LabelledPatch } from './case.ts';

/** What the gates say of a labelled patch, the missing test left apart. */
export interface Measured {
  readonly name: string;
  readonly verdict: 'accepted' | 'needs-human' | 'refused';
  readonly missingTest: boolean;
  readonly reasons: readonly string[];
}

/** Judges a patch as the verb does. */
export function measure(patch: LabelledPatch): Measured {
  const { gates } = gate(patch) as GateReport;
  const own = gates.filter(({ name, outcome }) => name !== MISSING_TEST && outcome !== 'pass');
  const failed = own.some(({ outcome }) => outcome === 'fail');
  return {
    name: patch.name,
    verdict: failed ? 'refused' : own.length > 0 ? 'needs-human' : 'accepted',
    missingTest: gates.some(({ name, outcome }) => name === MISSING_TEST && outcome !== 'pass'),
    reasons: own.map(({ name, outcome, reason }) => `${name} (${outcome}): ${reason}`),
  };
}
