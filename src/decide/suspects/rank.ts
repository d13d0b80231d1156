import type { ErrorEvent } from '../../domain/event.ts';
import { DEFAULT_SUSPECT_POLICY } from '../../domain/policy/suspects.ts';
import type { Suspect, SuspectRanking } from '../../domain/suspect.ts';
import { type CodeMapping, mapEvent } from '../../domain/tree/frame.ts';
import type { TreeIndex } from '../../domain/tree/tree.ts';
import { certainty } from './certainty.ts';
import { type CommitFacts, commitFactors } from './commit.ts';
import { filesNamed, type Mentions } from './named.ts';
import { reasonFor } from './reason.ts';
import { plainName } from './role.ts';
import { ALL_SIGNALS, type Signals, type Visit, visitFrames } from './visit.ts';

/** What became of an earlier fix in a file. */
export interface LessonFacts {
  readonly path: string;
  readonly outcome: 'recovered' | 'rejected' | 'failed-gate' | 'regressed';
}

/** Everything that the ranking looks at. Absent facts change nothing. */
export interface SuspectFacts {
  readonly event: ErrorEvent;
  readonly tree: TreeIndex;
  /** Commits of the release in which the error began. */
  readonly commits?: readonly CommitFacts[];
  /** The commit that Sentry suspects. */
  readonly suspectCommit?: CommitFacts;
  readonly lessons?: readonly LessonFacts[];
  readonly mappings?: readonly CodeMapping[];
  /** What a report's prose points at, when the error came as text. */
  readonly mentions?: Mentions;
}

/** A file on its way to a suspect. */
export interface Candidate {
  readonly path: string;
  readonly score: number;
  /** Frames that name it, strongest first; empty for a file that only other evidence names. */
  readonly visits: readonly Visit[];
  /** Names of the factors that changed its score. */
  readonly because: readonly string[];
}

/**
 * Ranks the files that a fix most likely touches, best first. Pure and total. `confident` is false when no frame maps,
 * when the best file only raises, checks or passes on, or when the evidence is thin: then nobody is pointed at.
 */
export function rankSuspects(facts: SuspectFacts, signals: Signals = ALL_SIGNALS): SuspectRanking {
  const policy = DEFAULT_SUSPECT_POLICY;
  const mappings = mapEvent(facts.event, facts.tree, facts.mappings);
  const visits = visitFrames(facts.event, mappings, signals);
  const candidates = [...onStack(facts, visits, signals)];
  const best = Math.max(0, ...candidates.map((each) => each.score));
  candidates.push(...offStack(facts, { candidates, best, signals }));
  candidates.sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1));
  const top = candidates.filter((each) => each.score > 0).slice(0, policy.limit);
  const sure = certainty(facts.event, mappings, top);
  // Squares: with the decay of a half, the next file up then holds a fifth, as its share of real fixes is.
  const total = top.reduce((sum, each) => sum + each.score ** 2, 0);
  const suspects = top.map((each) => suspect(each, (sure * each.score ** 2) / total));
  const first = top[0];
  const confident =
    first !== undefined && first.visits.length > 0 && (suspects[0]?.confidence ?? 0) >= policy.confident;
  return { suspects, confident };
}

function* onStack(facts: SuspectFacts, visits: readonly Visit[], signals: Signals): Iterable<Candidate> {
  const policy = DEFAULT_SUSPECT_POLICY;
  const named = signals.names ? filesNamed(facts.event, facts.tree) : new Set<string>();
  const commits = signals.commits ? commitFactors(facts) : new Map<string, never>();
  for (const [path, own] of Map.groupBy(visits, (visit) => visit.path)) {
    const sorted = own.toSorted((a, b) => b.weight - a.weight);
    const first = sorted[0];
    if (first === undefined) continue;
    const distinct = new Set(sorted.map((visit) => visit.frame.function ?? visit.frame.line)).size;
    let score = first.weight * (1 + policy.again * Math.min(3, distinct - 1));
    const because: string[] = [];
    const apply = (factor: number, name: string) => {
      score *= factor;
      because.push(name);
    };
    if (named.has(path)) apply(policy.named, 'named');
    if (signals.names && mentioned(facts.mentions, path, sorted)) apply(policy.mentioned, 'mentioned');
    const commit = commits.get(path);
    if (commit !== undefined) apply(commit.factor, commit.name);
    for (const lesson of facts.lessons ?? []) {
      if (lesson.path !== path) continue;
      const good = lesson.outcome === 'recovered';
      apply(good ? policy.recovered : policy.rejected, good ? 'recovered' : 'rejected');
    }
    yield { path, score, visits: sorted, because };
  }
}

function mentioned(mentions: Mentions | undefined, path: string, visits: readonly Visit[]): boolean {
  if (mentions === undefined) return false;
  if (mentions.paths.has(path)) return true;
  return visits.some(({ frame, steps }) => {
    const name = frame.function === null ? '' : plainName(frame.function);
    return steps <= 3 && name.length >= 6 && mentions.names.has(name);
  });
}

interface Stack {
  readonly candidates: readonly Candidate[];
  readonly best: number;
  readonly signals: Signals;
}

/** Files that only messages, prose or commits name: shown low in the list, never enough to be confident. */
function offStack(facts: SuspectFacts, { candidates, best, signals }: Stack): readonly Candidate[] {
  const policy = DEFAULT_SUSPECT_POLICY;
  const known = new Set(candidates.map((each) => each.path));
  const scale = (best === 0 ? 1 : best) * policy.offStack;
  const found = new Map<string, Candidate>();
  const add = (path: string, factor: number, name: string) => {
    if (known.has(path) || !facts.tree.paths.has(path)) return;
    const before = found.get(path);
    const because = [...(before?.because ?? []), name];
    found.set(path, { path, score: (before?.score ?? 0) + scale * factor, visits: [], because });
  };
  if (signals.names) {
    for (const path of [...(facts.mentions?.paths ?? [])].slice(0, 8)) add(path, 1, 'mentioned');
    for (const path of filesNamed(facts.event, facts.tree)) add(path, 0.8, 'named');
  }
  if (signals.commits) {
    for (const [path, commit] of commitFactors(facts)) {
      if (commit.offStack > 0) add(path, commit.offStack, commit.name);
    }
  }
  return [...found.values()];
}

function suspect(candidate: Candidate, confidence: number): Suspect {
  const lines = candidate.visits.flatMap(({ frame }) =>
    frame.line === null || frame.line < 1 ? [] : [frame.line],
  );
  const known = lines.slice(0, 50);
  return {
    path: candidate.path,
    lines: known.length === 0 ? null : [Math.min(...known), Math.max(...known)],
    function: candidate.visits[0]?.frame.function ?? null,
    score: Math.round(candidate.score * 10_000) / 10_000,
    confidence: Math.round(confidence * 1_000) / 1_000,
    reason: reasonFor(candidate),
  };
}
