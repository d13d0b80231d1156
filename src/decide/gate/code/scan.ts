import { holeEnd } from './hole.ts';
import { type Language, LEXICONS, type Lexicon } from './language.ts';
import { rubyLiteralEnd } from './ruby.ts';
import { scanScript } from './script.ts';
import type { Token } from './token.ts';

/** Signs of more than one unit that rules look for. */
const LONG_SIGNS = [
  '===',
  '!==',
  '...',
  '=>',
  '->',
  '==',
  '!=',
  '<=',
  '>=',
  '&&',
  '||',
  '??',
  '?.',
  ':=',
  '::',
  '#[',
];
const WORD = /[\p{L}\p{N}_$]+/uy;
const NUMBER = /\d[\w.]*/y;

interface Reader {
  readonly text: string;
  readonly language: Language;
  readonly lexicon: Lexicon;
  readonly tokens: Token[];
  at: number;
  line: number;
  lineStart: number;
  /** Ends of here-documents that begin on the next line. */
  readonly pending: string[];
}

/** Comments, strings, words, numbers and signs of a text, in order, in linear time. Unfinished strings end with their line. */
export function scanCode(text: string, language: Language): readonly Token[] {
  const script = language === 'javascript' ? scanScript(text) : null;
  if (script !== null) return script;
  const reader: Reader = {
    text,
    language,
    lexicon: LEXICONS[language],
    tokens: [],
    at: 0,
    line: 1,
    lineStart: 0,
    pending: [],
  };
  while (reader.at < text.length) step(reader);
  return reader.tokens;
}

function step(reader: Reader): void {
  const unit = reader.text[reader.at] ?? '';
  if (unit === '\n') {
    reader.at += 1;
    reader.line += 1;
    reader.lineStart = reader.at;
    for (const end of reader.pending.splice(0)) readHeredoc(reader, end);
  } else if (unit === ' ' || unit === '\t' || unit === '\r') reader.at += 1;
  else if (!(readComment(reader) || readString(reader) || readWord(reader))) readSign(reader);
}

/** Takes the units up to `end` as one token. */
function take(reader: Reader, kind: Token['kind'], end: number): void {
  const { text, at, line, lineStart } = reader;
  const own = text.slice(at, end);
  const token = { kind, text: own, line, column: at - lineStart, start: at };
  reader.at = end;
  if (kind === 'string' || kind === 'comment') {
    for (let cut = own.indexOf('\n'); cut >= 0; cut = own.indexOf('\n', cut + 1)) {
      reader.line += 1;
      reader.lineStart = at + cut + 1;
    }
  }
  reader.tokens.push({ ...token, endLine: reader.line });
}

function lineEnd({ text, at }: Reader): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function readComment(reader: Reader): boolean {
  const { text, at, lexicon, language } = reader;
  for (const [open, close] of lexicon.blockComments) {
    if (!text.startsWith(open, at)) continue;
    if (open === '=begin' && at !== reader.lineStart) continue;
    const end = text.indexOf(close, at + open.length);
    take(reader, 'comment', end < 0 ? text.length : end + close.length);
    return true;
  }
  const sign = lexicon.lineComments.find((mark) => text.startsWith(mark, at));
  if (sign === undefined || (language === 'php' && text.startsWith('#[', at))) return false;
  take(reader, 'comment', lineEnd(reader));
  return true;
}

function readString(reader: Reader): boolean {
  const { text, at, lexicon, language } = reader;
  if (language === 'rust' && text[at] === "'") return readRustQuote(reader);
  const rule = lexicon.strings.find(({ open }) => text.startsWith(open, at));
  if (rule === undefined) return language === 'javascript' && readPattern(reader);
  const stop = rule.lines ? text.length : lineEnd(reader);
  let end = at + rule.open.length;
  for (; end < stop; end += 1) {
    const hole = rule.escapes && rule.open !== "'" ? holeEnd(text, end, language) : end;
    if (hole > end) end = hole - 1;
    else if (rule.escapes && text[end] === '\\') end += 1;
    else if (text.startsWith(rule.close, end)) {
      if (rule.doubled !== true || !text.startsWith(rule.close, end + 1)) break;
      end += 1;
    }
  }
  take(reader, 'string', Math.min(end + (end < stop ? rule.close.length : 0), text.length));
  return true;
}

