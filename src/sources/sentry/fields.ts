import { type Untrusted, untrusted } from '../../domain/trust.ts';

/** Caps come before any parsing: an event may be 5 MB of one string. In UTF-16 units; a cut pair is dropped. */
const SHORT = 1_024;
const LONG = 8_192;

/** A text of at most 1 KB (names, paths, ids); `null` for anything that is no text. */
export function short(value: unknown): Untrusted | null {
  return typeof value === 'string' ? untrusted(cut(value, SHORT)) : null;
}

/** A text of at most 8 KB (messages). */
export function text(value: unknown): Untrusted | null {
  return typeof value === 'string' ? untrusted(cut(value, LONG)) : null;
}

/** A whole number ≥ 1, also when it came as text. */
export function positive(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 1 ? number : null;
}

/** Either flag, else unknown. */
export function flag(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

function cut(value: string, length: number): string {
  return (value.length > length ? value.slice(0, length) : value).toWellFormed();
}
