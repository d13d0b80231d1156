import { isWarning, type Lesson, lessonHint } from '../domain/lesson.ts';
import { DEFAULT_MEMORY_POLICY, type RecallPolicy } from '../domain/policy/memory.ts';
import type { Untrusted } from '../domain/trust.ts';
import { findInjection } from '../safety/injection.ts';
import { cleanField } from './clean.ts';
import { cleanRow } from './row.ts';
import type { MemoryStore } from './store.ts';
import { type Subject, termsOf, wordLikeness } from './terms.ts';

/** A lesson of the past that resembles an incident of today. */
export interface Recalled {
  readonly lesson: Lesson;
  /** 0–1. */
  readonly likeness: number;
  /** One line with date and outcome, at most 280 characters; a hint, and still an outsider's text. */
  readonly hint: Untrusted;
}

export interface RecallOptions {
  /** ISO 8601, UTC. */
  readonly now: string;
  readonly policy?: RecallPolicy;
}

/** Lessons that are compared in full, of all that the terms lead to. */
const COMPARED = 24;
const DAY = 86_400_000;

/**
 * At most three lessons that resemble the subject, most alike first. What a person rejected, a gate refused or production
 * gave back counts as much as what worked. A lesson that addresses an agent is left out.
 */
export function recall(store: MemoryStore, subject: Subject, options: RecallOptions): readonly Recalled[] {
  const policy = options.policy ?? DEFAULT_MEMORY_POLICY.recall;
  const found = candidates(store, subject, policy)
    .map((number) => store.lesson(number))
    .filter((lesson) => lesson !== null)
    .map((lesson) => ({ lesson, likeness: likenessOf(lesson, subject, policy) }))
    .filter(({ likeness }) => likeness >= policy.least)
    .sort(byWeight({ now: options.now, policy }));
  return chosen(found, policy.limit).map((one) => ({
    ...one,
    hint: lessonHint(one.lesson, policy.hintLength),
  }));
}

type Found = Omit<Recalled, 'hint'>;

/** Alike, sure and recent first. Ties end the same way in whatever order lessons were merged. */
function byWeight({ now, policy }: Required<RecallOptions>): (a: Found, b: Found) => number {
  const weight = ({ lesson, likeness }: Found): number => {
    const age = Math.max(0, Date.parse(now) - Date.parse(lesson.at)) / DAY;
    const fresh = 0.5 + 0.5 * 0.5 ** (age / policy.halfLifeDays);
    return likeness * fresh * (0.5 + 0.5 * lesson.confidence);
  };
  return (a, b) =>
    weight(b) - weight(a) ||
    Date.parse(b.lesson.at) - Date.parse(a.lesson.at) ||
    b.lesson.issue - a.lesson.issue;
}

/** The lessons that most and rarest terms lead to. A term that leads to many tells little. */
function candidates(store: MemoryStore, subject: Subject, policy: RecallPolicy): readonly number[] {
  const weights = new Map<number, number>();
  for (const [term, numbers] of store.lessonsUnder(termsOf(subject), policy.candidates)) {
    const weight =
      (term.startsWith('c') ? 3 : term.startsWith('p') ? 1.5 : 1) / Math.log2(2 + numbers.length);
    for (const number of numbers) weights.set(number, (weights.get(number) ?? 0) + weight);
  }
  return [...weights]
    .sort(([a, x], [b, y]) => y - x || b - a)
    .slice(0, COMPARED)
    .map(([number]) => number);
}

function likenessOf(lesson: Lesson, subject: Subject, policy: RecallPolicy): number {
  const sameClass = lesson.fingerprint === subject.fingerprint ? policy.sameClass : 0;
  const rank = subject.paths.findIndex((path) => lesson.paths.includes(path));
  const sameFile = rank < 0 ? 0 : policy.sameFile / (1 + rank / 2);
  return Math.min(1, sameClass + sameFile + policy.sameWords * wordLikeness(lesson.message, subject.message));
}

/** One of each idea; when none of the first is a warning, the last place is for the best one that is. */
function chosen(found: readonly Found[], limit: number): readonly Found[] {
  const seen = new Set<string>();
  const unique = found.filter(({ lesson: { outcome, fix } }) => {
    const idea = `${outcome} ${fix.toLowerCase()}`;
    return !seen.has(idea) && seen.add(idea);
  });
  const first = take(unique, limit);
  if (first.some(({ lesson }) => isWarning(lesson.outcome))) return first;
  const [warning] = take(
    unique.filter(({ lesson }) => isWarning(lesson.outcome)),
    1,
  );
  return warning === undefined ? first : [...first.slice(0, limit - 1), warning];
}

/** The first few that are fit to be shown: cleaned by today's rules, and not addressed to an agent. */
function take(found: readonly Found[], count: number): readonly Found[] {
  const taken: Found[] = [];
  for (const { lesson: raw, likeness } of found) {
    if (taken.length === count) break;
    const lesson = cleanRow(raw);
    if (lesson?.kind === 'lesson' && !addressesAgent(lesson)) taken.push({ lesson, likeness });
  }
  return taken;
}

function addressesAgent({ signature, cause, fix, message }: Lesson): boolean {
  const texts = { signature, cause, fix, message };
  return findInjection(Object.entries(texts).map(([field, text]) => ({ field, text }))).length > 0;
}

/** The subject of an incident, cleaned as lessons are, so that its words meet theirs. */
export function subjectOf(subject: Subject): Subject {
  const { maxText, maxPaths } = DEFAULT_MEMORY_POLICY;
  return {
    fingerprint: subject.fingerprint,
    paths: subject.paths.slice(0, maxPaths),
    message: cleanField(subject.message, maxText),
  };
}
