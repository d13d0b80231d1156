import { joinTokens, type Token } from '../code/token.ts';
import { lastOfLogical } from './indented-tests.ts';
import { leads, signAt, type TestSource, wordAt } from './source.ts';

/** One check of a test. */
export interface Assertion {
  /** Index of its first token in the file's code. */
  readonly at: number;
  /** 1-based. */
  readonly line: number;
  readonly tokens: readonly Token[];
  /** Normalised code. */
  readonly text: string;
  /** Named like a check, but as likely a function of the program (`validate`, `compare`). */
  readonly soft: boolean;
}

/** Names that programs use for their own functions as well. */
const SOFT =
  /^(?:check\w*|validate\w*|compare\w*|confirm\w*|ensure\w*|must\w*|diff\w*|golden\w*|eq|ne|then|isequal\w*|raises|warns)$/;

/** Names of functions that check something, by the vocabulary of the assertion libraries; compared in lower case without `_`. */
const CHECKS =
  /^(?:assert\w*|asserts|expect\w*|verify\w*|verifies|check\w*|ensure\w*|must\w*|should\w*|refute\w*|require\w+|xct\w+|fail|fails|failnow|raises|warns|deprecatedcall|confirm\w*|validate\w*|compare\w*|softly|then|thenthrownby|catchthrowable|eq|ne|approve\w*|diff\w*|golden\w*|isequal\w*)$/;
/** Objects whose methods check: `assert.equal`, `Assert.AreEqual`, `require.NoError`. */
const CHECKERS =
  /^(?:assert|Assert|require|should|expect|QUnit|chai|assertions|Assertions|StringAssert|CollectionAssert|must|is|check|c|qt|tc|td|g|gomega|sinon|cy|verify|Verify)$/;
/** Methods of a test's own object: ava, tap, tape, node:test, Go's testing. */
const OF_CONTEXT =
  /^(?:is|not|deepEqual|notDeepEqual|equal|equals|same|strictSame|notEqual|notSame|true|false|truthy|falsy|throws|throwsAsync|notThrows|notThrowsAsync|like|regex|notRegex|match|matches|ok|notOk|snapshot|assert|rejects|resolves|ifError|error|Error|Errorf|Fatal|Fatalf|Fail|FailNow|has|type|deepLooseEqual|strictEqual|Assert|Check)$/;
const CONTEXTS = /^(?:t|tt|tb|b|f|ctx|tap|test|suite|s|te|st|t\d|testing)$/;
/** What a test's own object does besides checking (tap, ava, node:test). */
const ASIDE =
  /^(?:test|plan|end|done|teardown|tearDown|after\w*|before\w*|comment|pass|skip|todo|context|log|timeout|mock|fullName|name|title|setTimeout|autoend|pragma|diagnostic|signal|bailout|on|once|emit|pipe|resume|endAll|testdir|fixture|beforeEach|afterEach|only|step|describe|it|runOnly|options|emits|use|extend|slow|info|get|set|then|catch|finally)$/;

function isOfContext(language: TestSource['language'], word: string): boolean {
  return language === 'javascript' ? !ASIDE.test(word) : OF_CONTEXT.test(word);
}

const DECLARES =
  /^(?:def|func|function|fun|fn|void|class|new|import|from|static|async|public|private|protected)$/;

const plain = (word: string): string => word.replace(/_/g, '').toLowerCase();

/** Kind of check that begins at a token, or `null`. */
function checkAt(source: TestSource, at: number): 'call' | 'line' | 'failure' | null {
  const word = wordAt(source, at);
  const before = signAt(source, at - 1);
  const next = signAt(source, at + 1);
  if (DECLARES.test(wordAt(source, at - 1)) && !/^(?:async|new)$/.test(wordAt(source, at - 1))) return null;
  const name = plain(word);
  // An attribute of Rust, with rules of its own.
  if (word === 'should_panic') return null;
  if (name === 'assert' && next !== '.' && (next !== '(' || source.language === 'python')) {
    if (next === '!') return 'call';
    return source.language === 'go' || before === '.' || next === '=' || next === ',' || next === ':'
      ? null
      : 'line';
  }
  if (name === 'raise' && wordAt(source, at + 1) === 'AssertionError') return 'line';
  if (
    before === '.' &&
    CONTEXTS.test(wordAt(source, at - 2)) &&
    isOfContext(source.language, word) &&
    next === '('
  ) {
    return /^(?:Error|Errorf|Fatal|Fatalf|Fail|FailNow)$/.test(word) ? 'failure' : 'call';
  }
  if (CHECKERS.test(word) && next === '.' && before !== '.' && wordAt(source, at + 2) !== '') {
    return hasCall(source, at + 2) ? 'call' : null;
  }
  if (name === 'should' || (/^should[a-z]+$/.test(name) && next !== '(')) {
    return before === '.' || next !== '(' ? 'line' : 'call';
  }
  if (!CHECKS.test(name) || word === 'require' || word === 'then') return null;
  if (source.language === 'ruby' || source.language === 'elixir')
    return isRubyCheck(source, at) ? 'line' : null;
  return next === '(' ||
    next === '!' ||
    (next === '<' && genericEnd(source, at + 1) > 0) ||
    opensBlock(source, next)
    ? 'call'
    : null;
}

