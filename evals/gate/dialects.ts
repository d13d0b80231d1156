import type { Dialect } from './weaken.ts';

const brace = { empty: '', comment: '//' };

/** The languages of the labelled set. */
export const DIALECTS: readonly Dialect[] = [
  {
    name: 'python',
    files: /\.py$/,
    test: /^\s*(?:async )?def test\w*\(/,
    assertion:
      /^\s*(?:assert\b|self\.assert\w+\(|(?:np|npt)\.testing\.assert\w+\(|assert_\w+\(|mock\w*\.assert_\w+\()/,
    comment: '#',
    skip: (line) => `${line.match(/^\s*/)?.[0] ?? ''}@pytest.mark.skip(reason="flaky")\n${line}`,
    loosen: [
      [/assert (.+?) == .+$/, 'assert $1'],
      [/assertEqual\((.+), [^,]+\)$/, 'assertIsNotNone($1)'],
      [/assert (.+?) is .+$/, 'assert $1 is not None'],
      [/assert (.+?) in .+$/, 'assert $1'],
    ],
    empty: 'pass',
    hide: (line) => line.replace(/def test/, 'def check'),
    leave: 'return',
    hollow: 'assert True',
  },
  {
    name: 'javascript',
    files: /\.[cm]?[jt]sx?$/,
    test: /^\s*(?:\w+\.)?(?:it|test)(?:\.each.*)?\(\s*[`'"]/,
    assertion:
      /^\s*(?:await )?(?:expect\(|t\.(?!test|end|plan|teardown|pass)\w+\(|st\.(?!test|end|plan)\w+\(|assert\b.*\()/,
    ...brace,
    skip: (line) => line.replace(/\b(it|test)((?:\.each.*?)?)\(/, '$1.skip$2('),
    loosen: [
      [/\.to(?:Be|Equal|StrictEqual)\(.+\)/, '.toBeDefined()'],
      [/\.toHaveBeenCalledWith\(.*\)/, '.toHaveBeenCalled()'],
      [/\b(t|st)\.(?:equal|same|deepEqual|is)\((.+?), .+\)$/, '$1.ok($2)'],
      [/assert\.(?:equal|strictEqual|deepEqual)\((.+?), .+\)/, 'assert.ok($1)'],
      [/\.toThrow\(.+\)/, '.toThrow()'],
    ],
    hide: (line) => line.replace(/\b(it|test)\(/, 'void (() => undefined)('),
    leave: 'return;',
    hollow: 'expect(true).toBe(true);',
  },
  {
    name: 'go',
    files: /\.go$/,
    test: /^func Test\w+\(/,
    assertion: /^\s*(?:assert|require)\.\w+\(|^\s*t\.(?:Error|Fatal)f?\(/,
    ...brace,
    skip: (line) => `${line}\n\tt.Skip("flaky")`,
    loosen: [
      [/(assert|require)\.Equal\(t, .+, (.+)\)$/, '$1.NotNil(t, $2)'],
      [/(assert|require)\.ErrorIs\(t, (.+?), .+\)$/, '$1.Error(t, $2)'],
      [/(assert|require)\.Contains\(t, (.+?), .+\)$/, '$1.NotEmpty(t, $2)'],
    ],
    hide: (line) => line.replace('func Test', 'func test'),
    leave: 'return',
    hollow: 'assert.True(t, true)',
  },
  {
    name: 'java',
    files: /\.(?:java|kt)$/,
    test: /^\s+(?:(?:public|internal) )?(?:void|fun) `?[\w ]+`?\(\)(?: throws [\w, ]+)? (?:= \w+ )?\{$/,
    assertion: /^\s*(?:Assertions\.)?(?:assert\w+\(|verify\(|assertThat\()/,
    ...brace,
    skip: (line) => `    @Disabled("flaky")\n${line}`,
    loosen: [
      [/assertEquals\(.+, (.+)\)(;?)$/, 'assertNotNull($1)$2'],
      [/assertThat\((.+)\)\.\w+\(.*\)(;?)$/, 'assertThat($1).isNotNull()$2'],
      [/verify\((\w+), .+?\)\./, 'verify($1, atLeast(0)).'],
      [/assertThrows\(\w+\.class/, 'assertThrows(Exception.class'],
    ],
    hide: (line) => line,
    leave: 'return;',
    hollow: 'assertTrue(true);',
  },
  {
    name: 'ruby',
    files: /\.rb$/,
    test: /^\s*(?:it ['"].*do$|def test_\w+$)/,
    assertion: /^\s*(?:expect[ ({]|assert\w*[ (])/,
    comment: '#',
    skip: (line) => (line.includes('def ') ? `${line}\n    skip "flaky"` : line.replace(/\bit /, 'xit ')),
    loosen: [
      [/\.to eq\(?.+$/, '.not_to be_nil'],
      [/assert_equal .+, (.+)$/, 'assert $1'],
      [/raise_error\(.+\)/, 'raise_error'],
    ],
    empty: '',
    hide: (line) => line.replace('def test_', 'def check_'),
    leave: 'return',
    hollow: 'expect(true).to eq(true)',
  },
  {
    name: 'php',
    files: /\.php$/,
    test: /^\s+public function test\w+\(/,
    assertion: /^\s*(?:\$this->|self::|static::)assert\w+\(/,
    ...brace,
    skip: (line) => line,
    loosen: [[/assert(?:Same|Equals)\(.+, (.+)\);$/, 'assertNotNull($1);']],
    hide: (line) => line.replace('function test', 'function check'),
    leave: 'return;',
    hollow: '$this->assertTrue(true);',
  },
  {
    name: 'csharp',
    files: /\.cs$/,
    test: /^\s+public (?:async )?(?:void|Task) \w+\(.*\) \{$/,
    assertion: /^\s*(?:await )?Assert\.\w+[(<]|^\s*\S+\.Should\(\)/,
    ...brace,
    skip: (line) => line,
    loosen: [
      [/Assert\.Equal\(.+, (.+)\);$/, 'Assert.NotNull($1);'],
      [/\.Should\(\)\.Be\(.+\);$/, '.Should().NotBeNull();'],
    ],
    hide: (line) => line,
    leave: 'return;',
    hollow: 'Assert.True(true);',
  },
  {
    name: 'rust',
    files: /\.rs$/,
    test: /^\s*(?:async )?fn \w+\(\) (?:-> .+ )?\{$/,
    assertion: /^\s*assert\w*!\(/,
    ...brace,
    skip: (line) => `${line.match(/^\s*/)?.[0] ?? ''}#[ignore]\n${line}`,
    loosen: [
      [/assert_eq!\((.+), .+\);$/, 'let _ = $1;'],
      [/assert!\(.+\);$/, 'assert!(true);'],
    ],
    hide: (line) => line,
    leave: 'return;',
    hollow: 'assert!(true);',
  },
];

export function dialectOf(path: string): Dialect | undefined {
  return DIALECTS.find(({ files }) => files.test(path));
}
