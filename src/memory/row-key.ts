import { createHash } from 'node:crypto';

/** Crockford's alphabet: sorts as the numbers do. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const PATTERN = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** A ULID: 48 bits of milliseconds since 1970, then 80 bits; 26 characters that sort by time. */
export function ulid(milliseconds: number, entropy: Uint8Array): string {
  let value = BigInt(Math.max(0, Math.min(2 ** 48 - 1, Math.trunc(milliseconds))));
  for (let at = 0; at < 10; at += 1) value = (value << 8n) | BigInt(entropy[at] ?? 0);
  let text = '';
  for (let at = 0; at < 26; at += 1) {
    text = (ALPHABET[Number(value & 31n)] ?? '0') + text;
    value >>= 5n;
  }
  return text;
}

/** Milliseconds since 1970 of a ULID; `null` when the text is none. */
export function ulidTime(text: string): number | null {
  if (!PATTERN.test(text)) return null;
  return [...text.slice(0, 10)].reduce((time, sign) => time * 32 + ALPHABET.indexOf(sign), 0);
}

/**
 * The key of a row: its time and, in place of chance, a digest of its content. The same fact written by two runs, or read
 * again from the record, has one key: a union never counts it twice, and a row that was changed no longer fits its key.
 */
export function rowKey(milliseconds: number, content: readonly unknown[]): string {
  return ulid(milliseconds, createHash('sha256').update(JSON.stringify(content)).digest());
}
