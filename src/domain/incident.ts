import type { ErrorClass, Fingerprint } from './error-class.ts';
import type { IncidentRecord } from './facts.ts';
import type { ProductImpact } from './impact.ts';
import type { LessonOutcome } from './lesson.ts';
import type { PerformanceRecord } from './performance.ts';
import type { RecoveryRecord } from './recovery-record.ts';
import type { SlowReport } from './slow-evidence.ts';
import type { Suspect } from './suspect.ts';
import type { Untrusted } from './trust.ts';
import type { Decision } from './verdict.ts';

/** What the incident rests on, in the few figures that a reader checks first. */
export interface IncidentEvidence {
  readonly type: Untrusted;
  /** Masked message of the root cause, ≤ 280 characters. */
  readonly message: Untrusted;
  readonly release: Untrusted | null;
  readonly environment: Untrusted | null;
  /** Events and users since the signal was first seen. */
  readonly count: number;
  readonly userCount: number;
  /** ISO 8601, UTC. */
  readonly firstSeen: string;
  readonly lastSeen: string;
}

/** Another signal of the same class: it is linked here and counts into the impact. */
export interface Duplicate {
  /** Its issue; `null` when it never got one. */
  readonly issue: number | null;
  /** Number and short id of its Sentry issue. */
  readonly sentryId: string;
  readonly shortId: string;
  /** Events and users when it was found to be one. */
  readonly count: number;
  readonly userCount: number;
}

/** Beyond these the smallest ones are no longer listed; they still point here. */
const MAX_DUPLICATES = 50;

/** Adds duplicates by Sentry issue; one that grew less than twofold since is no news. */
export function withDuplicates(
  known: readonly Duplicate[],
  found: readonly Duplicate[],
): readonly Duplicate[] {
  const bySignal = new Map(known.map((one) => [one.sentryId, one]));
  for (const one of found) {
    const before = bySignal.get(one.sentryId);
    if (before === undefined || one.count >= 2 * Math.max(1, before.count)) bySignal.set(one.sentryId, one);
  }
  const all = [...bySignal.values()].sort((a, b) => (a.sentryId < b.sentryId ? -1 : 1));
  if (all.length <= MAX_DUPLICATES) return all;
  const kept = new Set([...all].sort((a, b) => b.count - a.count).slice(0, MAX_DUPLICATES));
  return all.filter((one) => kept.has(one));
}

/** One hand-over of the incident to a worker. */
export interface Attempt {
  /** 1-based. */
  readonly number: number;
  /** Run that handed it over: a re-run of the same run resumes it instead of counting another. */
  readonly run: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly outcome: 'dispatched' | 'proposed' | 'refused' | 'failed';
  /** What was learned when it ended; `null` until then. */
  readonly lesson: AttemptLesson | null;
}

/** What an attempt taught. It stands in the record, so that the memory can be made anew from it. Texts ≤ 280 characters. */
export interface AttemptLesson {
  /** ISO 8601, UTC: when the outcome became known. */
  readonly at: string;
  readonly outcome: LessonOutcome;
  readonly cause: Untrusted;
  readonly fix: Untrusted;
  /** Files that the fix touched, at most eight. */
  readonly paths: readonly string[];
  /** 0–1: how sure it is that the outcome followed from the fix. */
  readonly confidence: number;
}

/** One line of the incident's life. */
export interface Moment {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly kind:
    | 'seen'
    | 'decided'
    | 'dispatched'
    | 'asked'
    | 'proposed'
    | 'refused'
    | 'recovered'
    | 'reopened';
  /** Reason code or another stable word; never free text. */
  readonly what: string;
}

/**
 * The whole record of one incident. It is what the marker of the sticky comment holds and what the readable part of
 * that comment is rendered from, so that the two cannot disagree. Texts in it stay untrusted.
 */
export interface Incident {
  readonly version: 1;
  readonly issue: number;
  readonly fingerprint: Fingerprint | null;
  readonly errorClass: ErrorClass | null;
  readonly sentry: { readonly id: string; readonly shortId: string } | null;
  readonly decision: Decision;
  readonly evidence: IncidentEvidence | null;
  /** Best first, at most eight. */
  readonly suspects: readonly Suspect[];
  readonly confident: boolean;
  readonly attempts: readonly Attempt[];
  /** Other issues of its class, by number. */
  readonly duplicates: readonly Duplicate[];
  /** Oldest first, at most {@link MAX_MOMENTS}. */
  readonly timeline: readonly Moment[];
  readonly pullRequest: number | null;
  /** What was measured, when it is about speed. */
  readonly performance?: PerformanceRecord;
  /** What Sentry's own rule about speed says. */
  readonly reported?: SlowReport;
  /** What it cost the product, when somebody counts that. */
  readonly productImpact?: ProductImpact;
  /** What the last check for recovery left; `null` before the first. */
  readonly recovery: RecoveryRecord | null;
  /** ISO 8601 of the last decision. */
  readonly decidedAt: string;
  /** Run that decided: started again, it finishes what it began instead of finding it done. */
  readonly run: string;
}

/** Beyond these the oldest moments but the first go: a comment must stay readable and under GitHub's size limit. */
const MAX_MOMENTS = 40;

/** Adds a moment, keeping the first and the newest. */
export function withMoment(timeline: readonly Moment[], moment: Moment): readonly Moment[] {
  const all = [...timeline, moment];
  const [first] = all;
  return all.length <= MAX_MOMENTS || first === undefined
    ? all
    : [first, ...all.slice(all.length - MAX_MOMENTS + 1)];
}

/** What triage needs to know of an incident on record. `live`: its issue is open. */
export function incidentRecord(incident: Incident, live: boolean): IncidentRecord {
  const lessons = incident.attempts.flatMap(({ lesson, outcome }) =>
    outcome === 'failed' ? [] : (lesson?.outcome ?? []),
  );
  return {
    issue: incident.issue,
    fingerprint: incident.fingerprint,
    errorClass: incident.errorClass,
    sentryIds: [
      ...(incident.sentry === null ? [] : [incident.sentry.id]),
      ...incident.duplicates.filter(({ issue }) => issue === null).map(({ sentryId }) => sentryId),
    ],
    verdict: incident.decision.verdict,
    reasonCode: incident.decision.reasonCode,
    live,
    decidedAt: incident.decidedAt,
    release: incident.evidence?.release ?? null,
    count: incident.evidence?.count ?? 0,
    suspectPaths: incident.suspects.map((suspect) => suspect.path),
    attempts: incident.attempts.length,
    lastAttemptAt: incident.attempts.at(-1)?.at ?? null,
    failures: lessons.filter((outcome) => outcome !== 'recovered').length,
    recoveries: lessons.filter((outcome) => outcome === 'recovered').length,
    lastRefused: incident.attempts.at(-1)?.outcome === 'refused',
    pullRequest: incident.pullRequest,
    duplicateEvents: incident.duplicates.reduce((sum, one) => sum + one.count, 0),
    duplicateUsers: incident.duplicates.reduce((most, one) => Math.max(most, one.userCount), 0),
  };
}
