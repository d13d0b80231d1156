import { isWarning, type Lesson, lessonHint } from '../domain/lesson.ts';
import { DEFAULT_MEMORY_POLICY, type RecallPolicy } from '../domain/policy/memory.ts';
import type { Untrusted } from '../domain/trust.ts';
import { findInjection } from '../safety/injection.ts';
import { cleanField } from './clean.ts';
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
    .map((lesson) => ({ lesson, likeness: likeness(lesson, subject, { now: options.now, policy }) }))
    .filter(({ likeness: one }) => one >= policy.least)
    .sort(byLikeness);
  return distinct(found)
    .slice(0, policy.limit)
    .map((one) => ({ ...one, hint: lessonHint(one.lesson, policy.hintLength) }));
}

type Found = Omit<Recalled, 'hint'>;

/** Ties end the same way in whatever order lessons were merged: the newest issue first. */
function byLikeness(a: Found, b: Found): number {
  const newest = Date.parse(b.lesson.at) - Date.parse(a.lesson.at);
  return b.likeness - a.likeness || newest || b.lesson.issue - a.lesson.issue;
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

function likeness(lesson: Lesson, subject: Subject, { now, policy }: Required<RecallOptions>): number {
  const sameClass = lesson.fingerprint === subject.fingerprint ? policy.sameClass : 0;
  const rank = subject.paths.findIndex((path) => lesson.paths.includes(path));
  const sameFile = rank < 0 ? 0 : policy.sameFile / (1 + rank / 2);
  const words = wordLikeness(lesson.message, subject.message);
  const age = Math.max(0, Date.parse(now) - Date.parse(lesson.at)) / DAY;
  const fresh = 0.5 + 0.5 * 0.5 ** (age / policy.halfLifeDays);
  const sure = 0.5 + 0.5 * lesson.confidence;
  return Math.min(1, sameClass + sameFile + policy.sameWords * words) * fresh * sure;
}

/** One of each idea, and among the first three a warning of the same class when there is one. */
function distinct(found: readonly Found[]): readonly Found[] {
  const seen = new Set<string>();
  const unique = found.filter(({ lesson }) => {
    const key = `${lesson.outcome} ${lesson.fix.toLowerCase()}`;
    if (seen.has(key) || addressesAgent(lesson)) return false;
    seen.add(key);
    return true;
  });
  const warning = unique.findIndex(({ lesson }) => isWarning(lesson.outcome));
  const first = unique[warning];
  if (first === undefined || warning < 3) return unique;
  return [...unique.slice(0, 2), first, ...unique.slice(2).filter((one) => one !== first)];
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
