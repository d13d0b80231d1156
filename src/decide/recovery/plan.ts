import type { Dispatch, Effect } from '../../domain/effect.ts';
import { isMissing } from '../../domain/facts.ts';
import {
  type Attempt,
  type AttemptLesson,
  type Incident,
  type Moment,
  withMoment,
} from '../../domain/incident.ts';
import type { RecoveryDecision, RecoveryFacts } from '../../domain/recovery.ts';
import { untrusted } from '../../domain/trust.ts';
import type { MergedPull, WatchedIncident } from '../../domain/watched.ts';
import { briefName, type WorkOrder } from '../../domain/work-order.ts';
import { nextRecord } from './record.ts';
import { isDue } from './watch.ts';
import { finishing, overLabel, together, type WriteFrame, type Writes } from './writes.ts';

/** One incident after its check. */
export interface CheckedIncident {
  readonly watched: WatchedIncident;
  readonly facts: RecoveryFacts;
  readonly decision: RecoveryDecision;
  /** The pull request that should have ended it. */
  readonly pull: MergedPull | null;
  /** A release that contains the fix, as Sentry names it. */
  readonly release: string | null;
  /** What the next worker gets; only for a retry. */
  readonly order: WorkOrder | null;
  /** Codes of evidence that nobody had to look at, and that is not shown as missing. */
  readonly unasked: readonly string[];
}

export interface RecoveryPlan {
  readonly effects: readonly Effect[];
  readonly dispatches: readonly Dispatch[];
  /** Incidents as they stand after the plan. */
  readonly incidents: readonly Incident[];
}

export interface PlanFrame extends WriteFrame {
  readonly run: string;
  readonly now: string;
}

/** Pure: what a run writes. An incident that goes to a worker, or opens again, has its own writes in order. */
export function planRecovery(checked: readonly CheckedIncident[], frame: PlanFrame): RecoveryPlan {
  const parts = checked.map((one) => planOne(one, frame));
  return {
    effects: [...parts.flatMap((part) => part.effects), ...together(parts)],
    dispatches: parts.flatMap((part) => part.dispatches),
    incidents: parts.map((part) => part.incident),
  };
}

interface Part extends Writes {
  readonly incident: Incident;
  readonly effects: readonly Effect[];
  readonly dispatches: readonly Dispatch[];
}

function planOne(checked: CheckedIncident, frame: PlanFrame): Part {
  const { watched, decision, order, release } = checked;
  const issue = { number: watched.incident.issue, nodeId: watched.nodeId };
  const incident = checkedIncident(checked, frame);
  const nothing = { effects: [], dispatches: [], edit: null, settle: null, resolve: null };
  if (saysNothingNew(checked, incident, frame)) return { ...nothing, incident: watched.incident };
  const { commentId } = watched;
  const writes =
    decision.kind === 'wait' && !decision.reopen
      ? { settle: unlabelled(watched, frame), resolve: null }
      : finishing(watched, { over: decision.kind === 'close', release }, frame);
  if (order === null && !decision.reopen)
    return { ...nothing, ...writes, incident, edit: { issue, commentId, incident } };
  const fileName = briefName(issue.number, order?.attempt ?? 0);
  const effects: Effect[] = [
    ...(order === null ? [] : [{ kind: 'brief', fileName, order } as const]),
    ...(decision.reopen ? [{ kind: 'reopen-issue', issue, remove: overLabel(frame) } as const] : []),
    { kind: 'comment', issue, commentId, incident },
  ];
  const dispatches = order === null ? [] : [dispatchOf(incident, order, fileName)];
  return { ...nothing, ...writes, incident, effects, dispatches };
}

/** A run that was cut short before its label leaves it to the first check; later it is a person who took it away. */
function unlabelled({ incident, labels, nodeId }: WatchedIncident, { label }: PlanFrame): Writes['settle'] {
  if (incident.recovery !== null || labels.includes(label)) return null;
  return { issue: { number: incident.issue, nodeId }, add: [label], close: false };
}

