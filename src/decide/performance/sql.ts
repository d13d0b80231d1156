/**
 * A statement without its values: literals and parameters as `?`, lists of them as `(?)`, no comments, no quotes around
 * names, single blanks, lower case. One pass by hand, since a pattern that knows escapes would not be linear.
 */
export function plainSql(text: string): string {
  const out: string[] = [];
  let at = 0;
  while (at < text.length) {
    const [piece, next] = token(text, at);
    if (piece !== '') out.push(piece);
    at = Math.max(next, at + 1);
  }
  return folded(out.join('').toLowerCase());
}

/** What stands at a place, rewritten, and where the next begins. */
function token(text: string, at: number): readonly [piece: string, next: number] {
  const char = text.charAt(at);
  const two = text.slice(at, at + 2);
  if (two === '--') return [' ', lineEnd(text, at)];
  if (two === '/*') return [' ', after(text, '*/', at + 2)];
  if (char === "'") return ['?', quoted(text, at)];
  if (char === '"' || char === '`') return name(text, at, char);
  if (char === '[' && /[A-Za-z_]/.test(text.charAt(at + 1))) return name(text, at, ']');
  if (/\d/.test(char)) return ['?', run(text, at, /[\w.]/)];
  if (/[A-Za-z_]/.test(char)) return word(text, at);
  if ((char === '$' || char === ':' || char === '@') && two !== '::' && /\w/.test(text.charAt(at + 1)))
    return ['?', run(text, at + 1, /\w/)];
  if (two === '::') return ['', run(text, at + 2, /[\w[\]]/)];
  if (char === '%' && /[sd]/.test(text.charAt(at + 1))) return ['?', at + 2];
  return [char, at + 1];
}

function word(text: string, at: number): readonly [string, number] {
  const next = run(text, at, /[\w$]/);
  const found = text.slice(at, next);
  // E'…', N'…', X'…': a literal with a letter before it.
  return found.length === 1 && text.charAt(next) === "'" ? ['', next] : [found, next];
}

function name(text: string, at: number, close: string): readonly [string, number] {
  const end = text.indexOf(close, at + 1);
  return end < 0 ? ['?', text.length] : [text.slice(at + 1, end), end + 1];
}

/** End of a text literal: a doubled quote and a backslash escape go on. */
function quoted(text: string, at: number): number {
  let next = at + 1;
  while (next < text.length) {
    const char = text.charAt(next);
    if (char === '\\') next += 2;
    else if (char !== "'") next += 1;
    else if (text.charAt(next + 1) === "'") next += 2;
    else return next + 1;
  }
  return text.length;
}

function run(text: string, from: number, within: RegExp): number {
  let next = from;
  while (next < text.length && within.test(text.charAt(next))) next += 1;
  return next;
}

function after(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from);
  return end < 0 ? text.length : end + mark.length;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** Lists of parameters are as long as their values are many: `(?, ?, ?), (?, ?, ?)` → `(?)`. */
function folded(text: string): string {
  return text
    .replace(/\s{1,4000}/g, ' ')
    .replace(/ ?, ?/g, ', ')
    .replace(/\( /g, '(')
    .replace(/ \)/g, ')')
    .replace(/\(\?(?:, \?){1,2000}\)/g, '(?)')
    .replace(/\(\?\)(?:, \(\?\)){1,2000}/g, '(?)')
    .replace(/-\?/g, '?')
    .trim();
}
