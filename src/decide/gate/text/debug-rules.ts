import type { LineRule } from './line-rule.ts';

// `\u002e` in the examples is a dot: a pure room may not even seem to name these objects.

const stop = (signs: Pick<LineRule, 'languages' | 'pattern' | 'hits' | 'misses'>): LineRule => ({
  why: 'a stop or dump for debugging is left in the code',
  outcome: 'fail',
  sees: 'code',
  ...signs,
});
const print = (signs: Pick<LineRule, 'languages' | 'pattern' | 'hits' | 'misses'>): LineRule => ({
  why: 'a print for debugging may be left in the code',
  outcome: 'needs-human',
  sees: 'code',
  ...signs,
});

/** What stops or dumps a running program: never meant for production. */
export const STOPS: readonly LineRule[] = [
  stop({
    languages: ['javascript'],
    pattern: /(?:^|[;{}\s])debugger\s*(?:;|$)|\bconsole\.(?:trace|table|dir)\(/,
    hits: ['  debugger;', 'if (x) { debugger; }', 'console\u002etable(rows)'],
    misses: ['const debugger2 = 1', 'debugger.attach()', '// debugger;', 'console\u002eerror(e)'],
  }),
  stop({
    languages: ['python'],
    pattern:
      /\b(?:pdb|ipdb|pudb)\.set_trace\(|(?:^|\s)breakpoint\(\)|^\s*import (?:pdb|ipdb|pudb)\b|\bpprint\.pprint\(/,
    hits: ['    import pdb; pdb.set_trace()', '    breakpoint()', 'import ipdb'],
    misses: ['self.breakpoint(3)', '# breakpoint()', 'debugger.breakpoint()'],
  }),
  stop({
    languages: ['ruby'],
    pattern: /\bbinding\.(?:pry|irb|break)\b|^\s*(?:byebug|debugger)\s*$/,
    hits: ['  binding.pry', '  byebug'],
    misses: ['binding.local_variables', '# byebug'],
  }),
  stop({
    languages: ['php'],
    pattern: /(?:^|[\s;({])(?:var_dump|dd|dump|ddd|xdebug_break|debug_zval_refcount|print_r)\(\s*\$?\w/,
    hits: ['var_dump($x);', '  dd($request);', 'print_r($a);'],
    misses: ['$this->dump($x);', '$text = $a->dd(1);', 'odd($x)'],
  }),
  stop({
    languages: ['rust', 'go', 'csharp', 'c', 'swift', 'java', 'kotlin'],
    pattern:
      /\bdbg!\(|\bruntime\.Breakpoint\(\)|\bDebugger\.(?:Break|Launch)\(\)|\bspew\.Dump\(|__debugbreak\(|\bDebugBreak\(/,
    hits: ['let x = dbg!(y);', 'spew.Dump(x)', 'Debugger.Break();'],
    misses: ['debug!("x")', 'dbg.add(x)'],
  }),
];

/** What prints: fine in a command, a script, or a file that prints already. */
export const PRINTS: readonly LineRule[] = [
  print({
    languages: ['javascript'],
    pattern: /\bconsole\.(?:log|debug)\(|(?:^|[\s;])alert\(/,
    hits: ['console\u002elog(x);', '  console\u002edebug("a")', 'alert("x")'],
    misses: ['console\u002eerror(e)', 'console\u002ewarn("x")', 'logger.log(x)', 'showAlert(1)'],
  }),
  print({
    languages: ['python'],
    pattern: /(?:^|[\s;:])(?:print|pprint)\(/,
    hits: ['    print(x)', 'if a: print("b")'],
    misses: ['self.print(x)', 'fingerprint(x)', 'blueprint (x)'],
  }),
  print({
    languages: ['go'],
    pattern: /\bfmt\.Print(?:ln|f)?\(|(?:^|\s)println\(/,
    hits: ['\tfmt.Println(x)', '\tprintln(x)'],
    misses: ['fmt.Fprintln(w, x)', 'fmt.Sprintf("a")', 'log.Println(x)'],
  }),
  print({
    languages: ['java', 'kotlin', 'scala', 'csharp', 'ruby', 'swift', 'rust', 'php', 'dart'],
    pattern:
      /\bSystem\.(?:out|err)\.print|\.printStackTrace\(\)|(?:^|[\s;{])println!?\(|\bConsole\.Write(?:Line)?\(|\bNSLog\(|^\s*(?:puts|pp|p) (?!=|\.)|(?:^|\s)error_log\(|\bDebug\.WriteLine\(|^\s*print\(/,
    hits: [
      'System.out.println(x);',
      'e.printStackTrace();',
      '  puts x',
      'println!("{}", x);',
      'Console.WriteLine(x);',
    ],
    misses: ['out.println(x);', 'input = 3', 'inputs x', 'logger.debug(x)'],
  }),
];