/** A check that somebody asked for before its time, and that finds what is on record already, is not written down. */
function saysNothingNew({ watched, decision }: CheckedIncident, next: Incident, { now }: PlanFrame): boolean {
  const before = watched.incident.recovery;
  if (before === null || next.recovery === null || decision.kind !== 'wait' || isDue(watched, now))
    return false;
  if (next.recovery.code === 'already-asked') return before.asked === next.recovery.asked;
  return before.code === next.recovery.code && before.wasLive === next.recovery.wasLive;
}

/** The record after the check. */
function checkedIncident(checked: CheckedIncident, { now, run }: Pick<PlanFrame, 'now' | 'run'>): Incident {
  const { watched, facts, decision, pull, order } = checked;
  const before = watched.incident;
  const record = nextRecord(before.recovery, { facts, decision }, now);
  const fix = facts.fix === null || isMissing(facts.fix) ? null : facts.fix;
  const attempts = withLesson(before, checked, now);
  const added: Attempt[] =
    order === null ? [] : [{ number: order.attempt, run, at: now, outcome: 'dispatched', lesson: null }];
  return {
    ...before,
    recovery: {
      ...record,
      shown: record.shown === null ? null : { ...record.shown, reasons: shownReasons(checked) },
    },
    attempts: [...attempts, ...added],
    pullRequest: fix?.by === 'patchpilot' ? (pull?.number ?? before.pullRequest) : before.pullRequest,
    timeline: moments(checked, now).reduce(withMoment, before.timeline),
    run,
  };
}

function shownReasons({ decision, unasked }: CheckedIncident): RecoveryDecision['reasons'] {
  return decision.reasons
    .filter(({ code, says }) => says === 'decides' || !unasked.includes(code))
    .slice(0, 30);
}

/** A person's refusal, or events in a release with the fix, are near to certain; a mistaken release name is what is left. */
const REFUTED = 0.95;

/** What the last attempt taught, when the decision says so and the fix was ours. */
function withLesson(
  before: Incident,
  { facts, decision, pull }: CheckedIncident,
  now: string,
): readonly Attempt[] {
  const fix = facts.fix === null || isMissing(facts.fix) ? null : facts.fix;
  const last = before.attempts.at(-1);
  if (decision.lesson === null || fix?.by !== 'patchpilot' || last === undefined) return before.attempts;
  if (last.lesson?.outcome === decision.lesson) return before.attempts;
  const lesson: AttemptLesson = {
    at: now,
    outcome: decision.lesson,
    cause: untrusted((before.evidence?.message ?? '').slice(0, 280)),
    fix: untrusted((pull?.title ?? `pull request #${fix.number}`).slice(0, 280)),
    paths: (pull?.files ?? []).filter((path) => path.length <= 300).slice(0, 8),
    confidence: decision.lesson === 'recovered' ? decision.confidence : REFUTED,
  };
  return before.attempts.map((attempt) => (attempt === last ? { ...attempt, lesson } : attempt));
}

function moments({ decision, order }: CheckedIncident, now: string): readonly Moment[] {
  const what = decision.reasons[0]?.code ?? 'unknown-release';
  const at = { at: now } as const;
  return [
    ...(decision.reopen ? [{ ...at, kind: 'reopened', what } as const] : []),
    ...(decision.kind === 'close' ? [{ ...at, kind: 'recovered', what } as const] : []),
    ...(decision.kind === 'escalate' ? [{ ...at, kind: 'asked', what } as const] : []),
    ...(order === null ? [] : [{ ...at, kind: 'dispatched', what: `attempt-${order.attempt}` } as const]),
  ];
}

/** An incident on its way to a worker. */
export function dispatchOf(
  { issue, fingerprint }: Incident,
  { attempt, base }: WorkOrder,
  brief: string,
): Dispatch {
  return { issue, fingerprint: fingerprint ?? '', attempt, brief, base };
}
