/** A value found behind a key: UTF-16 offsets without quotes, and how it was joined to the key. */
export interface Assigned {
  readonly start: number;
  readonly end: number;
  readonly operator: string;
  readonly quoted: boolean;
  /** Blanks stood around the operator, as in prose or code; `key=value` in a query or a shell has none. */
  readonly spaced: boolean;
  /** The character behind the value; `(` or `[` make it a call or an index, not a value. */
  readonly next: string;
}

/** Longest first. `::` alone is a scope, `://` a scheme: both are refused below. */
const OPERATORS = [
  ':::=',
  '::=',
  '===',
  ':=',
  '=>',
  '->',
  '==',
  '!=',
  '?=',
  '+=',
  '<<',
  '||',
  '=',
  ':',
  '>',
  ',',
  '|',
  '(',
];

const LONGEST_VALUE = 4096;

/** Where the run of unquoted characters around the last look ended: overlapping looks read it once. */
export interface BareRuns {
  start: number;
  end: number;
}
const QUOTES = '"\'`';
const CLOSERS = '"\'`\\)[]}*';
const BARE_ENDS = ' \t\r\n"\'`,;<>()[]{}|\\&';
const SCHEME =
  /(?:bearer|basic|token|digest|apikey|api-key|negotiate|ssws|geniekey|oauth|jwt|key|bot)[ \t]{1,4}(?=\S{6})/iy;
const LITERAL_PREFIX = /(?:\$@|@\$|[rbfuRBFUL@$]{1,2}|#{1,2})(?=["'`])/y;

interface Join {
  readonly operator: string;
  readonly spaced: boolean;
  readonly runs: BareRuns;
}

function skip(text: string, at: number, set: { chars: string; max: number }): number {
  let end = at;
  while (end < text.length && end - at < set.max && set.chars.includes(text[end] ?? '')) end++;
  return end;
}

function operatorAt(text: string, at: number): string | undefined {
  const operator = OPERATORS.find((candidate) => text.startsWith(candidate, at));
  if (operator === ':' && (text[at + 1] === ':' || text.startsWith('//', at + 1))) return undefined;
  return operator;
}

/** Where the value behind the key that ends at `at` stands, or undefined when no value is joined to it. */
export function readValue(text: string, at: number, runs: BareRuns): Assigned | undefined {
  const closed = skip(text, at, { chars: CLOSERS, max: 6 });
  const before = skip(text, closed, { chars: ' \t', max: 24 });
  const operator = operatorAt(text, before) ?? (before > at ? ' ' : undefined);
  if (operator === undefined) return undefined;
  const behind = operator === ' ' ? before : before + operator.length;
  if (operator === '>' && text[before - 1] === '-') return undefined;
  const lineEnd = operator === ' ' ? behind : blockMark(text, operator, behind);
  const start = listOpen(text, skip(text, lineEnd, { chars: ' \t\r\n=', max: 64 }));
  const newline = text.slice(behind, start).includes('\n');
  const literal = skipSticky(LITERAL_PREFIX, text, start);
  const open = skip(text, literal, { chars: '\\', max: 8 });
  const quote = QUOTES.includes(text[open] ?? ' ') ? text[open] : undefined;
  if (newline && quote === undefined && operator !== '>' && operator !== '|' && lineEnd === behind)
    return undefined;
  const spaced = before > closed || start > behind;
  if (quote === undefined)
    return bareValue(text, literal === open ? literal : start, { operator, spaced, runs });
  return quotedValue(text, open, { operator, spaced, runs });
}

/** A list of one quoted value: `key: ["value"]`. */
function listOpen(text: string, at: number): number {
  if (text[at] !== '[' && text[at] !== '(') return at;
  const inside = skip(text, at + 1, { chars: ' \t\\', max: 6 });
  return QUOTES.includes(text[inside] ?? ' ') ? skip(text, at + 1, { chars: ' \t', max: 6 }) : at;
}

/** YAML block marks: `key: |`, `key: >-`; the value stands on the next line. */
function blockMark(text: string, operator: string, at: number): number {
  if (operator !== ':') return at;
  const mark = skip(text, at, { chars: ' \t', max: 4 });
  const end = skip(text, mark, { chars: '|>-+', max: 2 });
  return end > mark && (text[end] === '\n' || text[end] === '\r') ? end : at;
}

function skipSticky(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function quotedValue(text: string, open: number, how: Join): Assigned {
  const quote = text[open] ?? '"';
  const opened = skip(text, open, { chars: quote, max: 3 });
  const first = opened === open + 2 ? open + 1 : opened;
  const start = skipSticky(SCHEME, text, skip(text, first, { chars: ' \t', max: 4 }));
  const escaped = text[open - 1] === '\\';
  let end = text.indexOf(quote, start);
  while (!escaped && end > start && text[end - 1] === '\\' && end - start < LONGEST_VALUE)
    end = text.indexOf(quote, end + 1);
  if (end === -1 || end - start > LONGEST_VALUE) return { ...bareValue(text, start, how), quoted: true };
  const newline = text.indexOf('\n', start);
  if (newline !== -1 && newline < end && opened - open < 3) end = newline;
  while (escaped && end > start && text[end - 1] === '\\') end--;
  return { start, end, operator: how.operator, spaced: how.spaced, quoted: true, next: text[end] ?? '' };
}

function bareEnd(text: string, start: number, runs: BareRuns): number {
  if (start >= runs.start && start < runs.end) return runs.end;
  let end = start;
  while (end < text.length && !BARE_ENDS.includes(text[end] ?? ' ')) end++;
  runs.start = start;
  runs.end = end;
  return end;
}

function bareValue(text: string, at: number, how: Join): Assigned {
  const start = skipSticky(SCHEME, text, at);
  let end = Math.min(bareEnd(text, start, how.runs), start + LONGEST_VALUE);
  const next = text[end] ?? '';
  while (end > start && '.:!?'.includes(text[end - 1] ?? ' ')) end--;
  return { start, end, operator: how.operator, spaced: how.spaced, quoted: false, next };
}
