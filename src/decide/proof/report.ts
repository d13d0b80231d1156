import type { TestResult } from '../../domain/proof.ts';

/** Results beyond this many are not compared. */
const MOST = 50_000;
/** Longest name that is kept. */
const NAME = 300;

/**
 * Tests that a runner's report names, or `null` when it is none that we read. The format is known by its looks, so that
 * a command of the repository's own may write any of them: JUnit XML, TAP, and the JSON of jest and vitest, mocha,
 * rspec, go, and cargo's lines.
 */
export function readReport(text: string): TestResult[] | null {
  const start = text.slice(0, 65_536).trimStart();
  const found = start.startsWith('<')
    ? junit(text)
    : start.startsWith('TAP version')
      ? tap(text)
      : start.startsWith('{')
        ? json(text)
        : (cargo(text) ?? unittest(text));
  return found === null ? null : unique(found.slice(0, MOST));
}

/** A name that comes twice failed when either failed. */
function unique(found: readonly TestResult[]): TestResult[] {
  const all = new Map<string, TestResult['outcome']>();
  for (const { name, outcome } of found) {
    const key = name.slice(0, NAME);
    const before = all.get(key);
    all.set(key, before === 'failed' || (before === 'passed' && outcome === 'skipped') ? before : outcome);
  }
  return [...all].map(([name, outcome]) => ({ name, outcome }));
}

/** `<testcase classname name>` with `<failure>`, `<error>` or `<skipped>` inside; several documents may follow each other. */
function junit(text: string): TestResult[] | null {
  const pieces = text.split('<testcase');
  if (pieces.length === 1) return text.includes('<testsuite') ? [] : null;
  return pieces.slice(1, MOST).map((piece) => {
    const end = piece.indexOf('>');
    const head = piece.slice(0, Math.max(0, end)).slice(0, 4_096);
    const close = piece.indexOf('</testcase');
    const body = head.endsWith('/') ? '' : piece.slice(end, close < 0 ? undefined : close);
    const owner = attribute(head, 'classname') ?? attribute(head, 'file');
    const name = [owner, attribute(head, 'name')].filter((part) => part).join(' › ');
    const outcome = /<(?:failure|error)\b/.test(body)
      ? 'failed'
      : /<skipped\b/.test(body)
        ? 'skipped'
        : 'passed';
    return { name, outcome };
  });
}

function attribute(head: string, name: string): string | undefined {
  const start = head.indexOf(` ${name}="`);
  const rest = start < 0 ? undefined : head.slice(start + name.length + 3);
  return rest?.slice(0, Math.max(0, rest.indexOf('"')));
}

/** TAP 13/14, with node's nested subtests: a result's name is the path of its parents, which come after their children. */
function tap(text: string): TestResult[] {
  const open: string[] = [];
  const found: TestResult[] = [];
  let block: string | null = null;
  for (const line of text.split('\n')) {
    // What stands between `---` and `...` of one depth is about a test, whatever it looks like.
    if (block !== null) {
      if (line === block) block = null;
      continue;
    }
    if (/^ *---$/.test(line)) {
      block = line.replace('---', '...');
      continue;
    }
    const depth = Math.floor((line.length - line.trimStart().length) / 4);
    const subtest = /^ *# Subtest: (.*)$/.exec(line.slice(0, 2_000));
    if (subtest !== null) {
      open.length = depth;
      open[depth] = subtest[1] ?? '';
      continue;
    }
    const point = /^ *(not )?ok \d+(?: - (.*))?$/.exec(line.slice(0, 2_000));
    if (point === null) continue;
    const label = (point[2] ?? '').replace(/\\(.)/g, '$1');
    const skipped = / # (?:skip|todo)\b/i.test(label);
    open.length = Math.min(open.length, depth);
    const name = [...open, label.replace(/ # (?:skip|todo)\b.*$/i, '').trim()].join(' › ');
    found.push({ name, outcome: skipped ? 'skipped' : point[1] === undefined ? 'passed' : 'failed' });
  }
  return found;
}

function cargo(text: string): TestResult[] | null {
  const found = [...text.matchAll(/^test (\S[^\n]{0,300}) \.\.\. (ok|FAILED|ignored)/gm)];
  if (found.length === 0 && !text.includes('test result:')) return null;
  return found.map(([, name = '', word]) => ({
    name,
    outcome: word === 'ok' ? 'passed' : word === 'ignored' ? 'skipped' : 'failed',
  }));
}

/** `test_x (tests.test_cart.Cart.test_x) ... ok`, with a docstring between name and result when there is one. */
function unittest(text: string): TestResult[] | null {
  const found: TestResult[] = [];
  let name = '';
  for (const line of text.split('\n')) {
    const head = /^(\w{1,200}) \(([\w.]{1,300})\)/.exec(line);
    if (head !== null) name = `${(head[2] ?? '').replace(`.${head[1]}`, '')} › ${head[1]}`;
    const end = / \.\.\. (ok|FAIL|ERROR|skipped|expected failure|unexpected success)\b/.exec(
      line.slice(0, 2_000),
    );
    if (end === null || name === '') continue;
    const outcome = /^(?:ok|exp)/.test(end[1] ?? '') ? 'passed' : end[1] === 'skipped' ? 'skipped' : 'failed';
    found.push({ name, outcome });
    name = '';
  }
  return found.length === 0 && !/^Ran \d{1,9} tests?\b/m.test(text) ? null : found;
}

type Json = Readonly<Record<string, unknown>>;
const record = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.map(record) : []);
const word = (value: unknown): string => (typeof value === 'string' ? value : '');

function json(text: string): TestResult[] | null {
  const whole = parse(text);
  if (whole === null) return goLines(text);
  if (Array.isArray(whole.testResults)) {
    return list(whole.testResults).flatMap((file) =>
      list(file.assertionResults).map((one) => result(word(one.fullName), word(one.status))),
    );
  }
  if (Array.isArray(whole.examples))
    return list(whole.examples).map((one) => result(word(one.full_description), word(one.status)));
  if (whole.stats !== undefined && Array.isArray(whole.tests)) {
    const [failed, pending] = [names(whole.failures), names(whole.pending)];
    return list(whole.tests).map(({ fullTitle }) => {
      const name = word(fullTitle);
      return { name, outcome: failed.has(name) ? 'failed' : pending.has(name) ? 'skipped' : 'passed' };
    });
  }
  return goLines(text);
}

function names(tests: unknown): Set<string> {
  return new Set(list(tests).map(({ fullTitle }) => word(fullTitle)));
}

/** `go test -json`: one object a line; a test ends with `pass`, `fail` or `skip`, a package with a line without `Test`. */
function goLines(text: string): TestResult[] | null {
  const lines = text.split('\n').flatMap((line): Json[] => {
    const value = line.startsWith('{') ? parse(line) : null;
    return value === null ? [] : [value];
  });
  if (!lines.some(({ Action }) => typeof Action === 'string')) return null;
  return lines.flatMap((line) =>
    /^(?:pass|fail|skip)$/.test(word(line.Action)) && word(line.Test) !== ''
      ? [result(`${word(line.Package)} › ${word(line.Test)}`, word(line.Action))]
      : [],
  );
}

function result(name: string, status: string): TestResult {
  const outcome = /^pass/.test(status) ? 'passed' : /^fail/.test(status) ? 'failed' : 'skipped';
  return { name, outcome };
}

function parse(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Json) : null;
  } catch {
    return null;
  }
}
