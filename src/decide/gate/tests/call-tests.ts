import { joinTokens } from '../code/token.ts';
import { type Span, signAt, type TestSource, wordAt } from './source.ts';

/** Functions that take a title and a body: mocha, jest, vitest, jasmine, node:test, Deno, QUnit, tape, Ginkgo, Pest, kotest. */
const CASES: ReadonlySet<string> = new Set(
  `it test specify fit xit xtest ftest xspecify fspecify It FIt PIt XIt Specify FSpecify PSpecify XSpecify Entry FEntry
   PEntry XEntry scenario bench should testWidgets`.split(/\s+/),
);
const SUITES: ReadonlySet<string> = new Set(
  `describe context suite fdescribe xdescribe fcontext xcontext Describe FDescribe PDescribe XDescribe Context FContext
   PContext XContext When FWhen PWhen DescribeTable group feature`.split(/\s+/),
);
/** Receivers that may stand before the function: `Deno.test`, `t.Run`, `test.step`. */
const RECEIVERS: ReadonlySet<string> = new Set(['Deno', 'QUnit', 'test', 't', 'tt', 'b', 'f', 's', 'suite']);

/** A call `name.modifiers(title, body)`. */
interface Call {
  readonly open: number;
  readonly close: number;
}

/** The call that begins at a name: over `.skip`, `.each(table)`, `.each` with a template, to the last bracket. */
function callAt(source: TestSource, at: number): Call | null {
  let i = at + 1;
  let each = false;
  while (signAt(source, i) === '.' && wordAt(source, i + 1) !== '') {
    each ||= /^(?:each|for|cases|concurrentEach)$/.test(wordAt(source, i + 1));
    i += 2;
  }
  // A table in brackets or in a template stands before the call itself.
  if (each && signAt(source, i) === '(') i = (source.partner[i] ?? -1) + 1;
  else if (each) while (i < source.tokens.length && signAt(source, i) !== '(') i += 1;
  const close = signAt(source, i) === '(' ? (source.partner[i] ?? -1) : -1;
  return close > i ? { open: i, close } : null;
}

function titleOf(source: TestSource, { open, close }: Call): string {
  let end = open + 1;
  while (end < close && signAt(source, end) !== ',') {
    const partner = source.partner[end] ?? -1;
    end = partner > end ? partner + 1 : end + 1;
  }
  return joinTokens(source.tokens.slice(open + 1, end)).slice(0, 300);
}

/** Whether a call has a title and a body: `test(x)` and `pattern.test(text)` are none. */
function isCase(source: TestSource, { open, close }: Call): boolean {
  const first = source.tokens[open + 1];
  if (first === undefined || close === open + 1) return false;
  if (first.kind === 'string' || signAt(source, open + 1) === '`') return true;
  for (let i = open + 1; i < close; i += 1) {
    if (signAt(source, i) === '=>' || /^(?:function|func|fn)$/.test(wordAt(source, i))) return true;
  }
  return false;
}

function isOwn(source: TestSource, at: number): boolean {
  const before = signAt(source, at - 1);
  if (before === '.' || before === '?.' || before === '->' || before === '::') {
    return RECEIVERS.has(wordAt(source, at - 2)) && signAt(source, at - 3) !== '.';
  }
  return !/^(?:function|func|fun|def|class|new|import)$/.test(wordAt(source, at - 1));
}

/** Tests that are calls, each named by the suites around it and its own title. */
export function findCallTests(source: TestSource): readonly Span[] {
  const suites: Span[] = [];
  const found: Span[] = [];
  source.tokens.forEach(({ kind, text }, at) => {
    if (kind !== 'word') return;
    const run = text === 'Run' && source.language === 'go';
    const isSuite = SUITES.has(text);
    if (!(run || isSuite || CASES.has(text)) || !isOwn(source, at)) return;
    const call = callAt(source, at);
    if (call === null || !isCase(source, call)) return;
    while (suites.length > 0 && (suites.at(-1)?.to ?? 0) < at) suites.pop();
    const name = [...suites.map((suite) => suite.name), titleOf(source, call)].join(' › ');
    const end = signAt(source, call.close + 1) === '{' ? (source.partner[call.close + 1] ?? -1) : call.close;
    const span = { name, from: at, to: Math.max(end, call.close) };
    if (isSuite || run) suites.push({ ...span, name: titleOf(source, call) });
    if (!isSuite) found.push(span);
  });
  return found;
}
