import { notes, type Question, waits } from './finding.ts';

const FOREVER = { since: null, ms: 0 };

/** A person's word comes first. */
export const askPeople: Question = ({ facts: { people } }) => {
  if (people.optedOut) return [waits('human-opted-out', FOREVER)];
  return people.orderedRetry ? [{ code: 'human-ordered-retry', weighs: 'retry', evidence: {} }] : [];
};

/** An incident that is closed stays so until it fires again. */
export const askClosed: Question = ({ facts: { closed } }) => {
  if (closed === null) return [];
  const evidence = { at: closed.at };
  return closed.by === 'human'
    ? [waits('closed-by-human', FOREVER, evidence)]
    : [waits('still-quiet-after-close', FOREVER, evidence), notes('recovered', evidence)];
};
