import type { ErrorEvent } from '../../domain/event.ts';
import { OUTAGE_RULES } from './outage-rules.ts';

/** Host names in a message; addresses of one machine count by themselves. */
const HOST = /\b((?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}|\d{1,3}(?:\.\d{1,3}){3})(?::\d{2,5})?\b/gi;
/** Endings of files and packages that look like those of hosts. */
const FILE = /\.(?:js|ts|py|rb|go|java|php|cs|rs|json|lang|util|io|net|exe|so|dll)$/i;

/** The other service that an error speaks of, when its message is one of an outage; `null` otherwise. */
export function upstreamOf(event: ErrorEvent): string | null {
  const messages = event.exceptions.map(
    ({ type, value }) => `${type ?? ''}: ${(value ?? '').slice(0, 1_000)}`,
  );
  const failed = messages.find((text) => OUTAGE_RULES.some((rule) => rule.pattern.test(text)));
  if (failed === undefined) return null;
  const hosts = [...failed.matchAll(HOST)].map((match) => (match[1] ?? '').toLowerCase());
  return hosts.find((host) => !FILE.test(host) || host.split('.').length > 2) ?? null;
}
