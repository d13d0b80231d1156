import { redact } from '../safety/redact/redact.ts';
import { cleanText, truncate } from '../safety/unicode.ts';

/** A cut can make a new secret or half a placeholder: each round looks again. */
const ROUNDS = 4;

/**
 * An outsider's text as the memory may keep it: one line, redacted, without invisible signs, at most `limit` characters.
 * Idempotent, so that a row read and written again keeps its key; a text that does not come to rest is left out.
 */
export function cleanField(text: string, limit: number): string {
  let current = text.slice(0, limit * 8);
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = once(current, limit);
    if (next === current) return current;
    current = next;
  }
  return once(current, limit) === current ? current : '';
}

function once(text: string, limit: number): string {
  const line = cleanText(text).replace(/\s+/g, ' ').trim();
  return truncate(redact(line).text, limit).trimEnd();
}

/** A path of the repository; `null` when it is none: absolute, climbing, or with signs that no reader sees. */
export function cleanPath(path: unknown, limit: number): string | null {
  if (typeof path !== 'string' || path === '' || path.length > limit) return null;
  if (path.startsWith('/') || /[\\\p{C}]/u.test(path)) return null;
  const parts = path.split('/');
  return parts.some((part) => part === '' || part === '.' || part === '..') ? null : path;
}
