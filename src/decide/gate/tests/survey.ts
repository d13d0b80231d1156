import type { ChangedFile } from '../changed-file.ts';
import { matchTests } from './match.ts';
import { STRENGTH, strengthOf } from './strength.ts';
import { type TestSuite, type TestUnit, testsOf } from './unit.ts';

/** The tests of one changed file, and what became of those that were there before. */
export interface TestFile {
  readonly changed: ChangedFile;
  readonly base: TestSuite;
  readonly patched: TestSuite;
}

/** What a patch does to the tests as a whole. */
export interface TestSurvey {
  readonly files: readonly TestFile[];
  /** Existing tests that are gone. */
  readonly gone: ReadonlySet<TestUnit>;
  /** Existing tests with their successors. */
  readonly kept: ReadonlyMap<TestUnit, TestUnit>;
  /** Tests that were not there before. */
  readonly fresh: ReadonlySet<TestUnit>;
  /** Whether code outside of tests, or settings, changed: without that, a patch repairs nothing. */
  readonly codeChanged: boolean;
  /** Whether the patch brings a new test that checks something, or more checks than it takes. */
  readonly gained: boolean;
}

const checks = (unit: TestUnit): number =>
  unit.assertions.filter((assertion) => strengthOf(assertion) > STRENGTH.nothing).length;

/** Whether a file changes something that runs and is not a test. */
function changesCode({ changed, base, patched }: TestFile): boolean {
  if (changed.kind !== 'code' && changed.kind !== 'data') return false;
  if (changed.language === null) return true;
  const inside = (line: number, units: readonly TestUnit[]) =>
    units.some((unit) => line + 1 >= unit.line && line + 1 <= unit.endLine);
  const says = (lines: readonly string[], at: number) => /[^\s]/.test(lines[at] ?? '');
  return (
    changed.added.some((at) => says(changed.patched.masked(), at) && !inside(at, patched.units)) ||
    changed.removed.some((at) => says(changed.base.masked(), at) && !inside(at, base.units)) ||
    (changed.file.oldMode === null) !== (changed.file.newMode === null)
  );
}

const surveys = new WeakMap<readonly ChangedFile[], TestSurvey>();

/** Reads all tests of a patch. Several gates ask; the work is done once. */
export function surveyTests(changed: readonly ChangedFile[]): TestSurvey {
  const known = surveys.get(changed);
  if (known !== undefined) return known;
  const files = changed.map((file) => ({ changed: file, ...testsOf(file) }));
  const base = files.flatMap((file) => file.base.units);
  const patched = files.flatMap((file) => file.patched.units);
  const fates = matchTests(base, patched);
  const kept = new Map(fates.flatMap(({ base: unit, now }) => (now === null ? [] : [[unit, now] as const])));
  const successors = new Set(kept.values());
  const fresh = new Set(patched.filter((unit) => !successors.has(unit)));
  const sum = (units: readonly TestUnit[]) => units.reduce((all, unit) => all + checks(unit), 0);
  const survey = {
    files,
    gone: new Set(fates.flatMap(({ base: unit, now }) => (now === null ? [unit] : []))),
    kept,
    fresh,
    codeChanged: files.some(changesCode),
    gained: [...fresh].some((unit) => checks(unit) > 0) || sum(patched) > sum(base),
  };
  surveys.set(changed, survey);
  return survey;
}
