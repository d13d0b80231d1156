/** Escape codes only where a person looks. */
const colours = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
const wrap = (code: number) => (text: string) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = wrap(1);
export const dim = wrap(2);

export function heading(text: string): string {
  return `\n${bold(text)}\n${'─'.repeat(Math.min(text.length, 100))}`;
}

export function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `    ${line}`.trimEnd())
    .join('\n');
}

/** One part of the story: what it is, and what it said. */
export function step(title: string, text: string): string {
  return `\n  ▸ ${bold(title)}\n${indent(text)}\n`;
}
