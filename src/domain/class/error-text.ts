import type { Incident } from '../incident.ts';

/** Type and message of the root cause, then the types of what it led to, one a line. */
export function errorText({ evidence, errorClass }: Incident): string {
  const first = evidence === null ? 'unknown error' : `${evidence.type}: ${evidence.message}`;
  return [first, ...(errorClass?.parts.types.slice(1) ?? [])].join('\n');
}
