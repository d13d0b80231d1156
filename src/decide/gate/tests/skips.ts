import { type GateFinding, gateLine } from '../finding.ts';
import { SKIP_RULES, type SkipRule } from './marks.ts';
import type { TestFile, TestSurvey } from './survey.ts';

/** Tests that are still there but no longer run. */
export function findSkips(survey: TestSurvey): readonly GateFinding[] {
  return survey.files.flatMap((file) =>
    file.changed.kind === 'test' || file.patched.units.length > 0
      ? SKIP_RULES.flatMap((rule) => findRule(file, rule, survey))
      : [],
  );
}

function findRule(
  file: TestFile,
  rule: SkipRule,
  { fresh, codeChanged }: TestSurvey,
): readonly GateFinding[] {
  const { changed, patched } = file;
  if (changed.language === null || (rule.languages.length > 0 && !rule.languages.includes(changed.language)))
    return [];
  const masked = changed.patched.masked();
  const hits = changed.added.filter((at) => rule.pattern.test(masked[at] ?? ''));
  const before = changed.removed.filter((at) => rule.pattern.test(changed.base.masked()[at] ?? '')).length;
  // An edited mark is no new one.
  return hits.slice(0, Math.max(0, hits.length - before)).flatMap((at) => {
    const own = patched.units.filter((unit) => at + 1 >= unit.line && at + 1 <= unit.endLine).at(-1);
    const isNew = own !== undefined && fresh.has(own);
    if (isNew && (rule.conditional === true || rule.inverts === true)) return [];
    // A condition that may hold somewhere can come with the repair; one that always holds has a rule of its own.
    const lenient = rule.conditional === true ? codeChanged : isNew && rule.exclusive !== true;
    const outcome = lenient ? ('needs-human' as const) : ('fail' as const);
    const why =
      rule.exclusive === true
        ? 'other tests are kept from running'
        : isNew
          ? 'a new test does not run'
          : rule.inverts === true
            ? 'an existing test passes when it fails now'
            : 'an existing test is skipped';
    return [{ outcome, why, line: gateLine(changed.path, at + 1, (changed.patched.lines[at] ?? '').trim()) }];
  });
}
