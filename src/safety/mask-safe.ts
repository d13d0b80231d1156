import type { BriefText, SafeText } from '../domain/trust.ts';
import { maskKnown } from './redact/mask-known.ts';

/** The last line of defence: what this run itself holds leaves it nowhere, in no spelling. A clean text stays clean. */
export function maskSafe<T extends SafeText | BriefText>(text: T, secrets: readonly string[]): T {
  return maskKnown(text, secrets) as T;
}
