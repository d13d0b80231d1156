import { type Gate, gateLine } from '../finding.ts';

/** The patch can be read in one way only, and fits its base. */
export const patchForm: Gate = {
  name: 'patch-form',
  clean: 'The patch reads in one way and fits its base.',
  look: ({ facts }) =>
    facts.faults.map(({ path, line, reason, outcome }) => ({
      outcome,
      why: reason,
      line: gateLine(path, line, reason),
    })),
};