/** A lifetime (`'a`) or a character (`'a'`). */
function readRustQuote(reader: Reader): boolean {
  const { text, at } = reader;
  const close = text[at + 1] === '\\' ? text.indexOf("'", at + 3) : text[at + 2] === "'" ? at + 2 : -1;
  take(reader, 'string', close > 0 && close - at < 12 ? close + 1 : at + 1);
  return true;
}

/** A regular expression of JavaScript, where a value cannot stand before it. */
function readPattern(reader: Reader): boolean {
  const { text, at, tokens } = reader;
  const before = tokens.at(-1);
  if (text[at] !== '/' || before === undefined) return false;
  const valued =
    before.kind === 'sign'
      ? /^[)\]}]$/.test(before.text)
      : !/^(?:return|typeof|case|in|of)$/.test(before.text);
  if (valued) return false;
  const stop = lineEnd(reader);
  let inClass = false;
  let end = at + 1;
  for (; end < stop && (inClass || text[end] !== '/'); end += 1) {
    if (text[end] === '\\') end += 1;
    else if (text[end] === '[') inClass = true;
    else if (text[end] === ']') inClass = false;
  }
  if (end >= stop) return false;
  take(reader, 'string', end + 1);
  return true;
}

const HEREDOC =
  /<<(?:[~-]["'`]?([A-Za-z_]\w{0,60})["'`]?|["']?([A-Z_][A-Z0-9_]{0,60})["']?)|<<<\s?["']?([A-Za-z_]\w{0,60})["']?/y;

function readHeredoc(reader: Reader, name: string): void {
  const { text, at } = reader;
  let from = at;
  while (from < text.length) {
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end < 0 ? text.length : end).trim();
    if (line === name || line === `${name};` || line.startsWith(`${name})`) || line.startsWith(`${name},`))
      break;
    from = end < 0 ? text.length : end + 1;
  }
  if (from > at) take(reader, 'string', from);
}

function readWord(reader: Reader): boolean {
  const { text, at, language, tokens } = reader;
  NUMBER.lastIndex = at;
  if (NUMBER.test(text)) {
    take(reader, 'number', NUMBER.lastIndex);
    return true;
  }
  WORD.lastIndex = text[at] === '@' ? at + 1 : at;
  if (!WORD.test(text)) return false;
  const end = WORD.lastIndex;
  const quoted = text[end] === '"' || text[end] === "'";
  take(reader, 'word', end);
  // A short prefix says how to read a string (Python's r'', f"", b''), so it is a part of it.
  if (language === 'python' && quoted && /^[rbfuRBFU]{1,2}$/.test(text.slice(at, end))) {
    const prefix = tokens.pop();
    readString(reader);
    const string = tokens.pop();
    if (prefix !== undefined && string !== undefined) {
      tokens.push({ ...string, text: prefix.text + string.text, column: prefix.column, start: prefix.start });
    }
  }
  return true;
}

function readSign(reader: Reader): void {
  const { text, at, language } = reader;
  if ((language === 'ruby' || language === 'php') && text.startsWith('<<', at)) {
    HEREDOC.lastIndex = at;
    const name = HEREDOC.exec(text);
    if (name !== null) {
      reader.pending.push(name[1] ?? name[2] ?? name[3] ?? '');
      take(reader, 'string', at + name[0].length);
      return;
    }
  }
  const literal = language === 'ruby' ? rubyLiteralEnd(text, at, reader.tokens.at(-1)) : -1;
  if (literal > at) {
    take(reader, 'string', literal);
    return;
  }
  const long = LONG_SIGNS.find((sign) => text.startsWith(sign, at));
  take(reader, 'sign', at + (long?.length ?? 1));
}
