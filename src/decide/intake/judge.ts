import { classify } from '../../domain/class/classify.ts';
import { resembles } from '../../domain/class/known.ts';
import type { ErrorClass } from '../../domain/error-class.ts';
import {
  type IncidentRecord,
  isMissing,
  type Missing,
  type TriageFacts,
  type Usage,
} from '../../domain/facts.ts';
import { isUnmappable } from '../../domain/in-app.ts';
import { incidentRecord } from '../../domain/incident.ts';
import type { TriagePolicy } from '../../domain/policy/triage.ts';
import type { TreeFacts } from '../../domain/record.ts';
import type { SuspectRanking } from '../../domain/suspect.ts';
import { type CodeMapping, mapEvent } from '../../domain/tree/frame.ts';
import type { TreeIndex } from '../../domain/tree/tree.ts';
import type { Decision } from '../../domain/verdict.ts';
import { performanceSuspects } from '../performance/suspects.ts';
import { severity } from '../severity/severity.ts';
import { type LessonFacts, rankSuspects } from '../suspects/rank.ts';
import { decideTriage } from '../triage/decide.ts';
import type { CandidateFacts, IntakeContext, JudgedCandidate } from './facts.ts';

/** The repository's files, indexed once a run. */
export interface IndexedTree {
  readonly facts: TreeFacts;
  readonly index: TreeIndex;
}

/** What a verdict is reached with. */
export interface JudgeContext extends IntakeContext {
  readonly policy: TriagePolicy;
  /** `null`: not read yet; the verdict then tells whether it has to be. */
  readonly tree: IndexedTree | Missing | null;
  /** How Sentry maps the paths of frames to the repository; empty: not read. */
  readonly mappings: readonly CodeMapping[];
  readonly usage: Usage;
  readonly accepted: TriageFacts['acceptedInBatch'];
}

/** Classifies, maps, ranks and decides: pure. */
export function judge(facts: CandidateFacts, context: JudgeContext): JudgedCandidate {
  const { event } = facts;
  const errorClass = facts.performance?.case.class ?? (isMissing(event) ? null : classify(event));
  const { ranking, mapped } = rank(facts, context, lessonsOf(facts, context, errorClass));
  const frames = framesIn(facts, { ranking, mapped });
  const known = (context.tree !== null && !isMissing(context.tree)) || isBlind(facts);
  const triage: TriageFacts = {
    issue: facts.candidate.facts,
    signal: facts.signal,
    event,
    errorClass,
    ranking,
    mappedFrames: known ? frames : null,
    treeTruncated: known && context.tree !== null && !isMissing(context.tree) && context.tree.facts.truncated,
    injection: facts.injection,
    incidents: records(facts, context),
    pullRequests: context.around.pullRequests,
    tickets: context.around.tickets,
    usage: context.usage,
    acceptedInBatch: context.accepted,
    environments: context.environments,
    impact: facts.impact === undefined || isMissing(facts.impact) ? null : facts.impact.facts,
    ...(facts.performance === undefined ? {} : { performance: { score: facts.performance.case.score } }),
    configured: { organization: context.organization, projects: context.projects },
    now: context.now,
  };
  const { score } = severity(triage);
  return {
    facts,
    decision: decideTriage(triage, context.policy),
    errorClass,
    ranking,
    severity: score,
    mapped,
  };
}

/** What stands in the tree: frames, or for what has no stack the files that handle it. */
function framesIn({ performance }: CandidateFacts, { ranking, mapped }: Ranked): number {
  if (performance !== undefined && !isMissing(ranking)) return ranking.suspects.length;
  return mapped.flat().filter((path) => path !== null).length;
}

/** No tree can hold any frame of the event: that much is known without reading one. */
function isBlind({ event, performance }: CandidateFacts): boolean {
  if (performance !== undefined) return false;
  return !isMissing(event) && event.exceptions.every((exception) => exception.frames.every(isUnmappable));
}

