import type { Language, Raised } from './languages.ts';
import { type Call, type Dice, fill, type Story } from './story.ts';

/** One report of a bug. */
export interface Sighting {
  readonly language: Language;
  /** Root cause first. */
  readonly chain: readonly Raised[];
}

/** What `inspect same` takes for a side. */
export type Side = { readonly text: string } | { readonly event: Readonly<Record<string, unknown>> };

/** A story in a language: what a kind of pair starts from. */
export interface Scene {
  readonly story: Story;
  /** Another story, for callers and words of another bug. */
  readonly other: Story;
  readonly language: Language;
  readonly roll: Dice;
}

export const call = ([file, name]: readonly [string, string], roll: Dice): Call => ({
  file,
  name,
  line: 5 + roll.whole(700),
});

export const ownCalls = ({ story, roll }: Scene): Call[] => story.calls.map((one) => call(one, roll));

export const libraryCalls = (which: 'outer' | 'inner', { language, roll }: Scene): Call[] =>
  language[which].map((library) => ({ file: '', name: '', line: 5 + roll.whole(700), library }));

/** The bug as it shows by default; a part given replaces its own. */
export function see(
  scene: Scene,
  parts: { readonly calls?: readonly Call[]; readonly message?: string; readonly type?: string } = {},
): Sighting {
  const { story, language, roll } = scene;
  const calls = [...libraryCalls('outer', scene), ...(parts.calls ?? ownCalls(scene))];
  const message = fill(parts.message ?? story.message, roll);
  return { language, chain: [{ type: parts.type ?? language.types[story.fault], message, calls }] };
}

/** The report as its runtime prints it. */
export const asText = ({ chain, language }: Sighting): Side => ({ text: language.print(chain, language) });

/** The report as an SDK sends it. */
export function asEvent({ chain, language }: Sighting, flags = true): Side {
  const values = chain.map(({ type, message, calls }) => ({
    type,
    value: message,
    stacktrace: { frames: calls.map((one) => eventFrame(one, language, flags)) },
  }));
  return { event: { platform: language.platform, exception: { values } } };
}

function eventFrame(one: Call, language: Language, flags: boolean): Record<string, unknown> {
  const own = one.library === undefined;
  const dotted = language.platform === 'java' || language.platform === 'csharp';
  const full = one.library?.name.replace(/^java\.base\//, '') ?? '';
  const cut = full.lastIndexOf('.');
  const path = one.library?.path ?? language.path(one.file);
  const module = own ? language.module(one.file) : dotted ? full.slice(0, cut) : null;
  return {
    ...(path === '' ? {} : { filename: path }),
    function: own ? language.function(one.name, one.file) : dotted ? full.slice(cut + 1) : full,
    ...(module === null ? {} : { module }),
    lineno: one.line,
    ...(flags ? { in_app: own } : {}),
  };
}

/** The text as a person pastes it. */
export function pasted(side: Side, roll: Dice): Side {
  if (!('text' in side)) return side;
  const before = roll.pick([
    '### What happened\n\nSince the last deploy our pipeline stops about once an hour.\n\n```\n',
    'Running version 4.2.1 on Ubuntu 22.04. Steps: open the page, press save.\n\n<details>\n\n```text\n',
    'Same here, and it only happens with the big tenant:\n\n```console\n$ make run\n',
  ]);
  const after = roll.pick([
    '\n```\n\nAny idea?',
    '\n```\n\n</details>\n',
    '\n```\nLet me know if you need more.',
  ]);
  return { text: `${before}${side.text}${after}` };
}

/** The text as a log shipper delivers it. */
export function logged(side: Side, roll: Dice): Side {
  if (!('text' in side)) return side;
  const minute = String(roll.whole(60)).padStart(2, '0');
  const prefix = roll.pick([
    `2026-03-0${1 + roll.whole(9)}T11:${minute}:07.123Z `,
    'web-1  | ',
    `2026-03-04T11:${minute}:07.123456+00:00 app[web.1]: `,
    `2026-03-04T11:${minute}:07Z ERROR worker | `,
  ]);
  const lines = [`GET /health 200 in 3ms`, ...side.text.split('\n'), `GET /health 200 in 4ms`];
  return { text: lines.map((line) => `${prefix}${line}`).join('\n') };
}
