/** A piece of source that means something. Comments are kept apart from code by their kind; blanks are left out. */
export interface Token {
  readonly kind: 'word' | 'string' | 'number' | 'sign' | 'comment';
  /** As written; of strings with their quotes. */
  readonly text: string;
  /** 1-based line where it starts and where it ends. */
  readonly line: number;
  readonly endLine: number;
  /** 0-based column of its first unit. */
  readonly column: number;
  /** Offset of its first unit in the text. */
  readonly start: number;
}

/** Tokens as one normalised text: the same for any layout. */
export function joinTokens(tokens: readonly Token[]): string {
  return tokens.map((token) => normalText(token)).join(' ');
}

/** Quotes do not matter: 'a' and "a" are the same string. */
function normalText(token: Token): string {
  if (token.kind !== 'string') return token.text;
  const quote = token.text[0] ?? '';
  return quote === "'" || quote === '"' ? `"${token.text.slice(1, -1)}"` : token.text;
}

const OPEN: Readonly<Record<string, string>> = { '(': ')', '[': ']', '#[': ']', '{': '}' };

/**
 * For each bracket its partner's index, else -1. Brackets that do not pair (a language's quirk, broken code) stay -1 and
 * end nothing.
 */
export function matchBrackets(tokens: readonly Token[]): Int32Array {
  const partner = new Int32Array(tokens.length).fill(-1);
  const stack: number[] = [];
  tokens.forEach(({ kind, text }, at) => {
    if (kind !== 'sign') return;
    if (text in OPEN) stack.push(at);
    else if (text === ')' || text === ']' || text === '}') {
      const open = stack.at(-1);
      if (open === undefined || OPEN[tokens[open]?.text ?? ''] !== text) return;
      stack.pop();
      partner[open] = at;
      partner[at] = open;
    }
  });
  return partner;
}
