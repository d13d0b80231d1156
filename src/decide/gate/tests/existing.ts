import type { Token } from '../code/token.ts';
import { type GateFinding, gateLine } from '../finding.ts';
import { isDiscovered, kindOf } from '../paths/kind.ts';
import type { Assertion } from './assertion.ts';
import { type AssertionChange, compareAssertions, onlyIn } from './compare.ts';
import { isMarked } from './function-tests.ts';
import { isRelated } from './related.ts';
import { STRENGTH, strengthOf } from './strength.ts';
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

/** Assertions in the shared functions of a file: a test may hand its own over to one of them. */
function helperTexts({ files }: TestSurvey, path: string): readonly string[] {
  const own = files.find(({ changed }) => changed.path === path);
  return own === undefined ? [] : own.patched.outside.assertions.map(({ text }) => text);
}

/** Whether a test has something new besides its assertions: a call of a helper, perhaps. */
function callsMore(base: TestUnit, now: TestUnit): boolean {
  const asserting = new Set(now.assertions.flatMap(({ tokens }) => tokens));
  return onlyTokens(now.tokens, base.tokens).some((token) => token.kind === 'word' && !asserting.has(token));
}

/** Assertions of existing tests, and of the functions that tests share. */
export function findChangedAssertions(survey: TestSurvey): readonly GateFinding[] {
  const moved = movedTexts(survey);
  const shared = survey.files.map(({ base, patched }) => [base.outside, patched.outside] as const);
  return [...survey.kept, ...shared].flatMap(([base, now]) => {
    if (base.assertions.length === 0) return [];
    const shareds = callsMore(base, now) ? helperTexts(survey, now.path) : [];
    const changes = compareAssertions(
      base.assertions,
      now.assertions,
      shareds.length === 0 ? moved : new Set([...moved, ...shareds]),
    );
    return changes.filter(isSaid).map((change) => ({
      outcome: outcomeOf(change, survey),
      why: WHY[change.kind],
      line:
        change.kind === 'lost'
          ? gateLine(base.path, change.base.line, change.base.text)
          : gateLine(now.path, change.now.line, `${change.base.text} → ${change.now.text}`),
    }));
  });
}

/** Failures that are told in other words only are the same failures: `fail("…")`, `t.Errorf("…")`. */
function isSaid(change: AssertionChange): boolean {
  if (change.kind === 'lost') return true;
  const { base, now } = change;
  const told = [base, now].every(({ tokens }) => tokens.some(({ text }) => FAILURE.test(text)));
  const differ = [...onlyTokens(base.tokens, now.tokens), ...onlyTokens(now.tokens, base.tokens)];
  return !(told && differ.every(({ kind }) => kind === 'string'));
}

const FAILURE = /^(?:fail|Fail|Errorf?|Fatalf?|unreachable|panic)$/;

/** Whether two assertions differ in values alone: the same calls with other literals. */
function differInValues({ base, now }: { readonly base: Assertion; readonly now: Assertion }): boolean {
  return [...onlyTokens(base.tokens, now.tokens), ...onlyTokens(now.tokens, base.tokens)].every(isData);
}

/**
 * A lost or looser assertion is a weakening whatever else the patch does. Another expectation is one when no code changed, or
 * when no new check stands beside it and it gives up (nothing, the opposite) or is a value of which the changed code says
 * nothing; else the behaviour may have changed on purpose, and a person must say so.
 */
function outcomeOf(change: AssertionChange, survey: TestSurvey): GateFinding['outcome'] {
  const { codeChanged, gained } = survey;
  if (change.base.soft && codeChanged) return 'needs-human';
  if (change.kind === 'lost' || change.kind === 'looser' || !codeChanged) return 'fail';
  if (gained) return 'needs-human';
  const bent = differInValues(change) && !isRelated(change.base.text, change.now.text, survey);
  return change.kind === 'inverted' || bent ? 'fail' : 'needs-human';
}

/** Data of a table, as opposed to a call: values and signs only. */
const isData = ({ kind, text }: Token): boolean =>
  kind !== 'word' || /^(?:true|false|null|nil|None|True|False|undefined)$/.test(text);
const CHECKING =
  /assert|expect|should|verify|require|fail|throw|raise|panic|Source|parametrize|TestCase|InlineData|DataRow/i;

/** Existing tests from which something was only taken away: cases in a list, a mark, a call. */
export function findShortened({ kept, codeChanged }: TestSurvey): readonly GateFinding[] {
  return [...kept].flatMap(([base, now]) => {
    if (base.text === now.text || now.tokens.length >= base.tokens.length) return [];
    const gone = onlyTokens(base.tokens, now.tokens);
    if (onlyTokens(now.tokens, base.tokens).length > 0) return [];
    const said = gone.filter(({ kind }) => kind !== 'sign');
    if (said.length === 0) return [];
    const cases = said.every(isData) || said.some(({ text }) => CHECKING.test(text));
    return [
      {
        outcome: cases || !codeChanged ? ('fail' as const) : ('needs-human' as const),
        why: 'a part of an existing test is removed',
        line: gateLine(base.path, said[0]?.line ?? base.line, said.map(({ text }) => text).join(' ')),
      },
    ];
  });
}

/** Tokens that one side has more often than the other. */
function onlyTokens(own: readonly Token[], other: readonly Token[]): readonly Token[] {
  const counts = new Map<string, number>();
  for (const { text } of other) counts.set(text, (counts.get(text) ?? 0) + 1);
  return own.filter(({ text }) => {
    const left = counts.get(text) ?? 0;
    counts.set(text, left - 1);
    return left <= 0;
  });
}

const holds = ({ assertions }: TestUnit): boolean =>
  assertions.some((assertion) => strengthOf(assertion) > STRENGTH.nothing);

/** Shortest test, in tokens, of which emptying is told: below, its assertions are all there is. */
const SHORTEST = 15;

/** Tests of which hardly anything is left, and nothing that can fail. */
export function findEmptied({ kept }: TestSurvey): readonly GateFinding[] {
  return [...kept]
    .filter(
      ([base, now]) =>
        base.tokens.length >= SHORTEST &&
        now.tokens.length * 2 < base.tokens.length &&
        !holds(now) &&
        base.assertions.length > 0,
    )
    .map(([, now]) => ({
      outcome: 'fail',
      why: 'an existing test is emptied',
      line: gateLine(now.path, now.line, now.name),
    }));
}

/** Tests that lose the mark by which a runner knows them; a name like a test's does not make up for it. */
export function findUnmarked({ kept }: TestSurvey): readonly GateFinding[] {
  return [...kept]
    .filter(([base, now]) => isMarked(base.tokens) && !isMarked(now.tokens) && base.path === now.path)
    .map(([, now]) => ({
      outcome: 'fail',
      why: 'an existing test loses the mark that makes it one',
      line: gateLine(now.path, now.line, now.name),
    }));
}

/** Tests that moved into a file in which no runner looks for tests. */
export function findHidden({ kept }: TestSurvey): readonly GateFinding[] {
  return [...kept]
    .filter(([base, now]) => isDiscovered(base.path) && !isDiscovered(now.path))
    .map(([, now]) => ({
      // Runners of these languages go by the name alone; others look into every file of a test folder.
      outcome:
        /\.(?:py|go|java|kt|cs)$/.test(now.path) || kindOf(now.path) !== 'test' ? 'fail' : 'needs-human',
      why: 'a test moves to where no runner looks',
      line: gateLine(now.path, now.line, now.name),
    }));
}
