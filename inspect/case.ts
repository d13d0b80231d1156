import { z } from 'zod';
import type { ErrorEvent, Exception } from '../src/domain/event.ts';
import { parseReport } from '../src/domain/stacktrace/report.ts';
import { parseSentryEvent } from '../src/sources/sentry/event.ts';

const Case = z.object({ event: z.record(z.string(), z.unknown()).nullish(), text: z.string().nullish() });

/**
 * The error of a case: `event` (a Sentry event in either shape), `text` (an issue body or a stack trace), or both; then
 * the text fills in only what the event lacks: the exceptions, their frames, the message, the title, the platform.
 */
export function readCase(input: unknown): ErrorEvent {
  const parsed = Case.safeParse(wrapped(input));
  if (!parsed.success || (parsed.data.event == null && parsed.data.text == null)) {
    throw new Error('give "event" (an object) or "text" (a string)');
  }
  const { event, text } = parsed.data;
  if (event == null) return parseReport(text ?? '');
  const known = parseSentryEvent(event);
  return text == null ? known : filled(known, parseReport(text));
}

/** Fields that only an event has. */
const EVENT = ['exception', 'entries', 'stacktrace', 'threads', 'logentry', 'event_id', 'eventID'];

/** A bare text, or a bare event, for the case that carries it. */
function wrapped(input: unknown): unknown {
  if (typeof input === 'string') return { text: input };
  const bare = typeof input === 'object' && input !== null && !('event' in input) && !('text' in input);
  return bare && EVENT.some((field) => field in input) ? { event: input } : input;
}

function filled(known: ErrorEvent, told: ErrorEvent): ErrorEvent {
  const exceptions = fillChain(known.exceptions, told.exceptions);
  return {
    ...known,
    exceptions,
    platform: known.platform ?? told.platform,
    title: known.title ?? told.title,
    message: known.message ?? (exceptions.length > 0 ? null : told.message),
  };
}

/** The event's own exceptions stay; where none of them has a frame, those of the text lend theirs, matched by type. */
function fillChain(known: readonly Exception[], told: readonly Exception[]): readonly Exception[] {
  if (known.length === 0) return told;
  if (told.length === 0 || known.some((exception) => exception.frames.length > 0)) return known;
  return known.map((exception, at) => {
    const same = told.find((one) => one.type !== null && one.type === exception.type);
    const lender = same ?? (known.length === 1 ? told.at(-1) : told[at]);
    return lender === undefined
      ? exception
      : {
          ...exception,
          type: exception.type ?? lender.type,
          value: exception.value ?? lender.value,
          frames: lender.frames,
        };
  });
}
