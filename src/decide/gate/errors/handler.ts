import type { Language } from '../code/language.ts';
import { joinTokens, type Token } from '../code/token.ts';
import { leads, signAt, type TestSource, wordAt } from '../tests/source.ts';

/** What stands in the place where an error is caught. */
export interface Handler {
  /** Normalised code of head and body. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  readonly endLine: number;
  /** Catches everything: no type, or one that every error is. */
  readonly broad: boolean;
  readonly body: readonly Token[];
  /** The error is a value that is checked, not thrown. */
  readonly checked: boolean;
}

/** Types that (nearly) every error is. */
const BROAD =
  /\b(?:Exception|BaseException|Throwable|Error|StandardError|RuntimeException|RuntimeError|System\.Exception|\\Exception|\\Throwable|NSException|any|unknown|object)\b/;
const BRACED: ReadonlySet<Language> = new Set([
  'javascript',
  'java',
  'kotlin',
  'csharp',
  'php',
  'scala',
  'swift',
  'dart',
  'c',
]);

function handler(
  source: TestSource,
  span: { from: number; body: number; to: number; head: string },
): Handler {
  const { from, body, to, head } = span;
  const { tokens } = source;
  return {
    text: joinTokens(tokens.slice(from, to + 1)),
    line: tokens[from]?.line ?? 1,
    endLine: tokens[to]?.endLine ?? 1,
    broad: head === '' || BROAD.test(head),
    body: tokens.slice(body, to + 1),
    checked: source.language === 'go',
  };
}

const textOf = (source: TestSource, from: number, to: number): string =>
  source.tokens
    .slice(from, to)
    .map(({ text }) => text)
    .join(' ');

/** `catch (e) {…}`, and `.catch(() => …)`. */
function bracedAt(source: TestSource, at: number): Handler | null {
  if (wordAt(source, at) !== 'catch') return null;
  if (signAt(source, at - 1) === '.' || signAt(source, at - 1) === '?.') return promiseAt(source, at);
  let open = at + 1;
  if (signAt(source, open) === '(') open = (source.partner[open] ?? -2) + 1;
  // Swift and C# have conditions between.
  while (open < at + 40 && signAt(source, open) !== '{' && signAt(source, open) !== ';') open += 1;
  const close = signAt(source, open) === '{' ? (source.partner[open] ?? -1) : -1;
  if (close < 0) return null;
  // In JavaScript the bracket only names the error.
  const head =
    source.language === 'javascript' || source.language === 'swift' ? '' : textOf(source, at + 1, open);
  return handler(source, { from: at, body: open + 1, to: close - 1, head });
}

function promiseAt(source: TestSource, at: number): Handler | null {
  const close = signAt(source, at + 1) === '(' ? (source.partner[at + 1] ?? -1) : -1;
  if (close < 0 || source.language !== 'javascript') return null;
  if (
    /^(?:noop|_\.noop|angular\.noop|\$\.noop|lodash\.noop)$/.test(
      textOf(source, at + 2, close).replace(/ /g, ''),
    )
  ) {
    return handler(source, { from: at, body: close, to: close - 1, head: '' });
  }
  for (let i = at + 2; i < close; i += 1) {
    if (signAt(source, i) === '{' && (signAt(source, i - 1) === '=>' || signAt(source, i - 1) === ')')) {
      return handler(source, { from: at, body: i + 1, to: (source.partner[i] ?? 0) - 1, head: '' });
    }
    if (signAt(source, i) === '=>' && signAt(source, i + 1) !== '{') {
      return handler(source, { from: at, body: i + 1, to: close - 1, head: '' });
    }
  }
  return null;
}

/** `except X:` with what is indented below or follows on its line, and `with suppress(X):`. */
function pythonAt(source: TestSource, at: number): Handler | null {
  const { tokens } = source;
  if (wordAt(source, at) === 'suppress' && signAt(source, at + 1) === '(') {
    const close = source.partner[at + 1] ?? at;
    return handler(source, {
      from: at,
      body: close,
      to: close - 1,
      head: textOf(source, at + 2, close) || 'none',
    });
  }
  if (wordAt(source, at) !== 'except' || !leads(source, at)) return null;
  const column = tokens[at]?.column ?? 0;
  let colon = at + 1;
  while (colon < tokens.length && signAt(source, colon) !== ':') {
    const close = source.partner[colon] ?? -1;
    colon = close > colon ? close + 1 : colon + 1;
  }
  let end = colon;
  while (end + 1 < tokens.length && !(leads(source, end + 1) && (tokens[end + 1]?.column ?? 0) <= column))
    end += 1;
  const head = textOf(source, at + 1, colon).replace(/ as \w+$/, '');
  return handler(source, { from: at, body: colon + 1, to: end, head });
}

/** `rescue X => e` up to the next keyword of the same block. */
function rubyAt(source: TestSource, at: number): Handler | null {
  const { tokens } = source;
  if (wordAt(source, at) !== 'rescue') return null;
  const line = tokens[at]?.line ?? 0;
  let body = at + 1;
  while (tokens[body]?.line === line) body += 1;
  if (!leads(source, at)) return handler(source, { from: at, body: at + 1, to: body - 1, head: '' });
  let end = body;
  while (
    end < tokens.length &&
    !(leads(source, end) && /^(?:end|rescue|ensure|else)$/.test(tokens[end]?.text ?? ''))
  ) {
    end += 1;
  }
  const head = textOf(source, at + 1, body).replace(/ ?=> \w+$/, '');
  return handler(source, { from: at, body, to: end - 1, head });
}

/** `if err != nil {…}` of Go; `Err(_) => …` and `if let Err(_) = … {…}` of Rust. */
function checkedAt(source: TestSource, at: number): Handler | null {
  const { tokens, language } = source;
  let open = -1;
  if (language === 'go' && wordAt(source, at) === 'if') {
    for (let i = at; i < at + 40 && signAt(source, i) !== '{'; i += 1) {
      if (
        /^err\w*$|Err$/.test(wordAt(source, i)) &&
        signAt(source, i + 1) === '!=' &&
        wordAt(source, i + 2) === 'nil'
      )
        open = i + 3;
    }
  } else if (language === 'rust' && wordAt(source, at) === 'Err' && signAt(source, at + 1) === '(') {
    open = (source.partner[at + 1] ?? -2) + 1;
    if (signAt(source, open) === '=') while (open < at + 60 && signAt(source, open) !== '{') open += 1;
    else if (signAt(source, open) === '=>') open += 1;
    else return null;
    if (signAt(source, open) === '(' && source.partner[open] === open + 1) {
      return handler(source, { from: at, body: open, to: open - 1, head: '' });
    }
  }
  const close = open > 0 && signAt(source, open) === '{' ? (source.partner[open] ?? -1) : -1;
  if (close < 0 || tokens[close] === undefined) return null;
  return handler(source, { from: at, body: open + 1, to: close - 1, head: '' });
}

/** Every place of a file where an error is caught, in order. */
export function findHandlers(source: TestSource): readonly Handler[] {
  const read = BRACED.has(source.language)
    ? bracedAt
    : source.language === 'python'
      ? pythonAt
      : source.language === 'ruby'
        ? rubyAt
        : checkedAt;
  return source.tokens.flatMap(({ kind }, at) => (kind === 'word' ? (read(source, at) ?? []) : []));
}
