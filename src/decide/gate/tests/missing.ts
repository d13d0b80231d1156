import { MISSING_TEST } from '../../../domain/gate.ts';
import { type Gate, gateLine } from '../finding.ts';
import { STRENGTH, strengthOf } from './strength.ts';
import { surveyTests, type TestSurvey } from './survey.ts';
import type { TestUnit } from './unit.ts';

const checks = (unit: TestUnit) => unit.assertions.filter((one) => strengthOf(one) > STRENGTH.nothing).length;

/** Whether a test holds something that it did not hold before; taking away proves nothing. */
function saysMore(base: TestUnit, now: TestUnit): boolean {
  const counts = new Map<string, number>();
  for (const { text } of base.tokens) counts.set(text, (counts.get(text) ?? 0) + 1);
  return now.tokens.some(({ text }) => {
    counts.set(text, (counts.get(text) ?? 0) - 1);
    return (counts.get(text) ?? 0) < 0 && !/^(?:skip|only|xfail|pass|return)$/.test(text);
  });
}

/** Whether the patch brings something that a runner runs and that can fail: a new test, or an old one that says more or else. */
function bringsTest({ fresh, kept, files }: TestSurvey): boolean {
  if ([...fresh].some((unit) => checks(unit) > 0 || unit.assertions.length === 0)) return true;
  for (const [base, now] of kept) if (checks(now) > 0 && saysMore(base, now)) return true;
  // Tests of kinds that are not read case by case: new lines in a test file count.
  return files.some(
    ({ changed, patched }) =>
      changed.kind === 'test' &&
      changed.added.some((at) => /\w/.test(changed.patched.masked()[at] ?? '')) &&
      (patched.outside.assertions.length > 0 || (patched.units.length === 0 && changed.language === null)),
  );
}

/** Says whether the patch has a test at all. Whether that test fails before and passes after is the proof's work. */
export const missingTest: Gate = {
  name: MISSING_TEST,
  clean: 'The patch brings a test.',
  look: ({ files, policy }) =>
    bringsTest(surveyTests(files))
      ? []
      : [
          {
            outcome: policy.missingTest,
            why: 'no test is added or changed that fails without this patch',
            line: gateLine('', 0, ''),
          },
        ],
};
