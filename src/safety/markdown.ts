import type { BriefText, SafeText } from '../domain/trust.ts';
import { codeSpan } from './code.ts';

/**
 * Builds Markdown of our own. The words are literals of the source; whatever is put in must have come through
 * `safety/`, or be a number. A plain string does not compile.
 */
export function markdown(words: TemplateStringsArray, ...parts: readonly (SafeText | number)[]): SafeText {
  return weave(words, parts) as SafeText;
}

/** The same for briefs, which may also hold fenced data. */
export function brief(
  words: TemplateStringsArray,
  ...parts: readonly (BriefText | SafeText | number)[]
): BriefText {
  return weave(words, parts) as BriefText;
}

function weave(words: TemplateStringsArray, parts: readonly (string | number)[]): string {
  return words.raw.length === 0
    ? ''
    : words.reduce((text, word, index) => `${text}${parts[index - 1]}${word}`);
}

/** Parts one below the other, with a blank line between; empty ones are left out. */
export function paragraphs<T extends SafeText | BriefText>(parts: readonly (T | null)[]): T {
  return parts.filter((part) => part !== null && part !== '').join('\n\n') as T;
}

export function lines<T extends SafeText | BriefText>(parts: readonly (T | null)[]): T {
  return parts.filter((part) => part !== null && part !== '').join('\n') as T;
}

/** Parts in one line, `, ` between them. */
export function commas<T extends SafeText | BriefText>(parts: readonly T[]): T {
  return parts.join(', ') as T;
}

/** An HTML comment of our own as a line of its own; throws when the text could end it early or is no comment. */
export function hiddenLine(comment: string): SafeText {
  if (!/^<!-- [^\n\r]* -->$/.test(comment) || comment.indexOf('-->') !== comment.length - 3) {
    throw new Error('this is not one line of hidden comment');
  }
  return comment as SafeText;
}

/** A Mermaid timeline. Rows hold times and stable words only: everything else is dropped from them. */
export function timelineDiagram(
  title: string,
  rows: readonly (readonly [at: string, what: string])[],
): SafeText {
  const plain = (text: string) => text.replace(/[^\w .-]/g, '');
  const body = rows.map(([at, what]) => `  ${plain(at)} : ${plain(what)}`);
  return ['```mermaid', 'timeline', `  title ${title.replace(/[^\w .()-]/g, '')}`, ...body, '```'].join(
    '\n',
  ) as SafeText;
}

/** A Mermaid pie. Labels are ours: everything but words is dropped from them. */
export function pieDiagram(
  title: string,
  slices: readonly (readonly [label: string, count: number])[],
): SafeText {
  const plain = (text: string) => text.replace(/[^\w .-]/g, '');
  const body = slices.map(([label, count]) => `  "${plain(label)}" : ${count}`);
  return ['```mermaid', `pie title ${plain(title)}`, ...body, '```'].join('\n') as SafeText;
}

/** A Mermaid line over equal steps. The title is ours: everything but words is dropped from it. */
export function lineChart(
  { title, unit }: { readonly title: string; readonly unit: string },
  values: readonly number[],
): SafeText {
  const plain = (text: string) => text.replace(/[^\w .,-]/g, '');
  const known = values.filter((value) => Number.isFinite(value) && value >= 0).map(Math.round);
  const top = Math.max(1, ...known.map((value) => Math.ceil(value * 1.1)));
  const body = [
    'xychart-beta',
    `  title "${plain(title)}"`,
    `  x-axis 1 --> ${Math.max(2, known.length)}`,
    `  y-axis "${plain(unit)}" 0 --> ${top}`,
    `  line [${known.join(', ')}]`,
  ];
  return ['```mermaid', ...body, '```'].join('\n') as SafeText;
}

/** A GFM table; cells must not hold line breaks (inline texts never do). */
export function table(
  head: readonly SafeText[],
  rows: readonly (readonly (SafeText | number)[])[],
): SafeText {
  const row = (cells: readonly (SafeText | number)[]) => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---' as SafeText)), ...rows.map(row)].join('\n') as SafeText;
}

/** A link to an address that is on one of the hosts, else the address as text. `label` is our own. */
export function safeLink(label: SafeText, address: string, hosts: readonly string[]): SafeText {
  const url = allowedUrl(address, hosts);
  return url === null
    ? codeSpan(address.slice(0, 200).replace(/[\s`|\p{C}]/gu, ''))
    : (`[${label}](${url})` as SafeText);
}

/**
 * The address written anew when it is plain https (or http on loopback) on exactly one of the hosts, without user, and
 * without any sign that Markdown could take for its own; `null` otherwise.
 */
export function allowedUrl(address: string, hosts: readonly string[]): string | null {
  if (address.length > 2_000 || /[\s\p{C}\\]/u.test(address) || !URL.canParse(address)) return null;
  const url = new URL(address);
  const plain =
    url.protocol === 'https:' ||
    (url.protocol === 'http:' && /^(?:127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname));
  if (!plain || url.username !== '' || url.password !== '' || !hosts.includes(url.host)) return null;
  return url.href.replace(
    /[()<>"'`[\]{}|*_~$@]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
