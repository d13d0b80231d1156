import type { Token } from '../code/token.ts';
import { blockEnd, type Span, signAt, type TestSource, wordAt } from './source.ts';

/** Annotations and attributes that make a function a test (JUnit, TestNG, jqwik, xUnit, NUnit, MSTest, PHPUnit, Rust). */
const MARKS: ReadonlySet<string> = new Set(
  `Test ParameterizedTest RepeatedTest TestFactory TestTemplate Property Theory Fact TestCase TestCaseSource TestMethod
   DataTestMethod DataRow test rstest test_case quickcheck proptest wasm_bindgen_test bench InlineData MemberData UiThreadTest
   SkippableFact SkippableTheory ConditionalFact ConditionalTheory StaFact`.split(/\s+/),
);
/** Words before the name of a function. */
const KEYWORDS = /^(?:void|func|function|fun|fn|def|Unit|Task|public|async)$/;
/** Tests by name alone: Go, JUnit 3, PHPUnit, XCTest. */
const NAMED: Readonly<Record<string, RegExp>> = {
  go: /^(?:Test|Benchmark|Fuzz|Example)(?![a-z])/,
  php: /^(?:test|it_|should_)/i,
  swift: /^test/,
  java: /^test/,
  kotlin: /^test/,
  scala: /^test/,
};
/** Macros that open a test's body: GoogleTest, Catch, Boost, Unity. */
const MACROS =
  /^(?:TEST|TEST_F|TEST_P|TYPED_TEST|TYPED_TEST_P|TEST_CASE|TEST_METHOD|SCENARIO|SECTION|BOOST_AUTO_TEST_CASE|BOOST_FIXTURE_TEST_CASE|CTEST|DOCTEST_TEST_CASE)$/;

/** Index of the bracket that opens an attribute at a word, or -1: `[Fact]`, `#[tokio::test]`. */
function attributeOpen(source: TestSource, at: number): number {
  let i = at - 1;
  while (signAt(source, i) === '::' || signAt(source, i) === ',' || wordAt(source, i) !== '') i -= 1;
  const sign = signAt(source, i);
  const close = source.partner[i] ?? -1;
  return (sign === '[' || sign === '#[') && close > at ? i : -1;
}

/** First token of a declaration: back over modifiers and other annotations to the end of what stands before. */
function declarationStart(source: TestSource, at: number): number {
  let i = at;
  while (i > 0) {
    const sign = signAt(source, i - 1);
    const open = source.partner[i - 1] ?? -1;
    if (sign === ';' || sign === '{' || sign === '}') break;
    if ((sign === ')' || sign === ']') && open >= 0 && open < i - 1) i = open;
    else i -= 1;
  }
  return i;
}

/** The function declared behind `at`: its name and its last token. */
function functionBehind(source: TestSource, at: number): { name: string; to: number } | null {
  for (let i = at; i < source.tokens.length && i < at + 200; i += 1) {
    const sign = signAt(source, i);
    if (sign === '{' || sign === ';' || sign === '}') return null;
    const close = source.partner[i] ?? -1;
    const annotated = (source.tokens[i - 1]?.text ?? '').startsWith('@');
    if ((sign === '[' || sign === '#[' || (sign === '(' && annotated)) && close > i) i = close;
    else if (sign === '(' && close > i) {
      const name = source.tokens[i - 1]?.text ?? '';
      const end = blockEnd(source, close + 1);
      return { name, to: end > close ? end : expressionEnd(source, close) };
    }
  }
  return null;
}

/** Last token of the line on which a body without a block ends (`fun x() = assertEquals(1, f())`). */
function expressionEnd(source: TestSource, at: number): number {
  let i = at;
  const { tokens } = source;
  while (i + 1 < tokens.length && tokens[i + 1]?.line === tokens[i]?.endLine) i += 1;
  return i;
}

/** Index of a test's mark at this token, as the place behind which the function stands; -1 without. */
function markAt(source: TestSource, at: number): number {
  const word = wordAt(source, at);
  if (word.startsWith('@') && MARKS.has(word.slice(1))) return at + 1;
  if (word === '' || !MARKS.has(word)) return -1;
  const open = attributeOpen(source, at);
  return open < 0 ? -1 : (source.partner[open] ?? -1) + 1;
}

/** Whether a test bears a mark of its runner, and not only a name. */
export function isMarked(tokens: readonly Token[]): boolean {
  return tokens.some(({ kind, text }, at) => {
    if (kind !== 'word') return false;
    if (text.startsWith('@')) return MARKS.has(text.slice(1));
    return MARKS.has(text) && /^(?:\[|#\[|,|::)$/.test(tokens[at - 1]?.text ?? '');
  });
}

/** Tests that are functions with a mark, a name of the runner's choice, or a macro. */
export function findFunctionTests(source: TestSource): readonly Span[] {
  const found: Span[] = [];
  const byName = NAMED[source.language];
  const documented = new Set(
    source.comments.filter(({ text }) => text.includes('@test')).map(({ endLine }) => endLine),
  );
  let done = -1;
  source.tokens.forEach(({ kind, text, line }, at) => {
    if (kind !== 'word' || at <= done) return;
    const behind = markAt(source, at);
    // JUnit 3 and its like call methods without parameters; one with them is a helper.
    const plain = /^(?:java|kotlin|scala)$/.test(source.language) ? source.partner[at + 1] === at + 2 : true;
    const named =
      (plain &&
        byName?.test(text) === true &&
        signAt(source, at + 1) === '(' &&
        KEYWORDS.test(wordAt(source, at - 1))) ||
      (source.language === 'php' && documented.has(line - 1) && (text === 'public' || text === 'function'));
    const macro = source.language === 'c' && MACROS.test(text) && signAt(source, at + 1) === '(';
    if (behind < 0 && !named && !macro) return;
    const declared = macro ? macroAt(source, at) : functionBehind(source, behind < 0 ? at : behind);
    if (declared === null || declared.to <= at) return;
    found.push({ name: declared.name, from: declarationStart(source, at), to: declared.to });
    done = declared.to;
  });
  return found;
}

function macroAt(source: TestSource, at: number): { name: string; to: number } | null {
  const close = source.partner[at + 1] ?? -1;
  if (close < 0 || signAt(source, close + 1) !== '{') return null;
  const name = source.tokens
    .slice(at + 2, close)
    .map(({ text }) => text)
    .join('');
  return { name, to: source.partner[close + 1] ?? -1 };
}
