import type { SafeText } from '../domain/trust.ts';
import { redact } from './redact/redact.ts';
import { cleanText, truncate } from './unicode.ts';

/** Longest title; GitHub takes 256 characters, and lists cut far earlier. */
const LIMIT = 120;

/** An untrusted text as the plain title of an issue or pull request: one line, without mentions, code or references. */
export function plainTitle(text: string): SafeText {
  const clean = redact(cleanText(text.slice(0, 2_000)), { homePaths: 'all' }).text;
  const line = clean
    .replace(/[@#`<>[\]|*~\\]/g, ' ')
    // `fix: GH-12` and `fix: https://…/issues/12` close an issue once the title is the headline of a merged commit.
    .replace(/\bGH-(?=\d)/gi, 'GH ')
    .replace(/:\/\//g, ' ')
    .replace(/\s{1,1000}/g, ' ')
    .trim();
  return truncate(line, LIMIT) as SafeText;
}
