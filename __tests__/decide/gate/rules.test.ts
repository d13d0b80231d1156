import { describe, expect, it } from 'vitest';
import { scanCode } from '../../../src/decide/gate/code/scan.ts';
import { SKIP_RULES } from '../../../src/decide/gate/tests/marks.ts';

describe('signs that a test does not run', () => {
  it.each(SKIP_RULES.flatMap((rule) => rule.skips.map((line) => [rule.name, line, rule.pattern] as const)))(
    '%s: %s',
    (_, line, pattern) => expect(line).toMatch(pattern),
  );
  it.each(SKIP_RULES.flatMap((rule) => rule.runs.map((line) => [rule.name, line, rule.pattern] as const)))(
    'not %s: %s',
    (_, line, pattern) => expect(line).not.toMatch(pattern),
  );
});

describe('tokens', () => {
  it.each([
    ['python', "x = r'a\\'b' # c", ['x', '=', "r'a\\'b'", '# c']],
    ['go', 's := `a"b` // c', ['s', ':=', '`a"b`', '// c']],
    [
      'rust',
      "fn f<'a>(c: char) { c == 'x' }",
      ['fn', 'f', '<', "'", 'a', '>', '(', 'c', ':', 'char', ')', '{', 'c', '==', "'x'", '}'],
    ],
    ['ruby', "a = <<~SQL\n  it's\nSQL\nb", ['a', '=', '<<~SQL', "  it's\n", 'SQL', 'b']],
    [
      'javascript',
      'a = /[/"]/.test(`x${b}y`)',
      ['a', '=', '/[/"]/', '.', 'test', '(', '`', 'x', '{', 'b', '}', 'y', '`', ')'],
    ],
    ['csharp', 'var p = @"c:\\";', ['var', 'p', '=', '@"c:\\"', ';']],
  ] as const)('%s: %s', (language, text, tokens) => {
    expect(scanCode(text, language).map((token) => token.text)).toEqual(tokens);
  });
});
