import { describe, expect, it } from 'vitest';
import { compareCheck, compareTests, isSuspicious } from '../../../src/decide/proof/compare.ts';
import { proofVerdict } from '../../../src/decide/proof/verdict.ts';
import type { CheckName, RunEnd, RunResult, TestResult } from '../../../src/domain/proof.ts';

const COMMAND = { script: 'npm test', folder: '' };

/** `'a b -c'`: a and b pass, c fails, `~d` is skipped; `null`: no report. The end follows from it unless given. */
function run(names: string | null, end?: RunEnd): RunResult {
  const tests =
    names === null
      ? null
      : names.split(' ').flatMap((word): TestResult[] => {
          if (word === '') return [];
          const outcome = word.startsWith('-') ? 'failed' : word.startsWith('~') ? 'skipped' : 'passed';
          return [{ name: word.replace(/^[-~]/, ''), outcome }];
        });
  const ended = end ?? (tests?.some(({ outcome }) => outcome === 'failed') ? 'failed' : 'passed');
  return { end: ended, exitCode: ended === 'passed' ? 0 : 1, milliseconds: 5, tests, tail: '' };
}

const check = (
  before: RunResult | null,
  after: RunResult | null,
  ...[again = [], name = 'test']: readonly [RunResult[]?, CheckName?]
) => compareCheck({ name, command: COMMAND, before, after, again });

const tests = (
  before: readonly RunResult[],
  after: readonly RunResult[],
  ...[suite = run('a b'), whole = false]: readonly [(RunResult | null)?, boolean?]
) => compareTests({ command: COMMAND, files: ['a.test.js'], before, after, suite, whole });

describe('a check on both trees', () => {
  it.each<readonly [string, RunResult | null, RunResult | null, RunResult[], string]>([
    ['green and green', run('a b'), run('a b'), [], 'still-green'],
    ['red before, green now', run('a -b'), run('a b'), [], 'mended'],
    ['the same red', run('a -b'), run('a -b'), [], 'still-red'],
    ['less red', run('-a -b'), run('a -b'), [], 'still-red'],
    ['one more red', run('a -b'), run('-a -b'), [run('-a -b'), run('-a -b')], 'broken'],
    ['one more red, once', run('a -b'), run('-a -b'), [run('a -b')], 'still-red'],
    ['red each time', run('a b'), run('a -b'), [run('a -b'), run('a -b')], 'broken'],
    ['red once', run('a b'), run('a -b'), [run('a b')], 'flaky'],
    ['another red each time', run('a b'), run('a -b'), [run('-a b'), run('-a b')], 'flaky'],
    ['red without a word, each time', run(null), run(null, 'failed'), [run(null, 'failed')], 'broken'],
    ['red without a word, once', run(null), run(null, 'failed'), [run(null)], 'flaky'],
    ['red before without a word', run(null, 'failed'), run(null, 'failed'), [], 'still-red'],
    ['hangs with the patch', run('a'), run(null, 'timed-out'), [run(null, 'timed-out')], 'broken'],
    ['its tool is missing', run(null, 'not-found'), run(null, 'not-found'), [], 'still-red'],
    ['a new test that fails', run('a'), run('a -new'), [run('a -new')], 'broken'],
    ['not run before', null, run('a'), [], 'not-compared'],
    ['not run after', run('a'), null, [], 'not-compared'],
  ])('%s', (_, ...[before, after, again, change]) => {
    expect(check(before, after, again).change).toBe(change);
  });

  it('names what is broken, what is flaky, what is lost', () => {
    expect(check(run('a b c'), run('-a -b c'), [run('-a b c'), run('-a b c')])).toMatchObject({
      broken: ['a'],
      flaky: ['b'],
      lost: [],
    });
    expect(check(run('a b c'), run('a b')).lost).toEqual(['c']);
    expect(check(run('a b c'), run('a b ~c')).lost).toEqual(['c']);
    expect(check(run('a b c'), run('a b renamed')).lost).toEqual([]);
    expect(check(run('a b -c'), run('a -c')).lost).toEqual(['b']);
    expect(check(run('a b c'), run('a -b c')).lost).toEqual([]);
  });

  it('is run again only when the patch alone may be to blame', () => {
    expect(isSuspicious(run('a'), run('-a'))).toBe(true);
    expect(isSuspicious(run('-a b'), run('-a -b'))).toBe(true);
    expect(isSuspicious(run('-a'), run('-a'))).toBe(false);
    expect(isSuspicious(run('-a'), run('a'))).toBe(false);
    expect(isSuspicious(null, run('-a'))).toBe(false);
  });
});

