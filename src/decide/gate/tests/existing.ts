import { type GateFinding, gateLine } from '../finding.ts';
import type { Assertion } from './assertion.ts';
import { type AssertionChange, compareAssertions, onlyIn } from './compare.ts';
import type { TestSurvey } from './survey.ts';
import type { TestUnit } from './unit.ts';

/** Texts of assertions that stand somewhere in the patched tests and did not before: where moved ones went. */
function movedTexts({ files }: TestSurvey): ReadonlySet<string> {
  const all = (side: 'base' | 'patched'): readonly Assertion[] =>
    files.flatMap((file) =>
      [...file[side].units, file[side].outside].flatMap(({ assertions }) => assertions),
    );
  return new Set(onlyIn(all('patched'), all('base')).map(({ text }) => text));
}

/** Tests that are gone: deleted, commented out, or renamed so that no runner finds them. */
export function findGone({ gone, files }: TestSurvey): readonly GateFinding[] {
  const lineOf = (unit: TestUnit) =>
    files.find(({ base }) => base.units.includes(unit))?.changed.base.lines[unit.line - 1] ?? unit.name;
  return [...gone].map((unit) => ({
    outcome: 'fail',
    why: 'an existing test is removed',
    line: gateLine(unit.path, unit.line, lineOf(unit).trim()),
  }));
}

const WHY: Readonly<Record<AssertionChange['kind'], string>> = {
  lost: 'an existing test loses an assertion',
  looser: 'an assertion of an existing test is loosened',
  inverted: 'an assertion of an existing test is turned round or expects nothing now',
  other: 'an existing test expects something else',
};

/** Assertions of existing tests, and of the functions that tests share. */
export function findChangedAssertions(survey: TestSurvey): readonly GateFinding[] {
  const moved = movedTexts(survey);
  const shared = survey.files.map(({ base, patched }) => [base.outside, patched.outside] as const);
  return [...survey.kept, ...shared].flatMap(([base, now]) => {
    if (base.assertions.length === 0) return [];
    const changes = compareAssertions(base.assertions, now.assertions, moved);
    return changes.map((change) => ({
      outcome: outcomeOf(change, survey),
      why: WHY[change.kind],
      line:
        change.kind === 'lost'
          ? gateLine(base.path, change.base.line, change.base.text)
          : gateLine(now.path, change.now.line, `${change.base.text} → ${change.now.text}`),
    }));
  });
}

/**
 * A lost or looser assertion is a weakening whatever else the patch does. Another expectation is one when no code changed,
 * or when it only gives up (nothing, the opposite) and no new check stands beside it; else the behaviour may have changed
 * on purpose, and a person must say so.
 */
function outcomeOf(change: AssertionChange, { codeChanged, gained }: TestSurvey): GateFinding['outcome'] {
  if (change.base.soft && codeChanged) return 'needs-human';
  if (change.kind === 'lost' || change.kind === 'looser' || !codeChanged) return 'fail';
  return change.kind === 'inverted' && !gained ? 'fail' : 'needs-human';
}
