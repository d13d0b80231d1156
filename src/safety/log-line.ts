import type { LogText } from '../domain/trust.ts';

/** Longest line; a log is read by people. */
const LONGEST = 2_000;

/**
 * One line for the job log. The runner takes a line that starts with `::` for a command, and `##[` anywhere in it: neither
 * survives, nor does any control character, line break or invisible sign.
 */
export function logLine(text: string): LogText {
  const flat = text
    .slice(0, LONGEST * 2)
    .toWellFormed()
    .replace(/[\r\n\u2028\u2029\u0085\v\f]+/g, ' ↵ ')
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Co}]/gu, '')
    .replace(/##\[/g, '# #[')
    .trim();
  const line = flat.length > LONGEST ? `${flat.slice(0, LONGEST).toWellFormed()}…` : flat;
  return (line.startsWith('::') ? `· ${line}` : line) as LogText;
}
