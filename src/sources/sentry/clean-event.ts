import type { ErrorEvent, Exception, Frame } from '../../domain/event.ts';
import type { ReadEvent } from '../../domain/record.ts';
import type { SlowEvidence } from '../../domain/slow-evidence.ts';
import { type Untrusted, untrusted } from '../../domain/trust.ts';
import { type ExaminedText, findInjection } from '../../safety/injection.ts';
import type { PlaceholderTable } from '../../safety/redact/placeholders.ts';
import { redact } from '../../safety/redact/redact.ts';
import { cleanText } from '../../safety/unicode.ts';

/**
 * Redacts an event as it comes in, so that no secret or personal datum is held by anything behind this door, and says
 * where its text addresses an agent. Equal values get equal placeholders over the whole event.
 */
export function cleanEvent(event: ErrorEvent): ReadEvent {
  const injection = findInjection(examined(event));
  const clean = redactor();
  const cleaned: ErrorEvent = {
    ...event,
    title: clean(event.title),
    message: clean(event.message),
    culprit: clean(event.culprit),
    transaction: clean(event.transaction),
    tags: Object.fromEntries(Object.entries(event.tags).map(([key, value]) => [key, clean(value)])),
    exceptions: event.exceptions.map((exception) => cleanException(exception, clean)),
    release: shown(event.release),
    environment: shown(event.environment),
    problems: event.problems.map(clean),
    ...(event.slow === undefined ? {} : { slow: cleanSlow(event.slow, clean) }),
  };
  return { event: cleaned, injection };
}

type Clean = <T extends Untrusted | null>(text: T) => T;

function redactor(): Clean {
  let table: PlaceholderTable | undefined;
  return ((text: Untrusted | null) => {
    if (text === null || text === '') return text;
    const result = redact(cleanText(text), table === undefined ? {} : { table });
    table = result.table;
    return untrusted(result.text);
  }) as Clean;
}

function cleanException(exception: Exception, clean: Clean): Exception {
  return {
    ...exception,
    value: clean(exception.value),
    frames: exception.frames.map((frame) => cleanFrame(frame, clean)),
  };
}

function cleanSlow(slow: SlowEvidence, clean: Clean): SlowEvidence {
  return {
    ...slow,
    transaction: clean(slow.transaction),
    parent: clean(slow.parent),
    repeating: slow.repeating.map(clean),
    places: slow.places.map((place) => ({
      ...place,
      path: untrusted(cleanText(place.path)),
      function: shown(place.function),
    })),
  };
}

/** Paths and functions are code: they lose what is invisible, and only the source beside them may hold a secret. */
function cleanFrame(frame: Frame, clean: Clean): Frame {
  return {
    ...frame,
    path: shown(frame.path),
    absPath: shown(frame.absPath),
    module: shown(frame.module),
    function: shown(frame.function),
    context: frame.context.map(({ line, text }) => ({ line, text: clean(text) })),
  };
}

function shown(text: Untrusted | null): Untrusted | null {
  return text === null ? null : untrusted(cleanText(text));
}

/** Frames looked at for text that speaks to an agent: an attacker fills names, not hundreds of them. */
const MOST_FRAMES = 60;

function examined(event: ErrorEvent): ExaminedText[] {
  const fields: [string, Untrusted | null][] = [
    ['title', event.title],
    ['message', event.message],
    ['culprit', event.culprit],
    ['transaction', event.transaction],
    ['release', event.release],
    ['environment', event.environment],
    ...Object.entries(event.tags).map(([key, value]): [string, Untrusted] => [`tag ${key}`, value]),
    ['span', event.slow?.transaction ?? null],
    ['span', event.slow?.parent ?? null],
    ...(event.slow?.repeating ?? []).map((text): [string, Untrusted | null] => ['span', text]),
    ...event.exceptions.flatMap(({ type, value, frames }): [string, Untrusted | null][] => [
      ['exception type', type],
      ['exception value', value],
      ...frames.slice(-MOST_FRAMES).flatMap((frame): [string, Untrusted | null][] => [
        ['function', frame.function],
        ['path', frame.path],
      ]),
    ]),
  ];
  return fields.flatMap(([field, text]) => (text === null || text === '' ? [] : [{ field, text }]));
}
