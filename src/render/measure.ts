import type { SafeText } from '../domain/trust.ts';
import { markdown } from '../safety/markdown.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A span of time as people say it: `about 2 h`. */
export function about(ms: number): SafeText {
  if (ms < 90 * MINUTE) return markdown`about ${Math.max(1, Math.round(ms / MINUTE))} min`;
  return ms < 36 * HOUR
    ? markdown`about ${Math.round(ms / HOUR)} h`
    : markdown`about ${Math.round(ms / DAY)} days`;
}

/** One decimal below a hundred, none above. */
export function oneDecimal(value: number): number {
  return value < 100 ? Math.round(value * 10) / 10 : Math.round(value);
}

/** A probability that never claims certainty: 99.9% is the most. */
export function percent(share: number): SafeText {
  return markdown`${Math.min(99.9, Math.round(share * 1_000) / 10)}%`;
}

/** `2026-11-21 10:00` of an ISO time, or `unknown`. */
export function minuteOf(iso: string): string {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.exec(iso)?.[0].replace('T', ' ') ?? 'unknown';
}
