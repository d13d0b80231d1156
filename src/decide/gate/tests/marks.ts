import type { Language } from '../code/language.ts';

/** A sign in a line of code that tests are not run. `pattern` sees one line, its strings and comments blanked out. */
export interface SkipRule {
  readonly name: string;
  /** Empty: every language. */
  readonly languages: readonly Language[];
  readonly pattern: RegExp;
  /** Keeps all other tests from running. */
  readonly exclusive?: true;
  /** Depends on a condition: fine on a new test, a weakening of an old one. */
  readonly conditional?: true;
  /** The test passes when it fails: fine on a new test, the opposite of what an old one said. */
  readonly inverts?: true;
  readonly skips: readonly string[];
  readonly runs: readonly string[];
}

/** By the reference of each runner. */
export const SKIP_RULES: readonly SkipRule[] = [
  {
    name: 'only',
    languages: ['javascript', 'ruby', 'go', 'dart', 'php'],
    pattern:
      /\b(?:it|test|describe|context|suite|specify)\.(?:only|concurrent\.only|sequential\.only)\b|\b(?:fit|fdescribe|fcontext|ftest|fspecify)\s*\(|\bF(?:It|Describe|Context|Entry)\(|\bfocus:\s*true|^\s*f(?:it|describe|context|scenario)\b/,
    exclusive: true,
    skips: ['  it.only("a", () => {})', 'fdescribe("x", f)', 'FIt("x", func() {'],
    runs: ['it("only", f)', 'const fitness = fit2(x)', 'profit(1)'],
  },
  {
    name: 'skip of a JavaScript test',
    languages: ['javascript', 'dart'],
    pattern:
      /\b(?:it|test|describe|context|suite|specify|bench)\.(?:\w+\.)?(?:skip|todo|fails|failing|fixme)\b|\b(?:xit|xdescribe|xtest|xcontext|xspecify)\s*\(|\b(?:this|t|ctx|context|test)\.skip\(|\bpending\(\s*\)|\bskip:\s*(?:true|1|!0|['"`])/,
    skips: [
      'it.skip("a", f)',
      'xit("a", f)',
      'this.skip()',
      'test.todo("x")',
      'test("a", { skip: true }, f)',
    ],
    runs: ['skip(3)', 'exit(1)', 'it("skip", f)', 'stream.skip(3)'],
  },
  {
    name: 'conditional skip of a JavaScript test',
    languages: ['javascript'],
    pattern:
      /\b(?:it|test|describe)\.(?:skipIf|runIf|if)\(|\bskip:\s*(?!true|false|undefined|1\b|!0)(?:!?\w)/,
    conditional: true,
    skips: ['it.skipIf(isWindows)("a", f)', 'test("a", { skip: isWindows }, f)'],
    runs: ['it("a", f)', 'query({ skipped: 1 })'],
  },
  {
    name: 'skip of a Python test',
    languages: ['python'],
    pattern:
      /@(?:unittest\.)?(?:skip|expectedFailure)\b(?!If|Unless)|\bmark\.(?:skip|xfail)\b(?!if)|\bself\.skipTest\(|\bpytest\.(?:skip|xfail)\(|\braise (?:unittest\.)?SkipTest\b|\bmark\.skipif\(\s*(?:True|1|not False)\b|@(?:unittest\.)?skipIf\(\s*(?:True|1)\b|^__test__\s*=\s*False|^\s+__test__\s*=\s*False|\bcollect_ignore/,
    skips: [
      '@pytest.mark.skip(reason="x")',
      '@unittest.skip("x")',
      '    pytest.skip("x")',
      '@pytest.mark.xfail',
    ],
    runs: ['skip = 3', 'reader.skip(3)', '@pytest.mark.parametrize("a", [1])'],
  },
  {
    name: 'conditional skip of a Python test',
    languages: ['python'],
    pattern: /\bmark\.skipif\(|@(?:unittest\.)?skip(?:If|Unless)\(|\bpytest\.importorskip\(/,
    conditional: true,
    skips: ['@pytest.mark.skipif(sys.platform == "win32", reason="x")', '@unittest.skipIf(PY2, "x")'],
    runs: ['skipif = 1'],
  },
  {
    name: 'skip of a Go test',
    languages: ['go'],
    pattern:
      /\b(?:t|tb|b|tt|f)\.(?:Skip|Skipf|SkipNow)\(|\bs\.T\(\)\.Skip|^\/\/go:build ignore|\b[PX](?:It|Describe|Context|Entry|Specify)\(|^\s*Skip\(|\bPending\b/,
    skips: ['\tt.Skip("flaky")', '\tt.SkipNow()', 'PIt("x", func() {'],
    runs: ['r.Skip(3)', 'func Skip(n int) {'],
  },
  {
    name: 'skip of a JVM test',
    languages: ['java', 'kotlin', 'scala'],
    pattern:
      /@(?:Ignore|Disabled|IgnoreRest|Suppress|PendingFeature)\b(?!(?:On|If|For|In))|\benabled\s*=\s*false\b|\bthrow new SkipException\(|\bassume(?:True|False)\(\s*(?:true|false)\s*[,)]|\babort\(|\bignore\(\s*["']/,
    skips: ['@Disabled("x")', '  @Ignore', '@Test(enabled = false)'],
    runs: ['@DisabledOnOs(WINDOWS)', '@IgnoreUnknown', '@JsonIgnore'],
  },
  {
    name: 'conditional skip of a JVM test',
    languages: ['java', 'kotlin', 'scala'],
    pattern:
      /@(?:Disabled|Enabled)(?:On|If|For|In)\w+|\bassume(?:True|False|That|NotNull|NoException)\(|\bAssume\.|\bAssumptions\./,
    conditional: true,
    skips: ['@DisabledOnOs(OS.WINDOWS)', 'assumeTrue(isLinux());'],
    runs: ['assume(x)'],
  },
  {
    name: 'skip of a Ruby or Elixir test',
    languages: ['ruby', 'elixir'],
    pattern:
      /^\s*(?:xit|xdescribe|xcontext|xspecify|xscenario|xexample|xfeature)\b|^\s*(?:skip|pending)(?:\s*$|\s+["'(]|\()|,\s*(?::skip|:pending|skip:|pending:|:focus|focus:)|@tag\s+:?skip\b|@moduletag\s+:?skip\b/,
    skips: ['  xit "works" do', '    skip "later"', '    pending', 'it "a", :skip do', '  @tag :skip'],
    runs: ['skip_before_action :x', 'it "skip" do', 'list.skip 3'],
  },
  {
    name: 'skip of a PHP test',
    languages: ['php'],
    pattern: /\bmarkTest(?:Skipped|Incomplete)\(|->(?:skip|todo)\(/,
    skips: ['$this->markTestSkipped("x");', "it('a', f)->skip();"],
    runs: ['$query->skipped(3)'],
  },
  {
    name: 'skip of a .NET test',
    languages: ['csharp'],
    pattern:
      /\bSkip\s*=\s*["@$]|\[(?:Ignore|Explicit)\b|\bAssert\.(?:Ignore|Inconclusive|Skip)\(|\bSkip\.If(?:Not)?\(\s*true/,
    skips: ['[Fact(Skip = "x")]', '[Ignore("x")]', 'Assert.Inconclusive();'],
    runs: ['list.Skip(3)', '[JsonIgnore]'],
  },
  {
    name: 'skip of a Rust test',
    languages: ['rust'],
    pattern: /#\[ignore\b|#\[cfg\(any\(\)\)\]|#\[cfg\(FALSE\)\]/,
    skips: ['    #[ignore]', '#[ignore = "slow"]'],
    runs: ['#[serde(ignore)]', '#[test]'],
  },
  {
    name: 'a test that is to fail',
    languages: ['rust'],
    pattern: /#\[should_panic\s*\]/,
    inverts: true,
    skips: ['#[should_panic]'],
    runs: ['#[should_panic(expected = "empty")]', '#[test]'],
  },
  {
    name: 'a test that is to fail with words of its own',
    languages: ['rust', 'java', 'kotlin', 'csharp'],
    pattern: /#\[should_panic\b|@Test\(.{0,80}\bexpected\s*=|\[ExpectedException\b/,
    inverts: true,
    skips: [
      '#[should_panic(expected = "empty")]',
      '@Test(expected = IOException.class)',
      '[ExpectedException]',
    ],
    runs: ['@Test(timeout = 100)', 'expected = 3'],
  },
  {
    name: 'skip of a C++, Swift or Dart test',
    languages: ['c', 'swift', 'dart'],
    pattern: /\bGTEST_SKIP\(|\bXCTSkip\(|\bthrow XCTSkip|\bDISABLED_\w+|\bskip:\s*(?:true|['"])|@Skip\(/,
    skips: ['  GTEST_SKIP();', 'TEST(A, DISABLED_x) {', '@Skip("x")'],
    runs: ['skip: isWindows', 'let skip = 1'],
  },
  {
    name: 'a branch that never runs',
    languages: [],
    pattern:
      /\bif\s*\(\s*(?:false|0|!true)\s*\)|^\s*(?:if|while) (?:False|0|None)\s*:|\bif false\b|\bwhile\s*\(\s*false\s*\)|\breturn if true\b|\bunless true\b|#if (?:false|0)\b/,
    skips: ['  if (false) {', '    if False:', '\tif false {', 'if 0:'],
    runs: ['if (falsey) {', 'if False_positive:'],
  },
];
