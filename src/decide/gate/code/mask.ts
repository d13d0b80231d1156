import type { Token } from './token.ts';

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');

/** The text with comments and the insides of strings as blanks; every line and column stays where it was. */
export function maskCode(text: string, tokens: readonly Token[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { kind, text: own, start } of tokens) {
    if (kind !== 'comment' && kind !== 'string') continue;
    if (start < at) continue;
    pieces.push(text.slice(at, start), kind === 'comment' || own.length < 2 ? blank(own) : inside(own));
    at = start + own.length;
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}

/** Keeps the outermost quotes, so that an empty string and a text still look like strings, and line ends (here-documents). */
function inside(own: string): string {
  const edge = (unit: string) => (/["'`\r\n]/.test(unit) ? unit : ' ');
  return `${edge(own[0] ?? '')}${blank(own.slice(1, -1))}${edge(own.at(-1) ?? '')}`;
}
