import type { Effect } from '../../domain/effect.ts';
import { isMissing } from '../../domain/facts.ts';
import { type Duplicate, type Incident, withDuplicates, withMoment } from '../../domain/incident.ts';
import { isUnfiled, type KnownIncident } from '../../domain/record.ts';
import type { Decision } from '../../domain/verdict.ts';
import type { IntakeContext, JudgedCandidate } from './facts.ts';

/** Duplicates by the number of the issue that leads their class. */
export type DuplicatesByIssue = ReadonlyMap<number, readonly Duplicate[]>;

/**
 * Duplicates of this run and those that are on record: a link that two runs at once overwrote comes back with the next
 * sweep.
 */
export function findDuplicates(judged: readonly JudgedCandidate[]): DuplicatesByIssue {
  const found = new Map<number, Duplicate[]>();
  for (const one of judged) {
    const [leader, duplicate] = fresh(one) ?? recorded(one) ?? [null, null];
    if (leader === null) continue;
    found.set(leader, [...(found.get(leader) ?? []), duplicate]);
  }
  return found;
}

type Link = readonly [leader: number, duplicate: Duplicate];

function fresh({ decision, facts }: JudgedCandidate): Link | null {
  const leader = leaderOf(decision);
  if (leader === null || isMissing(facts.signal)) return null;
  const { id, shortId, count, userCount } = facts.signal;
  const issue = isUnfiled(facts.candidate) ? null : facts.candidate.facts.number;
  return [leader, { issue, sentryId: id, shortId, count, userCount }];
}

function recorded({ facts }: JudgedCandidate): Link | null {
  const incident = facts.candidate.sticky?.incident;
  if (incident === undefined || incident === 'newer' || incident.sentry === null) return null;
  const leader = leaderOf(incident.decision);
  if (leader === null) return null;
  const { count = 0, userCount = 0 } = incident.evidence ?? {};
  const { id, shortId } = incident.sentry;
  return [leader, { issue: incident.issue, sentryId: id, shortId, count, userCount }];
}

function leaderOf({ reasonCode, reasons }: Decision): number | null {
  if (reasonCode !== 'duplicate-class') return null;
  const issue = reasons.find((reason) => reason.outcome === 'decisive')?.evidence.issue;
  return typeof issue === 'number' ? issue : null;
}

/** Adds the duplicates to the records that this run would otherwise leave as they are. */
export function linkDuplicates(
  found: DuplicatesByIssue,
  known: readonly KnownIncident[],
  { around, now }: Pick<IntakeContext, 'around' | 'now'>,
): Effect[] {
  const places = [...known, ...around.incidents.filter(({ live }) => live)];
  return [...found].flatMap(([leader, duplicates]) => {
    const place = places.find(({ incident }) => incident.issue === leader);
    if (place === undefined) return [];
    const incident = linked(place.incident, duplicates, now);
    if (incident === null) return [];
    const issue = { number: leader, nodeId: place.nodeId };
    return [{ kind: 'comment', issue, commentId: place.commentId, incident }];
  });
}

/** The record with its duplicates; `null` when it says all that already. */
export function linked(incident: Incident, found: readonly Duplicate[], now: string): Incident | null {
  const duplicates = withDuplicates(incident.duplicates, found);
  if (JSON.stringify(duplicates) === JSON.stringify(incident.duplicates)) return null;
  const added = found.filter((one) => !incident.duplicates.some(({ sentryId }) => sentryId === one.sentryId));
  const timeline = added.reduce(
    (all, { sentryId }) =>
      withMoment(all, { at: now, kind: 'seen', what: `duplicate-${sentryId}`.slice(0, 60) }),
    incident.timeline,
  );
  return { ...incident, duplicates, timeline };
}
