import type { SafeText } from '../domain/trust.ts';
import { redact } from './redact/redact.ts';
import { cleanText, truncate } from './unicode.ts';

/** Longest text read for one line, and for one block, before anything else is done to it. */
const LINE_INPUT = 4_096;
const BLOCK_INPUT = 65_536;

/**
 * A short untrusted text inside a sentence or a table cell of ours: one line, in a code span, where GitHub sees no
 * mention, reference, keyword, link or math. `limit` in characters of the text.
 */
export function inlineText(text: string, limit: number): SafeText {
  const clean = redact(cleanText(text.slice(0, LINE_INPUT)), { homePaths: 'all' }).text;
  const line = truncate(clean.replace(/\s{1,1000}/g, ' ').trim(), limit);
  // A bar ends a table cell even in a code span, and a backslash before it would show; look-alikes do no harm.
  return codeSpan(line.replaceAll('|', '¦'));
}

/** A text that needs no cleaning (our own, or cleaned already) as a code span. */
export function codeSpan(line: string): SafeText {
  if (line === '') return '` `' as SafeText;
  const fence = '`'.repeat(longestRun(line) + 1);
  const pad =
    line.startsWith('`') || line.endsWith('`') || (line.startsWith(' ') && line.endsWith(' ')) ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}` as SafeText;
}

/** An untrusted text of several lines in a fence longer than any inside; never a live language. */
export function codeBlock(text: string, limit: number): SafeText {
  const clean = redact(cleanText(text.slice(0, BLOCK_INPUT))).text;
  return fenced(truncate(clean.replace(/\n+$/, ''), limit)) as SafeText;
}

/** Fence around a text that is clean already. */
export function fenced(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}text\n${text}\n${fence}`;
}

/** Length of the longest run of backticks. */
export function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
