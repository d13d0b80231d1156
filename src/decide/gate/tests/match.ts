import type { TestUnit } from './unit.ts';

/** An existing test and what became of it; `now` is `null` when it is gone. */
export interface Fate {
  readonly base: TestUnit;
  readonly now: TestUnit | null;
}

/** From which likeness on a test with another name is the same test. Copies with a new name share more than this. */
const SAME_BODY = 0.6;
/** The same for a test whose name is nearly the same. */
const SAME_NAME = 0.4;
/** Pairs that are compared at most; beyond that only equal names count. */
const MOST_PAIRS = 10_000;

/** Share of common parts (Dice) of two multisets: 1 the same, 0 nothing in common. */
export function likeness(one: readonly string[], other: readonly string[]): number {
  if (one.length + other.length === 0) return 1;
  const counts = new Map<string, number>();
  for (const part of one) counts.set(part, (counts.get(part) ?? 0) + 1);
  let common = 0;
  for (const part of other) {
    const left = counts.get(part) ?? 0;
    if (left > 0) {
      counts.set(part, left - 1);
      common += 1;
    }
  }
  return (2 * common) / (one.length + other.length);
}

const partsOf = ({ text }: TestUnit): readonly string[] =>
  text.split(' ').filter((part) => /[\w"]/.test(part));
const nameParts = ({ name }: TestUnit): readonly string[] =>
  name.toLowerCase().match(/[\p{L}\p{N}]{1,60}/gu) ?? [];

/** Takes the first of the candidates, or the likest when several share a name (overloads, tests of two suites). */
function takeLikest(unit: TestUnit, candidates: TestUnit[]): TestUnit | null {
  if (candidates.length < 2 || candidates.length > 20) return candidates.shift() ?? null;
  const parts = partsOf(unit);
  const scores = candidates.map((candidate) => likeness(parts, partsOf(candidate)));
  const best = scores.indexOf(Math.max(...scores));
  return candidates.splice(best, 1)[0] ?? null;
}

/** Groups by a key, in order. */
function groups(units: readonly TestUnit[], key: (unit: TestUnit) => string): Map<string, TestUnit[]> {
  return Map.groupBy(units, key);
}

/**
 * Finds each existing test among the tests of the patched tree: by file and name, by name, by its code, then by likeness
 * of code and name, so that a moved or renamed test is not taken for a deleted one.
 */
export function matchTests(base: readonly TestUnit[], patched: readonly TestUnit[]): readonly Fate[] {
  const fates = new Map<TestUnit, TestUnit>();
  const free = new Set(patched);
  const pair = (key: (unit: TestUnit) => string) => {
    const open = groups([...free], key);
    for (const unit of base) {
      if (fates.has(unit)) continue;
      const found = takeLikest(unit, open.get(key(unit)) ?? []);
      if (found === null) continue;
      fates.set(unit, found);
      free.delete(found);
    }
  };
  pair(({ path, name, text }) => `${path}\n${name}\n${text}`);
  pair(({ path, name }) => `${path}\n${name}`);
  pair(({ text }) => text);
  pair(({ name }) => name);
  const lost = base.filter((unit) => !fates.has(unit));
  if (lost.length * free.size <= MOST_PAIRS) {
    const candidates = new Set(
      [...free].map((unit) => ({ unit, parts: partsOf(unit), names: nameParts(unit) })),
    );
    for (const unit of lost) {
      const found = likest(unit, candidates);
      if (found === null) continue;
      fates.set(unit, found.unit);
      candidates.delete(found);
    }
  }
  return base.map((unit) => ({ base: unit, now: fates.get(unit) ?? null }));
}

interface Candidate {
  readonly unit: TestUnit;
  readonly parts: readonly string[];
  readonly names: readonly string[];
}

function likest(unit: TestUnit, candidates: Iterable<Candidate>): Candidate | null {
  const parts = partsOf(unit);
  const names = nameParts(unit);
  let best: Candidate | null = null;
  let score = 0;
  for (const candidate of candidates) {
    const body = likeness(parts, candidate.parts);
    const named = likeness(names, candidate.names);
    const enough = body >= SAME_BODY || (body >= SAME_NAME && named >= SAME_BODY);
    if (enough && body + named / 4 > score) {
      best = candidate;
      score = body + named / 4;
    }
  }
  return best;
}
