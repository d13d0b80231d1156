import { branchOf } from '../../domain/branch.ts';
import type { PullRequestFacts } from '../../domain/facts.ts';
import type { FixFacts, RecoveryFacts } from '../../domain/recovery.ts';

/** A pull request that may be the fix, with what only its merge tells. Times in ISO 8601. */
export interface FixCandidate
  extends Pick<PullRequestFacts, 'number' | 'title' | 'body' | 'branch' | 'ours' | 'state' | 'files'> {
  readonly openedAt: string | null;
  readonly mergedAt: string | null;
  readonly mergeCommit: string | null;
  /** Whether production contains its merge commit; `null`: nobody asked. */
  readonly live: boolean | null;
}

/** What identifies an incident to a pull request. */
export interface IncidentNames {
  /** `owner/name`, as in addresses. */
  readonly repository: string;
  readonly issue: number;
  readonly fingerprint: string | null;
  /** The pull request on record. */
  readonly pullRequest: number | null;
  /** Sentry's short id (`SHOP-4K`). */
  readonly shortId: string | null;
  /** Suspect paths, best first. */
  readonly suspects: readonly string[];
  /** ISO 8601 of the last event. */
  readonly lastEventAt: string | null;
}

/** A body is read as far as GitHub looks for references in practice. */
const MAX_TEXT = 20_000;

/**
 * Which pull request fixes the incident: ours, or a person's that names it. The newest that is open or merged counts,
 * since a second attempt replaces the first; else the newest of ours that was closed. A person's closed pull request is
 * nobody's fix.
 */
export function findFix(candidates: readonly FixCandidate[], names: IncidentNames): FixFacts | null {
  const naming = candidates.filter((one) => isOurs(one, names) || namesIncident(one, names));
  const alive = naming.filter((one) => one.state !== 'closed');
  const chosen = newest(alive) ?? newest(naming.filter((one) => isOurs(one, names)));
  if (chosen === null) return null;
  const { number, state, openedAt, mergedAt, mergeCommit } = chosen;
  return { number, state, openedAt, mergedAt, mergeCommit, by: chosen.ours ? 'patchpilot' : 'human' };
}

/** How long before the last event a merge may lie, and how long after it, to have silenced it; in hours. */
const NEAR = { before: 7 * 24, after: 24 } as const;

/** Without a fix: the newest merge near the last event that touched one of the three best suspects. */
export function findTouching(
  candidates: readonly FixCandidate[],
  { suspects, lastEventAt }: IncidentNames,
): RecoveryFacts['touched'] {
  const last = Date.parse(lastEventAt ?? '');
  const best = suspects.slice(0, 3);
  const near = candidates.filter((one) => {
    const hours = (Date.parse(one.mergedAt ?? '') - last) / 3_600_000;
    return (
      one.state === 'merged' &&
      hours >= -NEAR.before &&
      hours <= NEAR.after &&
      one.files.some((file) => best.includes(file))
    );
  });
  const chosen = newest(near);
  return chosen === null ? null : { number: chosen.number, live: chosen.live === true };
}

function isOurs({ number, ours, branch }: FixCandidate, names: IncidentNames): boolean {
  if (number === names.pullRequest) return true;
  return ours && names.fingerprint !== null && branch === branchOf(names.fingerprint);
}

/** By its issue (`#12`, or the issue's address) or by Sentry's short id; never as part of a longer word. */
export function namesIncident(
  { title, body }: Pick<FixCandidate, 'title' | 'body'>,
  { repository, issue, shortId }: Pick<IncidentNames, 'repository' | 'issue' | 'shortId'>,
): boolean {
  const text = `${title}\n${body}`.slice(0, MAX_TEXT);
  return (
    standsAlone(text, `#${issue}`) ||
    standsAlone(text, `https://github.com/${repository}/issues/${issue}`) ||
    (shortId !== null && shortId.length >= 3 && standsAlone(text.toUpperCase(), shortId.toUpperCase()))
  );
}

/** Whether a name occurs with nothing of a word on either side; `owner/repo#12` is another repository's. */
function standsAlone(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!/[\w/&-]/.test(text[at - 1] ?? '') && !/[\w-]/.test(text[at + name.length] ?? '')) return true;
  }
  return false;
}

function newest(candidates: readonly FixCandidate[]): FixCandidate | null {
  const age = (one: FixCandidate) => Date.parse(one.mergedAt ?? one.openedAt ?? '') || 0;
  return candidates.toSorted((a, b) => age(b) - age(a) || b.number - a.number)[0] ?? null;
}
