import { describe, expect, it } from 'vitest';
import type { Language } from '../../../src/decide/gate/code/language.ts';
import { maskCode } from '../../../src/decide/gate/code/mask.ts';
import { scanCode } from '../../../src/decide/gate/code/scan.ts';

const strings = (text: string, language: Language): readonly string[] =>
  scanCode(text, language)
    .filter(({ kind }) => kind === 'string')
    .map((token) => token.text);

describe('strings of a language', () => {
  it.each<readonly [Language, string, readonly string[]]>([
    ['csharp', 'Write(@"{""a"":""""}"); x("y");', ['@"{""a"":""""}"', '"y"']],
    ['csharp', 'var a = $@"it""s"; b("c");', ['$@"it""s"', '"c"']],
    ['ruby', 'info "#{color("isn\'t it?", :blue)}", "b"', ['"#{color("isn\'t it?", :blue)}"', '"b"']],
    ['ruby', 'assert_match(/can\'t be/, "a")', ["/can't be/", '"a"']],
    ['ruby', 'assert_equal %{don\'t {x}}, "a"', ["%{don't {x}}", '"a"']],
    ['ruby', "x = ?'; y = 'z'", ["?'", "'z'"]],
    ['ruby', 'a = b / c / d; e = 5 % (f)', []],
    ['ruby', "a = %w(it's fine)", ["%w(it's fine)"]],
    ['ruby', 'x = <<-eoxml\n  it\'s\neoxml\ny = "a"', ['<<-eoxml', "  it's\n", '"a"']],
    ['kotlin', 'val a = "${map["it\'s"]} b"; val c = "d"', ['"${map["it\'s"]} b"', '"d"']],
    ['php', '$a = "x {$b["c"]} y"; $d = \'e\';', ['"x {$b["c"]} y"', "'e'"]],
    ['ruby', 'a = "#{ open\nb = "c"', ['"#{ open\nb = "', '"']],
  ])('%s: %s', (language, text, found) => {
    expect(strings(text, language)).toEqual(found);
  });

  it('masks here-documents and templates without moving a line', () => {
    for (const [language, text] of [
      ['ruby', 'a = <<~SQL\n  SELECT\n  b\nSQL\nskip "x"\n'],
      ['javascript', 'const a = `\nb\n`;\nreturn;\n'],
      ['python', 'a = """\nb\n"""\nreturn\n'],
    ] as const) {
      const masked = maskCode(text, scanCode(text, language)).split('\n');
      expect(masked.length).toBe(text.split('\n').length);
      expect(masked.map((line) => line.length)).toEqual(text.split('\n').map((line) => line.length));
    }
  });
});
