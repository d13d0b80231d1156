import type { ErrorEvent } from '../../domain/event.ts';

/** Where a rule looks. */
export type NoiseField =
  | 'message'
  | 'frame'
  | 'browser'
  | 'user-agent'
  | 'url'
  | 'host'
  | 'type'
  | 'transaction';

/** Something that is not a bug of this repository, as data. */
export interface NoiseRule {
  readonly name: string;
  readonly kind: 'noise' | 'third-party-outage' | 'infrastructure';
  readonly field: NoiseField;
  readonly pattern: RegExp;
  /** A text it finds, and one that looks alike and must pass. */
  readonly matches: string;
  readonly spares: string;
}

/** Texts of an event by field; `message` comes as "Type: value" and as the bare value. */
export function noiseTexts(event: ErrorEvent): Readonly<Record<NoiseField, readonly string[]>> {
  const messages = event.exceptions.flatMap(({ type, value }) => {
    const bare = (value ?? '').slice(0, 1_000);
    return type === null ? [bare] : [`${type}: ${bare}`, bare];
  });
  const spoken = [event.message, event.title].flatMap((text) =>
    text === null ? [] : [text.slice(0, 1_000)],
  );
  return {
    message: [...messages, ...spoken].filter((text) => text !== ''),
    frame: event.exceptions.flatMap((exception) =>
      exception.frames.map((frame) => frame.absPath ?? frame.path ?? ''),
    ),
    browser: [event.tags.browser ?? event.tags['browser.name'] ?? ''],
    'user-agent': [event.tags.user_agent ?? ''],
    url: [event.tags.url ?? ''],
    host: event.tags.local === undefined ? [event.tags.host ?? ''] : ['localhost', event.tags.host ?? ''],
    transaction: [event.transaction ?? ''],
    type: event.exceptions.flatMap(({ type }) => (type === null ? [] : [type])),
  };
}
