import { z } from 'zod';
import { isInApp } from '../../src/domain/in-app.ts';
import { findSentryLink } from '../../src/domain/sentry-link.ts';
import { parseStacktrace } from '../../src/domain/stacktrace/parse.ts';

const Input = z.object({ text: z.string() });

/** `{"text"}` → the exceptions of the text (root cause first, frames innermost last) and the Sentry link, if any. */
export function parse(input: unknown): unknown {
  const parsed = Input.safeParse(input);
  if (!parsed.success) throw new Error('give "text" (a string)');
  const sentry = findSentryLink(parsed.data.text);
  const exceptions = parseStacktrace(parsed.data.text).map(({ type, value, frames }) => ({
    type,
    value,
    frames: frames.map((frame) => ({
      path: frame.path,
      function: frame.function,
      line: frame.line,
      inApp: isInApp(frame),
    })),
  }));
  return sentry === null ? { exceptions } : { exceptions, sentry };
}
