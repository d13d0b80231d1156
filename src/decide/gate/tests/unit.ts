import type { ChangedFile } from '../changed-file.ts';
import type { Language } from '../code/language.ts';
import { joinTokens, type Token } from '../code/token.ts';
import { type Assertion, findAssertions } from './assertion.ts';
import { findCallTests } from './call-tests.ts';
import { findFunctionTests } from './function-tests.ts';
import { findPythonTests, findRubyTests } from './indented-tests.ts';
import { type Span, type TestSource, testSource } from './source.ts';

/** One test case of a file. */
export interface TestUnit {
  readonly path: string;
  /** Its name with the suites around it. */
  readonly name: string;
  /** 1-based, end included. */
  readonly line: number;
  readonly endLine: number;
  readonly tokens: readonly Token[];
  /** Normalised code: the same for any layout and comments. */
  readonly text: string;
  readonly assertions: readonly Assertion[];
}

/** The tests of one side of a file. `outside` holds the assertions of its shared functions. */
export interface TestSuite {
  readonly units: readonly TestUnit[];
  readonly outside: TestUnit;
}

function findSpans(source: TestSource): readonly Span[] {
  switch (source.language) {
    case 'python':
      return findPythonTests(source);
    case 'ruby':
    case 'elixir':
      return findRubyTests(source);
    case 'javascript':
    case 'dart':
      return findCallTests(source);
    default:
      return [...findFunctionTests(source), ...findCallTests(source)];
  }
}

/** Reads the tests of a text. */
function readTests(path: string, all: readonly Token[], language: Language): TestSuite {
  const source = testSource(all, language);
  const spans = findSpans(source);
  const assertions = findAssertions(source);
  const taken = new Set<number>();
  const units = spans.map((span) => {
    const own = assertions.filter(({ at }) => at >= span.from && at <= span.to);
    for (const { at } of own) taken.add(at);
    return unitOf(path, source, { ...span, assertions: own });
  });
  const rest = assertions.filter(({ at }) => !taken.has(at));
  const outside = { ...unitOf(path, source, { name: '', from: 0, to: -1, assertions: rest }), line: 1 };
  return { units, outside };
}

function unitOf(
  path: string,
  { tokens }: TestSource,
  span: Span & { readonly assertions: readonly Assertion[] },
): TestUnit {
  const own = tokens.slice(span.from, span.to + 1);
  return {
    path,
    name: span.name,
    line: own[0]?.line ?? 1,
    endLine: own.at(-1)?.endLine ?? 1,
    tokens: own,
    text: joinTokens(own),
    assertions: span.assertions,
  };
}

const NO_TESTS: TestSuite = {
  units: [],
  outside: { path: '', name: '', line: 1, endLine: 1, tokens: [], text: '', assertions: [] },
};

/** Whether a file can hold tests: by its place, or by what its language allows inside of sources. */
function holdsTests({ file, kind, language }: ChangedFile, side: 'base' | 'patched'): boolean {
  if (language === null) return false;
  const text = side === 'base' ? file.base : file.patched;
  if (kind === 'test') return true;
  return text !== null && INLINE[language]?.test(text) === true;
}

/** Signs of tests in files whose path does not say so. */
const INLINE: Readonly<Partial<Record<Language, RegExp>>> = {
  rust: /#\[(?:\w+::)?test\b|#\[rstest/,
  java: /@Test\b/,
  kotlin: /@Test\b/,
  csharp: /\[(?:Fact|Test|Theory|TestMethod)\b/,
  go: /\bfunc Test[A-Z_]\w*\(\w+ \*testing\.T\)/,
  javascript: /\b(?:it|test)(?:\.\w+)?\(\s*['"`]|\bdescribe\(\s*['"`]/,
  python: /^\s*def test_\w+|^import (?:unittest|pytest)/m,
  ruby: /^\s*(?:it|specify|test) ['"]/m,
  php: /extends \w*TestCase\b/,
};

/** The tests of both sides of a file. */
export function testsOf(changed: ChangedFile): { readonly base: TestSuite; readonly patched: TestSuite } {
  const { language, base, patched } = changed;
  if (language === null) return { base: NO_TESTS, patched: NO_TESTS };
  const oldPath = changed.file.oldPath ?? changed.path;
  return {
    base: holdsTests(changed, 'base') ? readTests(oldPath, base.tokens(), language) : NO_TESTS,
    patched: holdsTests(changed, 'patched') ? readTests(changed.path, patched.tokens(), language) : NO_TESTS,
  };
}