/** A verdict without the tree is final unless it would accept, or turns on the tree itself. */
export function needsTree({ decision, facts }: JudgedCandidate): boolean {
  if (isBlind(facts)) return false;
  return (
    decision.verdict === 'accept' ||
    ['no-frame-in-tree', 'below-fixability', 'tree-unavailable'].includes(decision.reasonCode)
  );
}

/** A candidate refused before anything was read of it. */
export function refused(facts: Pick<CandidateFacts, 'candidate'>, decision: Decision): JudgedCandidate {
  const nothing: Missing = {
    kind: 'missing',
    source: 'sentry',
    why: 'not-found',
    advice: 'Nothing was read.',
  };
  const empty = { ...facts, signal: nothing, event: nothing, injection: [], commits: [] };
  return { facts: empty, decision, errorClass: null, ranking: nothing, severity: 0, mapped: [] };
}

interface Ranked {
  readonly ranking: SuspectRanking | Missing;
  readonly mapped: JudgedCandidate['mapped'];
}

/** Until the tree is read, the best is assumed of it: only what no tree could change is refused then. */
const HOPED: SuspectRanking = { suspects: [], confident: true };

function rank(
  { event, commits, performance }: CandidateFacts,
  { tree, mappings }: JudgeContext,
  lessons: readonly LessonFacts[],
): Ranked {
  if (tree === null) return { ranking: HOPED, mapped: [] };
  if (isMissing(tree)) return { ranking: tree, mapped: [] };
  if (performance !== undefined) {
    const { name, places, attribution, texts } = performance.case;
    return {
      ranking: performanceSuspects({ name, places }, attribution, { tree: tree.index, texts }),
      mapped: [],
    };
  }
  if (isMissing(event)) return { ranking: { suspects: [], confident: false }, mapped: [] };
  const suspectCommit = commits.find((commit) => commit.suspect);
  const release = commits.filter((commit) => !commit.suspect);
  const ranking = rankSuspects({
    event,
    tree: tree.index,
    mappings,
    lessons,
    ...(release.length > 0 ? { commits: release } : {}),
    ...(suspectCommit === undefined ? {} : { suspectCommit }),
  });
  return {
    ranking,
    mapped: mapEvent(event, tree.index, mappings).map((frames) => frames.map((frame) => frame.path)),
  };
}

/** What became of earlier fixes for the class, by the files that they touched. */
function lessonsOf(
  { candidate }: CandidateFacts,
  { around }: IntakeContext,
  errorClass: ErrorClass | null,
): LessonFacts[] {
  const own = candidate.sticky?.incident;
  const known = [
    ...around.incidents.map(({ incident }) => incident),
    ...(own && own !== 'newer' ? [own] : []),
  ];
  const alike = known.filter(
    (one) => errorClass !== null && one.errorClass !== null && resembles(one.errorClass, errorClass),
  );
  const lessons = alike.flatMap(({ attempts }) =>
    attempts.flatMap(({ lesson, outcome }) => (outcome === 'failed' ? [] : (lesson ?? []))),
  );
  return lessons.flatMap(({ outcome, paths }) => paths.map((path) => ({ path, outcome })));
}

/** What the record holds. An attempt of this very run (started again after a crash) is the one being made, not one before. */
function records({ candidate }: CandidateFacts, { around, run }: IntakeContext): IncidentRecord[] {
  const own = candidate.sticky?.incident;
  const others = around.incidents.filter(({ incident }) => incident.issue !== candidate.facts.number);
  const all = others.map(({ incident, live }) => incidentRecord(incident, live));
  if (own === undefined || own === 'newer') return all;
  const attempts = own.attempts.filter((attempt) => attempt.run !== run.id);
  // Started again, the run must find the order that it was carrying out: what it decided itself does not answer it.
  const decidedAt = own.run === run.id ? (attempts.at(-1)?.at ?? '') : own.decidedAt;
  return [...all, incidentRecord({ ...own, attempts, decidedAt }, true)];
}
