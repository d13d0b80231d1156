import type { ErrorEvent } from '../../domain/event.ts';
import { isMissing, type Missing, type SignalFacts } from '../../domain/facts.ts';
import {
  type Attempt,
  type Incident,
  type IncidentEvidence,
  type Moment,
  withMoment,
} from '../../domain/incident.ts';
import { untrusted } from '../../domain/trust.ts';
import type { CandidateFacts, IntakeContext, JudgedCandidate } from './facts.ts';

/** The record after this run's decision. */
export interface NextIncident {
  readonly incident: Incident;
  /** Whether the record says something new: a second run over unchanged evidence writes nothing. */
  readonly changed: boolean;
  /** Number of the attempt to hand over now; `null` when nothing is. */
  readonly attempt: number | null;
}

export function nextIncident(judged: JudgedCandidate, context: IntakeContext): NextIncident {
  const before = previous(judged);
  const { attempts, attempt, resumed } = nextAttempt(judged, before, context);
  const same = before !== null && sameDecision(before, judged) && !grew(before, judged, context);
  if (before !== null && same && (attempt === null || resumed))
    return { incident: before, changed: false, attempt };
  const moments = momentsOf(judged, { before, attempt: resumed ? null : attempt, now: context.now });
  const { facts, decision, errorClass, ranking } = judged;
  const incident: Incident = {
    version: 1,
    issue: facts.candidate.facts.number,
    fingerprint: errorClass?.fingerprint ?? before?.fingerprint ?? null,
    errorClass: errorClass ?? before?.errorClass ?? null,
    sentry:
      isMissing(facts.signal) || isMeasured(facts)
        ? (before?.sentry ?? null)
        : { id: facts.signal.id, shortId: facts.signal.shortId },
    decision,
    evidence: evidenceOf(facts.event, facts.signal) ?? before?.evidence ?? null,
    suspects: isMissing(ranking) ? (before?.suspects ?? []) : ranking.suspects,
    confident: isMissing(ranking) ? (before?.confident ?? false) : ranking.confident,
    attempts,
    duplicates: before?.duplicates ?? [],
    timeline: moments.reduce(withMoment, before?.timeline ?? []),
    pullRequest: before?.pullRequest ?? null,
    ...measured(facts, before),
    recovery: before?.recovery ?? null,
    decidedAt: context.now,
    run: context.run.id,
  };
  return { incident, changed: true, attempt };
}

/** Found in spans by ourselves: Sentry has no issue for it. */
export function isMeasured({ performance }: CandidateFacts): boolean {
  return performance !== undefined && performance.case.finding !== null;
}

function measured({ performance, impact }: CandidateFacts, before: Incident | null) {
  const record = performance?.record ?? before?.performance;
  const report = performance?.case.report ?? before?.reported;
  const cost = impact === undefined || isMissing(impact) ? before?.productImpact : impact;
  return {
    ...(record === undefined ? {} : { performance: record }),
    ...(report === undefined ? {} : { reported: report }),
    ...(cost === undefined ? {} : { productImpact: cost }),
  };
}

function previous({ facts }: JudgedCandidate): Incident | null {
  const incident = facts.candidate.sticky?.incident;
  return incident === undefined || incident === 'newer' ? null : incident;
}

interface NextAttempt {
  readonly attempts: readonly Attempt[];
  readonly attempt: number | null;
  /** This very run handed it over already, and was started again: it is the same attempt. */
  readonly resumed: boolean;
}

function nextAttempt(
  judged: JudgedCandidate,
  before: Incident | null,
  { run, now }: IntakeContext,
): NextAttempt {
  const attempts = before?.attempts ?? [];
  if (judged.decision.verdict !== 'accept') return { attempts, attempt: null, resumed: false };
  const last = attempts.at(-1);
  if (last?.run === run.id) return { attempts, attempt: last.number, resumed: true };
  const number = (last?.number ?? 0) + 1;
  const added: Attempt = { number, run: run.id, at: now, outcome: 'dispatched', lesson: null };
  return { attempts: [...attempts, added], attempt: number, resumed: false };
}

/** What brought a refusal back must be written down, or it would be brought back by every run. */
function grew(
  before: Incident,
  { facts: { signal } }: JudgedCandidate,
  { growthFactor }: IntakeContext,
): boolean {
  return !isMissing(signal) && signal.count >= Math.max(1, before.evidence?.count ?? 1) * growthFactor;
}

/** Counts move with every event and are no news; verdict, reason and class are. */
function sameDecision(before: Incident, { decision, errorClass }: JudgedCandidate): boolean {
  return (
    before.decision.verdict === decision.verdict &&
    before.decision.reasonCode === decision.reasonCode &&
    (errorClass === null || before.fingerprint === errorClass.fingerprint)
  );
}

function momentsOf(
  { decision, facts }: JudgedCandidate,
  {
    before,
    attempt,
    now,
  }: { readonly before: Incident | null; readonly attempt: number | null; readonly now: string },
): Moment[] {
  const moments: Moment[] =
    before === null ? [{ at: now, kind: 'seen', what: isMeasured(facts) ? 'spans' : 'sentry' }] : [];
  moments.push({ at: now, kind: 'decided', what: decision.reasonCode });
  if (attempt !== null) moments.push({ at: now, kind: 'dispatched', what: `attempt-${attempt}` });
  return moments;
}

/** Longest root-cause message kept in the record, in characters. */
const MESSAGE_LENGTH = 280;

function evidenceOf(event: ErrorEvent | Missing, signal: SignalFacts | Missing): IncidentEvidence | null {
  if (isMissing(signal)) return null;
  const known = isMissing(event) ? null : event;
  const cause = known?.exceptions[0];
  return {
    type: cause?.type ?? untrusted('Error'),
    message: untrusted(
      [...(cause?.value ?? known?.message ?? known?.title ?? '')].slice(0, MESSAGE_LENGTH).join(''),
    ),
    release: known?.release ?? (signal.lastRelease === null ? null : untrusted(signal.lastRelease)),
    environment: known?.environment ?? null,
    count: signal.count,
    userCount: signal.userCount,
    firstSeen: signal.firstSeen,
    lastSeen: signal.lastSeen,
  };
}
