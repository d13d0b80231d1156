import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReport } from '../../../src/decide/proof/report.ts';

const named = (text: string) =>
  Object.fromEntries((readReport(text) ?? []).map(({ name, outcome }) => [name, outcome]));

/** Reports as the runners write them, shortened. */
const NODE_TAP = `TAP version 13
# Subtest: adds up
ok 1 - adds up
  ---
  duration_ms: 0.5
  type: 'test'
  ...
# Subtest: coupons
    # Subtest: takes a valid one off
    ok 1 - takes a valid one off
      ---
      duration_ms: 0.1
      ...
    # Subtest: ignores \\# signs
    not ok 2 - ignores \\# signs
      ---
      error: |-
        not ok 9 - this is text
      ...
    1..2
not ok 2 - coupons
  ---
  ...
# Subtest: later
ok 3 - later # SKIP not yet
1..3
# tests 4
`;

const JUNIT = `<?xml version="1.0" encoding="utf-8"?><testsuites><testsuite name="pytest" tests="3">
<testcase classname="tests.test_cart" name="test_total" time="0.1" />
<testcase classname="tests.test_cart" name="test_coupon[a &gt; b]" time="0.1"><failure message="boom">trace &lt;error</failure></testcase>
<testcase classname="tests.test_cart" name="test_later" time="0"><skipped message="no" /></testcase>
</testsuite></testsuites><?xml version="1.0"?><testsuite><testcase name="setup" classname="B"><error/></testcase></testsuite>`;

const JEST = JSON.stringify({
  numTotalTests: 2,
  testResults: [
    {
      name: '/x/a.test.js',
      status: 'failed',
      assertionResults: [
        { fullName: 'cart adds up', status: 'passed' },
        { fullName: 'cart takes off', status: 'failed' },
        { fullName: 'cart later', status: 'pending' },
      ],
    },
  ],
});

const MOCHA = JSON.stringify({
  stats: { tests: 2 },
  tests: [{ fullTitle: 'cart adds up' }, { fullTitle: 'cart takes off' }, { fullTitle: 'cart later' }],
  pending: [{ fullTitle: 'cart later' }],
  failures: [{ fullTitle: 'cart takes off' }],
  passes: [{ fullTitle: 'cart adds up' }],
});

const RSPEC = JSON.stringify({
  version: '3.13',
  examples: [
    { full_description: 'Cart adds up', status: 'passed' },
    { full_description: 'Cart takes off', status: 'failed' },
    { full_description: 'Cart later', status: 'pending' },
  ],
});

const GO = [
  { Action: 'start', Package: 'acme/cart' },
  { Action: 'run', Package: 'acme/cart', Test: 'TestTotal' },
  { Action: 'output', Package: 'acme/cart', Test: 'TestTotal', Output: '--- PASS: TestTotal\n' },
  { Action: 'pass', Package: 'acme/cart', Test: 'TestTotal', Elapsed: 0 },
  { Action: 'fail', Package: 'acme/cart', Test: 'TestCoupon/expired', Elapsed: 0 },
  { Action: 'skip', Package: 'acme/cart', Test: 'TestLater', Elapsed: 0 },
  { Action: 'fail', Package: 'acme/cart', Elapsed: 0.01 },
]
  .map((line) => JSON.stringify(line))
  .join('\n');

const CARGO = `   Compiling cart v0.1.0
running 3 tests
test tests::total ... ok
test tests::coupon ... FAILED
test tests::later ... ignored
test result: FAILED. 1 passed; 1 failed; 1 ignored
`;

describe('what runners report', () => {
  it('TAP of node, with its subtests', () => {
    expect(named(NODE_TAP)).toEqual({
      'adds up': 'passed',
      'coupons › takes a valid one off': 'passed',
      'coupons › ignores # signs': 'failed',
      coupons: 'failed',
      later: 'skipped',
    });
  });

  it('JUnit, also several documents in a row', () => {
    expect(named(JUNIT)).toEqual({
      'tests.test_cart › test_total': 'passed',
      'tests.test_cart › test_coupon[a &gt; b]': 'failed',
      'tests.test_cart › test_later': 'skipped',
      'B › setup': 'failed',
    });
  });

  it.each([
    ['jest and vitest', JEST, 'cart'],
    ['mocha', MOCHA, 'cart'],
    ['rspec', RSPEC, 'Cart'],
  ])('JSON of %s', (_, text, prefix) => {
    expect(named(text)).toEqual({
      [`${prefix} adds up`]: 'passed',
      [`${prefix} takes off`]: 'failed',
      [`${prefix} later`]: 'skipped',
    });
  });

  it('go’s lines, with broken ones between them', () => {
    expect(named(`${GO}\n{"Action":"pa\nnot json\n`)).toEqual({
      'acme/cart › TestTotal': 'passed',
      'acme/cart › TestCoupon/expired': 'failed',
      'acme/cart › TestLater': 'skipped',
    });
  });

  it('cargo’s lines', () => {
    expect(named(CARGO)).toEqual({
      'tests::total': 'passed',
      'tests::coupon': 'failed',
      'tests::later': 'skipped',
    });
  });

  it('unittest’s lines, also Django’s', () => {
    const text = `test_total (tests.test_cart.Cart.test_total) ... ok
test_coupon (tests.test_cart.Cart.test_coupon)
A coupon takes off. ... FAIL
test_error (tests.test_cart.Cart) ... ERROR
test_later (tests.test_cart.Cart.test_later) ... skipped 'not yet'
Ran 4 tests in 0.001s
`;
    expect(named(text)).toEqual({
      'tests.test_cart.Cart › test_total': 'passed',
      'tests.test_cart.Cart › test_coupon': 'failed',
      'tests.test_cart.Cart › test_error': 'failed',
      'tests.test_cart.Cart › test_later': 'skipped',
    });
    expect(readReport('Ran 0 tests in 0.000s\n\nOK\n')).toEqual([]);
  });

  it('a name that comes twice failed when either did', () => {
    const twice =
      '<testsuite><testcase name="a"/><testcase name="a"><failure/></testcase><testcase name="a"/></testsuite>';
    expect(named(twice)).toEqual({ a: 'failed' });
  });

  it.each(['', 'hello', '{"a":1}', '[]', '<html><body>404</body></html>', '{', '<testcas'])(
    '%j is no report',
    (text) => expect(readReport(text)).toBeNull(),
  );

  it('an empty suite is a report without tests', () => {
    expect(readReport('<testsuites tests="0"><testsuite/></testsuites>')).toEqual([]);
    expect(readReport('TAP version 13\n1..0\n')).toEqual([]);
    expect(readReport('{"testResults":[]}')).toEqual([]);
  });

  it('any text is read without harm', () => {
    const pieces = fc.constantFrom(
      '<testcase',
      ' name="',
      '"',
      '>',
      '/>',
      '<failure',
      '</testcase>',
      'TAP version 13\n',
      'ok 1 - a\n',
      '    ',
      '# Subtest: x\n',
      '{',
      '}',
      '"testResults":[',
      'test a ... ok\n',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        for (const { name, outcome } of readReport(parts.join('')) ?? []) {
          expect(name.length).toBeLessThanOrEqual(300);
          expect(['passed', 'failed', 'skipped']).toContain(outcome);
        }
      }),
    );
  });
});
