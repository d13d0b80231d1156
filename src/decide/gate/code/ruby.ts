import type { Token } from './token.ts';

const CLOSES: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };
/** `%w(…)`, `%{…}`, `%r!…!`. */
const PERCENT = /%([wWiIqQrsx]?)([([{<|!/])/y;
/** Words behind which a value begins. */
const AWAITS =
  /^(?:if|unless|while|until|when|and|or|not|return|in|do|then|else|elsif|puts|raise|yield|assert\w*|refute\w*|expect)$/;

/**
 * End of a literal of Ruby that begins at `at` and is neither a string in quotes nor a here-document: `%w(…)`, `/…/`, `?'`.
 * -1 when there is none. What may be a division is one, unless the blanks around it say otherwise, as in Ruby itself.
 */
export function rubyLiteralEnd(text: string, at: number, before: Token | undefined): number {
  const unit = text[at];
  if (unit !== '%' && unit !== '/' && unit !== '?') return -1;
  if (isValue(before) && !beginsArgument(text, at, before)) return -1;
  if (unit === '?') return /^\?["'`](?!\w)/.test(text.slice(at, at + 3)) ? at + 2 : -1;
  if (unit === '/') return patternEnd(text, at);
  PERCENT.lastIndex = at;
  const open = PERCENT.exec(text)?.[2];
  return open === undefined ? -1 : percentEnd(text, PERCENT.lastIndex, open);
}

function isValue(before: Token | undefined): boolean {
  if (before === undefined) return false;
  if (before.kind === 'sign') return /^[)\]}]$/.test(before.text);
  return before.kind !== 'word' || !AWAITS.test(before.text);
}

/** `puts %w(a)`, `match /x/`: a blank in front and none behind. */
function beginsArgument(text: string, at: number, before: Token | undefined): boolean {
  const next = text[at + 1] ?? ' ';
  return before?.kind === 'word' && /\s/.test(text[at - 1] ?? '') && !/[\s=]/.test(next);
}

function patternEnd(text: string, at: number): number {
  for (let i = at + 1; i < text.length && text[i] !== '\n'; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === '/') return i + 1;
  }
  return -1;
}

function percentEnd(text: string, from: number, open: string): number {
  const close = CLOSES[open] ?? open;
  let depth = 1;
  for (let i = from; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === close) depth -= 1;
    else if (text[i] === open) depth += 1;
    if (depth === 0) return i + 1;
  }
  return -1;
}
