/**
 * First line of an issue that Patchpilot itself opened for a signal that it found in Sentry. Believed only in an issue
 * that our own identity wrote.
 */
const LINE = /^<!-- patchpilot:signal:1 (\d{1,20}) -->\r?\n/;

export function signalLine(sentryId: string): string {
  return `<!-- patchpilot:signal:1 ${sentryId.replace(/\D/g, '').slice(0, 20)} -->`;
}

/** Number of the Sentry issue that a body was opened for; `null` for every other text. */
export function signalOf(body: string): string | null {
  return LINE.exec(body.slice(0, 100))?.[1] ?? null;
}