describe('the verdict', () => {
  const green = [check(run('a b'), run('a b new'))];
  const fails = [run('a -new'), run('a -new')];
  const passes = [run('a new'), run('a new')];
  const verdict = (seen: Partial<Parameters<typeof proofVerdict>[0]>) =>
    proofVerdict({ lacks: [], checks: green, tests: tests(fails, passes), timeSpent: false, ...seen });

  it('is proven when a test fails before and passes after, and nothing green is red', () => {
    expect(verdict({})).toEqual({ verdict: 'proven', code: 'proven', codes: ['proven'] });
    expect(verdict({ tests: tests([run(null, 'failed')], [run(null)]) }).verdict).toBe('proven');
    expect(verdict({ tests: tests([run('', 'failed')], [run('new')]) }).verdict).toBe('proven');
  });

  it.each<readonly [string, Parameters<typeof verdict>[0], string]>([
    ['the test passes before too', { tests: tests(passes, passes) }, 'test-passes-before'],
    ['no named test turned', { tests: tests([run('a -b')], [run('a ~b')]) }, 'test-passes-before'],
    ['nothing ran before', { tests: tests([run('', 'no-tests')], passes) }, 'test-passes-before'],
    ['the test fails after', { tests: tests(fails, fails) }, 'test-fails-after'],
    ['the test hangs after', { tests: tests(fails, [run(null, 'timed-out')]) }, 'test-fails-after'],
    ['the test is lucky after', { tests: tests(fails, [run('a new'), run('a -new')]) }, 'test-unsteady'],
    ['the test is lucky before', { tests: tests([run('a new'), run('a -new')], passes) }, 'test-unsteady'],
    ['a check is broken', { checks: [check(run('a'), run('-a'), [run('-a')])] }, 'check-broken'],
    ['tests are gone', { checks: [check(run('a b c'), run('a new'))] }, 'tests-lost'],
  ])('is refused: %s', (_, seen, code) => {
    expect(verdict(seen)).toMatchObject({ verdict: 'refused', code });
  });

  it.each<readonly [string, Parameters<typeof verdict>[0], string]>([
    ['no test', { tests: null, lacks: ['test-missing'] }, 'test-missing'],
    ['nothing said about tests at all', { tests: null }, 'test-missing'],
    ['no runner', { tests: null, lacks: ['no-test-runner'] }, 'no-test-runner'],
    [
      'the runner is not there',
      { tests: tests([run(null, 'not-found')], [run(null, 'not-found')]) },
      'test-not-run',
    ],
    ['the test hangs before', { tests: tests([run(null, 'timed-out')], passes) }, 'test-not-run'],
    ['nothing ran after', { tests: tests(fails, [run('', 'no-tests')]) }, 'test-not-run'],
    ['never came to it', { tests: tests([], []) }, 'test-not-run'],
    ['the time was spent', { timeSpent: true }, 'time-spent'],
    [
      'a red suite without names',
      {
        checks: [check(run(null, 'failed'), run(null, 'failed'))],
        tests: tests([run(null, 'failed')], [run(null)], run(null, 'failed'), true),
      },
      'suite-red-before',
    ],
    [
      'it cannot be installed',
      { tests: null, checks: [check(run(null, 'failed'), null, [], 'install')] },
      'install-failed',
    ],
  ])('is unproven: %s', (_, seen, code) => {
    expect(verdict(seen)).toMatchObject({ verdict: 'unproven', code });
  });

  it('forgives a test of the same file that fails on the base too, by name', () => {
    const old = [check(run('a -old'), run('a -old new'))];
    const seen = tests([run('a -old -new')], [run('a -old new')], run('a -old'));
    expect(verdict({ checks: old, tests: seen })).toMatchObject({ verdict: 'proven' });
    expect(seen.proving).toEqual(['new']);
  });

  it('puts refusals before what is missing', () => {
    const broken = [check(run('a'), run('-a'), [run('-a')])];
    expect(verdict({ lacks: ['test-missing'], tests: null, checks: broken }).codes).toEqual([
      'check-broken',
      'test-missing',
    ]);
  });
});
