import { appendFileSync } from 'node:fs';
import { EOL } from 'node:os';
import type { SafeText } from '../domain/trust.ts';

/**
 * The runner's file commands. Written by hand because @actions/core loads an HTTP stack with them: three times the
 * start of a run that has nothing to do (docs/adr/0002-runner-protocol.md). Outputs are enums, numbers, ids, digests
 * and one-line JSON only, so the simple `name=value` form is enough, and a line break can never reach it.
 */
export function setOutput(file: string | undefined, name: string, value: string): void {
  if (/[\r\n]/.test(value) || !/^[a-z][a-z-]*$/.test(name))
    throw new Error(`output ${name} is not a single line`);
  if (file) appendFileSync(file, `${name}=${value}${EOL}`);
}

/** What the post step of this very step gets as `STATE_name`. */
export function saveState(file: string | undefined, name: string, value: string): void {
  if (file) appendFileSync(file, `${name}=${value}${EOL}`);
}

/** GitHub rejects a step summary above 1 MiB; more than a tenth of that nobody reads. */
const MAX_SUMMARY_BYTES = 102_400;

/** Appends to the job summary; an oversized text is left out whole and said so. */
export function appendSummary(file: string | undefined, text: SafeText): void {
  if (!file) return;
  const fits = Buffer.byteLength(text) <= MAX_SUMMARY_BYTES;
  appendFileSync(file, fits ? `${text}\n` : 'The summary was too long to show; the log has it all.\n');
}
