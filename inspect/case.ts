import { z } from 'zod';
import type { ErrorEvent } from '../src/domain/event.ts';
import { parseReport } from '../src/domain/stacktrace/report.ts';
import { parseSentryEvent } from '../src/sources/sentry/event.ts';

const Case = z.object({ event: z.record(z.string(), z.unknown()).nullish(), text: z.string().nullish() });

/**
 * The error of a case: `event` (a Sentry event in either shape), `text` (an issue body or a stack trace), or both; then
 * the text fills in only a stack that the event lacks.
 */
export function readCase(input: unknown): ErrorEvent {
  const parsed = Case.safeParse(input);
  if (!parsed.success || (parsed.data.event == null && parsed.data.text == null)) {
    throw new Error('give "event" (an object) or "text" (a string)');
  }
  const { event, text } = parsed.data;
  if (event == null) return parseReport(text ?? '');
  const known = parseSentryEvent(event);
  if (text == null || known.exceptions.some((exception) => exception.frames.length > 0)) return known;
  const { exceptions, platform } = parseReport(text);
  return exceptions.length === 0 ? known : { ...known, exceptions, platform: known.platform ?? platform };
}
