import { joinTokens } from '../code/token.ts';
import { leads, type Span, signAt, type TestSource, wordAt } from './source.ts';

/** A class or function of Python whose block may still be open. */
interface Scope {
  readonly name: string;
  readonly column: number;
}

/** Index of the last token of the block that the line at `at` opens: all that is indented deeper. */
function indentedEnd(source: TestSource, at: number): number {
  const { tokens } = source;
  const column = tokens[at]?.column ?? 0;
  const line = tokens[at]?.line ?? 0;
  let i = at;
  for (; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token === undefined) break;
    if (token.line > line && leads(source, i) && token.column <= column) break;
    const close = source.partner[i] ?? -1;
    if (close > i) i = close;
  }
  return Math.min(i, tokens.length) - 1;
}

/** Functions and methods whose name begins with `test`, with their decorators, named by their classes. */
export function findPythonTests(source: TestSource): readonly Span[] {
  const found: Span[] = [];
  const scopes: Scope[] = [];
  let decorated = -1;
  for (let at = 0; at < source.tokens.length; at += 1) {
    if (!leads(source, at)) continue;
    const token = source.tokens[at];
    if (token === undefined) break;
    if (token.text.startsWith('@')) {
      if (decorated < 0) decorated = at;
      at = lastOfLogical(source, at);
      continue;
    }
    const word = token.text === 'async' ? at + 1 : at;
    const name = wordAt(source, word + 1);
    if (token.kind === 'word' && /^(?:def|class)$/.test(wordAt(source, word))) {
      while (scopes.length > 0 && (scopes.at(-1)?.column ?? 0) >= token.column) scopes.pop();
      if (wordAt(source, word) === 'class') scopes.push({ name, column: token.column });
      else if (/^(?:test|should_|it_)/i.test(name)) {
        const path = [...scopes.map((scope) => scope.name), name].join('.');
        found.push({ name: path, from: decorated < 0 ? at : decorated, to: indentedEnd(source, at) });
      }
    }
    decorated = -1;
  }
  return found;
}

/** Last token of the logical line that begins at `at`. */
export function lastOfLogical(source: TestSource, at: number): number {
  const { tokens, partner } = source;
  let i = at;
  for (;;) {
    const close = partner[i] ?? -1;
    if (close > i) i = close;
    const next = tokens[i + 1];
    if (next === undefined || next.line !== tokens[i]?.endLine) return i;
    i += 1;
  }
}

const RUBY_CASES =
  /^(?:it|specify|scenario|test|its|example|xit|fit|xspecify|fspecify|xscenario|fscenario|xexample|fexample|should|property)$/;
const RUBY_SUITES =
  /^(?:describe|context|feature|xdescribe|fdescribe|xcontext|fcontext|shared_examples|class|module)$/;

/** Blocks of RSpec, minitest and ExUnit: `it "…" do … end`, `def test_x … end`. Ends are found by their indentation. */
export function findRubyTests(source: TestSource): readonly Span[] {
  const found: Span[] = [];
  const suites: (Span & { readonly column: number })[] = [];
  source.tokens.forEach((token, at) => {
    if (token.kind !== 'word' || !leads(source, at)) return;
    const word = token.text === 'RSpec' ? wordAt(source, at + 2) : token.text;
    const method = word === 'def' && /^test_/.test(wordAt(source, at + 1));
    const isSuite = RUBY_SUITES.test(word);
    if (!method && !isSuite && !RUBY_CASES.test(word)) return;
    const to = rubyEnd(source, at);
    if (to <= at) return;
    while (suites.length > 0 && (suites.at(-1)?.to ?? 0) < at) suites.pop();
    const title = method ? wordAt(source, at + 1) : titleOf(source, at);
    const span = { name: [...suites.map(({ name }) => name), title].join(' › '), from: at, to };
    if (isSuite) suites.push({ ...span, name: title, column: token.column });
    else found.push(span);
  });
  return found;
}

function titleOf(source: TestSource, at: number): string {
  const line = source.tokens[at]?.line;
  const own: number[] = [];
  for (let i = at + 1; source.tokens[i]?.line === line; i += 1) {
    if (/^(?:do|\{)$/.test(source.tokens[i]?.text ?? '')) break;
    own.push(i);
  }
  return joinTokens(own.flatMap((i) => source.tokens[i] ?? []));
}

function rubyEnd(source: TestSource, at: number): number {
  const { tokens } = source;
  const { line = 0, column = 0 } = tokens[at] ?? {};
  let block =
    wordAt(source, at) === 'def' || wordAt(source, at) === 'class' || wordAt(source, at) === 'module';
  for (let i = at + 1; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token === undefined) break;
    if (token.line === line || !block) {
      if (token.text === '{' && signAt(source, i - 1) !== '(') return source.partner[i] ?? -1;
      if (token.text === 'do' || token.text === '->') block ||= token.text === 'do';
      if (token.line > line + 3) return -1;
    } else if (token.text === 'end' && token.column === column && leads(source, i)) return i;
  }
  return -1;
}