/** A check with a block of its own (`shouldThrow {…}`); in Go and Rust the name before a block is a value or a type. */
const opensBlock = ({ language }: TestSource, next: string): boolean =>
  next === '{' && language !== 'go' && language !== 'rust';

const isRubyCheck = (source: TestSource, at: number): boolean =>
  leads(source, at) || signAt(source, at - 1) === '{' || signAt(source, at - 1) === '.';

/** Whether a call's bracket stands behind a name and its chain or generics. */
function hasCall(source: TestSource, at: number): boolean {
  for (let i = at + 1; i < at + 14; i += 1) {
    const sign = signAt(source, i);
    if (sign === '(') return true;
    if (sign !== '.' && sign !== '<' && sign !== '>' && sign !== ',' && wordAt(source, i) === '')
      return false;
  }
  return false;
}

/** Last token of a call and everything chained to it. */
function chainEnd(source: TestSource, at: number): number {
  let i = at;
  for (;;) {
    const sign = signAt(source, i + 1);
    const close = source.partner[i + 1] ?? -1;
    if ((sign === '(' || sign === '[' || (sign === '{' && i - at < 6)) && close > i) i = close;
    else if (
      (sign === '.' || sign === '?.' || sign === '::' || sign === '->') &&
      wordAt(source, i + 2) !== ''
    )
      i += 2;
    else if (sign === '!' && i === at) i += 1;
    else if (sign === '<' && i - at < 4 && genericEnd(source, i + 1) > 0) i = genericEnd(source, i + 1);
    else return i;
  }
}

/** Index of the `>` that ends generics; -1 when they are none. */
function genericEnd(source: TestSource, open: number): number {
  let depth = 0;
  for (let i = open; i < open + 80; i += 1) {
    const sign = signAt(source, i);
    if (sign === '<') depth += 1;
    else if (/^>+$/.test(sign)) depth -= sign.length;
    else if (sign === ';' || sign === '') depth += sign === '' && source.tokens[i] === undefined ? 1000 : 0;
    if (depth <= 0) return i;
  }
  return -1;
}

/** First token of the receiver chain in front of a name: `mock.calls[0].assert…`. */
function receiverStart(source: TestSource, at: number): number {
  let i = at;
  while (i > 0) {
    const sign = signAt(source, i - 1);
    if (sign !== '.' && sign !== '?.' && sign !== '->' && sign !== '::') return i;
    let start = i - 2;
    const open = source.partner[start] ?? -1;
    if (open >= 0 && open < start) start = wordAt(source, open - 1) === '' ? open : open - 1;
    if (start < 0 || start >= i) return i;
    i = start;
  }
  return i;
}

/** Tokens that may stand between a failure and the condition around it. */
const FURTHEST = 400;

/** The condition under which a failure is reported: the line that opens the block around it. */
function conditionOf(source: TestSource, at: number): readonly Token[] {
  let i = at - 1;
  // A condition stands right before its failure; a search further back would make long files slow.
  const stop = Math.max(0, at - FURTHEST);
  while (i >= stop) {
    const open = source.partner[i] ?? -1;
    const sign = signAt(source, i);
    if (sign === '{' && open > at) break;
    i = sign === '}' && open >= 0 ? open - 1 : i - 1;
  }
  if (i < stop) return [];
  const line = source.tokens[i]?.line;
  let start = i;
  while (start > 0 && source.tokens[start - 1]?.line === line) start -= 1;
  const head = source.tokens.slice(start, i);
  return /^(?:if|\}|case|else|default)$/.test(head[0]?.text ?? '') ? head : [];
}

function lineEndOf(source: TestSource, at: number): number {
  const { tokens } = source;
  let i = at;
  for (;;) {
    i = lastOfLogical(source, i);
    const next = signAt(source, i + 1);
    if (next !== '.' && next !== '?.' && !/^(?:and|or|&&|\|\|)$/.test(tokens[i]?.text ?? '')) break;
    i += 1;
  }
  for (let j = at; j <= i; j += 1) {
    const close = source.partner[j] ?? -1;
    if (signAt(source, j) === ';') return j - 1;
    if (close > j) j = close;
    else if (close >= 0 && close < at) return j - 1;
  }
  return i;
}

/** Every check of a file, in order; a check inside another belongs to it. */
export function findAssertions(source: TestSource): readonly Assertion[] {
  const found: Assertion[] = [];
  let done = -1;
  for (let at = 0; at < source.tokens.length; at += 1) {
    if (at <= done || source.tokens[at]?.kind !== 'word') continue;
    const kind = checkAt(source, at);
    if (kind === null) continue;
    const start = Math.max(receiverStart(source, at), done + 1);
    const end = kind === 'line' ? lineEndOf(source, at) : chainEnd(source, at);
    const from = kind === 'line' && signAt(source, at - 1) === '.' ? start : Math.min(start, at);
    const own = [
      ...(kind === 'failure' ? conditionOf(source, at) : []),
      ...source.tokens.slice(from, end + 1),
    ];
    // A check may hold a block with checks of its own (`expect(() => {…})`, `check(func() {…})`): those count as well.
    done = own.length > 120 ? at : end;
    const soft =
      SOFT.test(plain(wordAt(source, at))) && source.language !== 'python' && signAt(source, at + 1) !== '.';
    found.push({ at, line: source.tokens[at]?.line ?? 1, tokens: own, text: joinTokens(own), soft });
  }
  return found;
}
