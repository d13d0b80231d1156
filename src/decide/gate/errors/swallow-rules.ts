import type { LineRule } from '../text/line-rule.ts';

// `\u002e` in the examples is a dot: a pure room may not even seem to name these objects.

const rule = (
  outcome: LineRule['outcome'],
  why: string,
  signs: Pick<LineRule, 'languages' | 'pattern' | 'hits' | 'misses'>,
): LineRule => ({ outcome, why, sees: 'code', ...signs });

/** Errors thrown away in one line, without a handler. */
export const SWALLOWS: readonly LineRule[] = [
  rule('fail', 'any error is replaced by nothing', {
    languages: ['ruby'],
    pattern: /\S\s+rescue\s+(?:nil|false|true|""|''|\[\]|\{\}|0)\s*$/,
    hits: ['x = y.z rescue nil', 'a rescue []'],
    misses: ['rescue NotFound', 'rescue => e'],
  }),
  rule('needs-human', 'an error is ignored', {
    languages: ['go'],
    pattern: /^\s*_\s*(?:,\s*_\s*)*=\s*(?!.*\bClose\(\))[\w.]+\(|\w,\s*_\s*:?=\s*[\w.]+\(/,
    hits: ['\t_ = save(x)', '\tv, _ := strconv.Atoi(s)', '\t_, _ = w.Write(b)'],
    misses: ['\t_ = f.Close()', '\tfor _, v := range xs {', '\tv, ok := m[k]', '\tv, _ := m[k]'],
  }),
  rule('fail', 'a panic is swallowed', {
    languages: ['go'],
    pattern: /^\s*(?:_ = )?recover\(\)\s*$|\bfunc\(\)\s*\{\s*(?:_ = )?recover\(\)\s*\}/,
    hits: ['\t\trecover()', '\tdefer func() { recover() }()', '\t_ = recover()'],
    misses: ['\tif r := recover(); r != nil {'],
  }),
  rule('needs-human', 'an error is ignored', {
    languages: ['rust'],
    pattern: /\blet\s+_\s*=\s*[\w.:]+[(!]|\)\.ok\(\);/,
    hits: ['    let _ = save(x);', '    tx.send(x).ok();'],
    misses: ['    let _x = save(x);', '    let v = a.ok();', 'let _ = 3;'],
  }),
  rule('needs-human', 'errors of a call are hidden', {
    languages: ['php'],
    pattern: /(?:^|[\s=(,;!])@\$?\w+(?:->\w+|::\w+)?\(/,
    hits: ['$x = @file_get_contents($p);', '@unlink($f);'],
    misses: ["$x = 'a@b';", '$x = $this->get($a);'],
  }),
  rule('needs-human', 'an error becomes nothing', {
    languages: ['swift'],
    pattern: /\btry\?/,
    hits: ['let x = try? decode(y)'],
    misses: ['let x = try decode(y)'],
  }),
  rule('needs-human', 'an error becomes nothing', {
    languages: ['kotlin', 'scala'],
    pattern: /\brunCatching\b|\bTry\(.{0,200}\)\.(?:toOption|getOrElse)/,
    hits: ['runCatching { load() }.getOrNull()', 'Try(parse(x)).toOption'],
    misses: ['catching(x)', 'tryParse(x)'],
  }),
  {
    outcome: 'fail',
    why: 'no error ends the program any more',
    languages: ['javascript'],
    sees: 'line',
    pattern:
      /\bprocess\.on\(\s*['"`](?:uncaughtException|unhandledRejection)['"`]\s*,\s*(?:\(\w*\)|\w+)\s*=>\s*\{\s*\}\s*\)|\bwindow\.onerror\s*=\s*(?:\(\)|\w+)\s*=>\s*true/,
    hits: ["process\u002eon('uncaughtException', () => {})", 'window.onerror = () => true'],
    misses: [
      "process\u002eon('uncaughtException', () => { stop(); })",
      "process\u002eon('SIGINT', () => {})",
    ],
  },
];
