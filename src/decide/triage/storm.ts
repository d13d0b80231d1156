import type { StormPolicy } from '../../domain/policy/triage.ts';
import type { StormRecord } from '../../domain/storm.ts';

/** An incident that would be accepted, or is part of a storm already, as far as a storm can be seen in it. */
export interface StormCandidate {
  readonly issue: number;
  readonly fingerprint: string;
  readonly topSuspect: string | null;
  readonly firstRelease: string | null;
  /** Host of another service that the message names. */
  readonly upstream: string | null;
  /** ISO 8601, UTC: when its trouble began, and its newest event. */
  readonly startedAt: string;
  readonly lastSeen: string;
}

/** What the incidents of a storm have in common. */
export type Storm = Pick<StormRecord, 'root' | 'what' | 'issues' | 'startedAt'>;

const ROOTS = [
  ['upstream', (one: StormCandidate) => one.upstream],
  ['suspect', (one: StormCandidate) => one.topSuspect],
  ['release', (one: StormCandidate) => one.firstRelease],
] as const;

/**
 * Finds a storm: several incidents with one root, or many classes, that started within one window and still go on. It is
 * over when they have been calm for a while, or when it is simply old: then budgets alone hold the line.
 */
export function findStorm(
  candidates: readonly StormCandidate[],
  policy: StormPolicy,
  now: string,
): Storm | null {
  const raging = candidates.filter((one) => isRaging(one, policy, now));
  for (const [root, key] of ROOTS) {
    const found = [...Map.groupBy(raging, key)]
      .flatMap(([what, group]) => (what === null ? [] : [storm(root, what, burst(group, policy))]))
      .sort((a, b) => b.issues.length - a.issues.length || (String(a.what) < String(b.what) ? -1 : 1))[0];
    if (found !== undefined && found.issues.length >= policy.sharedRoot) return found;
  }
  const together = burst(raging, policy);
  const classes = new Set(together.map((one) => one.fingerprint));
  return classes.size >= policy.classes ? storm('classes', null, together) : null;
}

function isRaging({ startedAt, lastSeen }: StormCandidate, policy: StormPolicy, now: string): boolean {
  const [start, last, today] = [startedAt, lastSeen, now].map((time) => Date.parse(time));
  if (start === undefined || last === undefined || today === undefined || Number.isNaN(start)) return false;
  return today - start <= policy.mostHours * HOUR && !(today - last > policy.calmHours * HOUR);
}

/** The most incidents that began within one window. */
function burst(candidates: readonly StormCandidate[], { windowMinutes }: StormPolicy): StormCandidate[] {
  const times = candidates
    .map((one) => ({ one, at: Date.parse(one.startedAt) }))
    .sort((a, b) => a.at - b.at || a.one.issue - b.one.issue);
  let best: typeof times = [];
  for (const [from, first] of times.entries()) {
    const within = times.slice(from).filter(({ at }) => at - first.at <= windowMinutes * MINUTE);
    if (within.length > best.length) best = within;
  }
  return best.map(({ one }) => one);
}

function storm(root: Storm['root'], what: string | null, members: readonly StormCandidate[]): Storm {
  const startedAt = members.map((one) => one.startedAt).sort()[0] ?? '';
  return { root, what, issues: members.map((one) => one.issue).sort((a, b) => a - b), startedAt };
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
