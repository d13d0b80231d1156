import type { ErrorEvent } from '../event.ts';
import { untrusted } from '../trust.ts';
import { parseStacktrace } from './parse.ts';

/** An event from a text alone: the first line with words is its title, the frames name the platform. */
export function parseReport(text: string): ErrorEvent {
  const exceptions = parseStacktrace(text);
  const title =
    text
      .slice(0, 5_000)
      .split('\n')
      .find((line) => /\w/.test(line) && !line.startsWith('```'))
      ?.trim() ?? '';
  const platform = exceptions
    .flatMap((exception) => exception.frames.map((frame) => frame.platform))
    .find((one) => one !== null);
  return {
    id: null,
    platform: platform ?? null,
    title: title === '' ? null : untrusted(title.slice(0, 1_000)),
    message: exceptions.length > 0 ? null : untrusted(text.slice(0, 8_192)),
    culprit: null,
    transaction: null,
    level: null,
    release: null,
    environment: null,
    timestamp: null,
    tags: {},
    exceptions,
    sdk: null,
    problems: [],
  };
}
