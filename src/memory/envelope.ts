import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** First line of a snapshot file: what it is, and in which form. */
const MAGIC = Buffer.from('patchpilot-memory 1\n', 'latin1');
const DIGEST = 32;

/** Bytes that an envelope adds. */
export const ENVELOPE_BYTES = MAGIC.length + DIGEST;

/**
 * A snapshot as it travels: magic line, 32 bytes of HMAC-SHA-256 under `key` (plain SHA-256 without one), database. The
 * digest finds damage; with a key it also proves that the snapshot is ours, since whoever runs code in a job of the
 * default branch may write caches.
 */
export function seal(database: Uint8Array, key: string | null): Buffer {
  return Buffer.concat([MAGIC, digest(database, key), database]);
}

/** The database of a sealed snapshot; `null` when it is none, is damaged, or was sealed under another key. */
export function unseal(bytes: Uint8Array, key: string | null): Uint8Array | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < ENVELOPE_BYTES || !buffer.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const database = buffer.subarray(ENVELOPE_BYTES);
  const found = buffer.subarray(MAGIC.length, ENVELOPE_BYTES);
  return timingSafeEqual(found, digest(database, key)) ? database : null;
}

function digest(database: Uint8Array, key: string | null): Buffer {
  const hash = key === null ? createHash('sha256') : createHmac('sha256', key);
  return hash.update(MAGIC).update(database).digest();
}
