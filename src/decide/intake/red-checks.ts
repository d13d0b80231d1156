import type { AttemptLesson, Incident } from '../../domain/incident.ts';
import type { CandidateIssue, RedChecks } from '../../domain/record.ts';
import { untrusted } from '../../domain/trust.ts';

/** Pull requests whose checks are worth a question: of an incident whose last attempt was proposed. */
export function proposedPulls(candidates: readonly CandidateIssue[]): readonly number[] {
  return candidates.flatMap(({ sticky }) => {
    const incident = sticky?.incident;
    return incident !== undefined &&
      incident !== 'newer' &&
      isProposed(incident) &&
      incident.pullRequest !== null
      ? [incident.pullRequest]
      : [];
  });
}

/**
 * A proposal with red checks is an attempt that did not hold: the next one is told what failed. How many there may be is
 * the attempts' budget; beyond it a person is asked.
 */
export function withRedChecks(
  candidate: CandidateIssue,
  red: readonly RedChecks[],
  now: string,
): CandidateIssue {
  const { sticky } = candidate;
  const incident = sticky?.incident;
  if (sticky === null || incident === undefined || incident === 'newer' || !isProposed(incident))
    return candidate;
  const found = red.find(({ pullRequest }) => pullRequest === incident.pullRequest);
  if (found === undefined) return candidate;
  const attempts = incident.attempts.map((one, at) =>
    at === incident.attempts.length - 1
      ? { ...one, outcome: 'refused' as const, lesson: lessonOf(incident, found, now) }
      : one,
  );
  return { ...candidate, sticky: { ...sticky, incident: { ...incident, attempts } }, redChecks: found };
}

function isProposed({ attempts }: Incident): boolean {
  return attempts.at(-1)?.outcome === 'proposed';
}

function lessonOf({ suspects }: Incident, { names, tail }: RedChecks, now: string): AttemptLesson {
  const last = tail.trim().split('\n').at(-1) ?? '';
  return {
    at: now,
    outcome: 'failed-gate',
    cause: untrusted(''),
    fix: untrusted(`checks: red on the pull request (${names.join(', ')}). ${last}`.slice(0, 280)),
    paths: suspects.slice(0, 3).map(({ path }) => path),
    confidence: 0.5,
  };
}
