import type { Dispatch, Effect } from '../../domain/effect.ts';
import { type CommentFacts, isMissing } from '../../domain/facts.ts';
import type { Duplicate, Incident } from '../../domain/incident.ts';
import type { Finding } from '../../domain/outcome.ts';
import type { ReasonCode } from '../../domain/reason-codes.ts';
import { isUnfiled, type KnownIncident } from '../../domain/record.ts';
import { untrusted } from '../../domain/trust.ts';
import { briefName, type WorkOrder } from '../../domain/work-order.ts';
import { latestCommand } from '../triage/command.ts';
import { type DuplicatesByIssue, findDuplicates, linkDuplicates, linked } from './duplicates.ts';
import { explanations } from './explain.ts';
import type { IntakeContext, JudgedCandidate } from './facts.ts';
import { type NextIncident, nextIncident } from './next-incident.ts';
import { isRecorded } from './silence.ts';

/** What an intake run will do: every decision, the writes in order, and the incidents handed to a worker. */
export interface IntakePlan {
  readonly findings: readonly Finding[];
  readonly effects: readonly Effect[];
  readonly dispatches: readonly Dispatch[];
}

export interface PlanOptions {
  readonly context: IntakeContext;
  /** Label that lists incidents which ask for attention. */
  readonly label: string;
  /** Hints from earlier incidents, by issue. */
  readonly lessons: ReadonlyMap<number, readonly string[]>;
}

/** Pure: the same judged candidates give the same plan. They come calm, and with the issues that they have. */
export function decideIntake(judged: readonly JudgedCandidate[], options: PlanOptions): IntakePlan {
  const duplicates = findDuplicates(judged);
  const parts = judged.map((candidate) => planCandidate(candidate, options, duplicates));
  const effects = parts.flatMap((part) => part.effects);
  const written = new Set(effects.flatMap((one) => (one.kind === 'comment' ? [one.issue.number] : [])));
  const left = new Map([...duplicates].filter(([leader]) => !written.has(leader)));
  return {
    findings: judged.map(finding),
    effects: [...effects, ...linkDuplicates(left, judged.flatMap(onRecord), options.context)],
    dispatches: parts.flatMap((part) => part.dispatches),
  };
}

function finding({ facts: { candidate, signal, impact }, decision }: JudgedCandidate): Finding {
  const issue = isUnfiled(candidate) ? null : candidate.facts.number;
  const cost = impact === undefined || isMissing(impact) ? {} : { productImpact: impact };
  return { issue, signal: isMissing(signal) ? null : signal.shortId, decision, ...cost };
}

function onRecord({ facts: { candidate } }: JudgedCandidate): KnownIncident[] {
  const { sticky, nodeId } = candidate;
  if (sticky === null || sticky.incident === 'newer') return [];
  return [{ incident: sticky.incident, live: true, nodeId, commentId: sticky.commentId }];
}

function planCandidate(
  judged: JudgedCandidate,
  options: PlanOptions,
  duplicates: DuplicatesByIssue,
): Pick<IntakePlan, 'effects' | 'dispatches'> {
  if (isUnfiled(judged.facts.candidate)) return { effects: [], dispatches: [] };
  if (!isRecorded(judged.decision)) return { effects: explained(judged, options), dispatches: [] };
  const { number } = judged.facts.candidate.facts;
  const next = withLinks(nextIncident(judged, options.context), duplicates.get(number) ?? [], options);
  const { candidate } = judged.facts;
  const issue = { number: candidate.facts.number, nodeId: candidate.nodeId };
  const effects: Effect[] = [];
  const order = next.attempt === null ? null : workOrder(judged, next.attempt, options);
  const fileName = briefName(issue.number, next.attempt ?? 0);
  if (order !== null) effects.push({ kind: 'brief', fileName, order });
  if (next.changed) {
    effects.push({
      kind: 'comment',
      issue,
      commentId: candidate.sticky?.commentId ?? null,
      incident: next.incident,
    });
  }
  const missing = labelsOf(judged, options).filter((label) => !candidate.facts.labels.includes(label));
  if (missing.length > 0) effects.push({ kind: 'label', issue, add: missing });
  effects.push(...explanations(candidate, next.incident));
  return { effects, dispatches: order === null ? [] : [dispatch(next, fileName, order.base)] };
}

/** A record that stays as it is can still be explained; at a closed door nobody is answered. */
function explained(judged: JudgedCandidate, { context }: PlanOptions): Effect[] {
  const { candidate } = judged.facts;
  const known = candidate.sticky?.incident ?? null;
  if (known === 'newer' || AT_THE_DOOR.has(judged.decision.reasonCode)) return [];
  return explanations(candidate, known ?? nextIncident(judged, context).incident);
}

const AT_THE_DOOR: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'not-sentry-issue',
  'untrusted-author',
  'foreign-organization',
]);

function withLinks(next: NextIncident, found: readonly Duplicate[], { context }: PlanOptions): NextIncident {
  const incident = linked(next.incident, found, context.now);
  return incident === null ? next : { ...next, incident, changed: true };
}

/** Incidents that a person or a worker must look at are listed under one label; plain refusals are not. */
function labelsOf({ decision }: JudgedCandidate, { label }: PlanOptions): string[] {
  return decision.verdict === 'accept' || decision.verdict === 'escalate' ? [label] : [];
}

function dispatch({ incident, attempt }: NextIncident, brief: string, base: string): Dispatch {
  const { issue, fingerprint } = incident;
  return { issue, fingerprint: fingerprint ?? '', attempt: attempt ?? 1, brief, base };
}

function workOrder(
  judged: JudgedCandidate,
  attempt: number,
  { context, lessons }: PlanOptions,
): WorkOrder | null {
  const { facts, errorClass, ranking } = judged;
  if (isMissing(facts.event) || isMissing(facts.signal) || isMissing(ranking) || errorClass === null)
    return null;
  return {
    issue: facts.candidate.facts.number,
    repository: context.repository,
    base: context.around.head?.commit ?? '',
    attempt,
    event: facts.event,
    errorClass,
    signal: facts.signal,
    ranking,
    mapped: judged.mapped,
    suspectCommit: facts.commits.find((commit) => commit.suspect)?.sha ?? null,
    readAt: context.now,
    tried: triedOf(facts.candidate.sticky?.incident ?? null),
    redLog: facts.candidate.redChecks?.tail || null,
    hint: hintOf(facts.candidate.facts.comments),
    lessons: lessons.get(facts.candidate.facts.number) ?? [],
    ...(facts.performance === undefined ? {} : { performance: facts.performance }),
    ...(facts.impact === undefined || isMissing(facts.impact) ? {} : { productImpact: facts.impact }),
  };
}

/** What a person added to `/patchpilot retry`. */
export function hintOf(comments: readonly CommentFacts[]): WorkOrder['hint'] {
  const last = latestCommand(comments);
  return last?.verb === 'retry' && last.hint !== '' ? { by: last.by, text: untrusted(last.hint) } : null;
}

/** Refused attempts with what refused them. */
export function triedOf(incident: Incident | 'newer' | null): WorkOrder['tried'] {
  if (incident === null || incident === 'newer') return [];
  return incident.attempts.flatMap(({ number, outcome, lesson }) =>
    outcome === 'refused' && lesson !== null ? [{ attempt: number, why: lesson.fix }] : [],
  );
}
