import type { Clock } from '../clock.ts';
import type { SandboxRequest } from '../exchange.ts';
import type { Json } from './state.ts';

/** `key:value` pairs of a search, with the free text left over. `!key:value` keeps its mark in the key. */
export type Search = { readonly terms: readonly (readonly [string, string])[]; readonly text: string };

/** Splits `is:unresolved release:"my app@1.2" crash` as Sentry's search does for the terms we use. */
export function parseSearch(query: string): Search {
  const terms: [string, string][] = [];
  const text: string[] = [];
  for (const [word] of query.matchAll(/(?:[^\s"]|"(?:\\.|[^"\\])*")+/g)) {
    const found = /^(!?[\w.[\]]+):(.*)$/.exec(word);
    if (found?.[1] === undefined) text.push(unquoted(word));
    else terms.push([found[1], unquoted(found[2] ?? '')]);
  }
  return { terms, text: text.join(' ') };
}

/** A backslash takes a quote or a wildcard for itself. */
function unquoted(word: string): string {
  return word.replace(/\\(.)|"/g, (_, sign: string | undefined) => sign ?? '');
}

const UNIT: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

export type Window = { readonly from: number; readonly to: number };

/** `start`/`end` or `statsPeriod`; without either the last 90 days. Milliseconds since the epoch. */
export function windowOf(request: SandboxRequest, clock: Clock): Window {
  const start = request.query.get('start');
  const end = request.query.get('end');
  if (start !== null || end !== null) return { from: utc(start, 0), to: utc(end, clock.now()) };
  const [, count = '90', unit = 'd'] =
    /^(\d+)([smhdw])$/.exec(request.query.get('statsPeriod') ?? '90d') ?? [];
  return { from: clock.now() - Number(count) * (UNIT[unit] ?? 86_400) * 1000, to: clock.now() };
}

/** Sentry takes times without a zone as UTC. */
function utc(text: string | null, fallback: number): number {
  if (text === null) return fallback;
  return Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
}

export const within = (window: Window, at: unknown): boolean => {
  const time = Date.parse(String(at));
  return time >= window.from && time <= window.to;
};

/** A tag of an event: tags come as a list of `{key, value}`. */
export function tagOf(event: Json, key: string): string | undefined {
  const tags = (event.tags ?? []) as readonly { key: string; value: string }[];
  return tags.find((tag) => tag.key === key)?.value;
}

export function releaseOf(event: Json): string | undefined {
  const release = event.release as { version?: string } | string | null | undefined;
  return (typeof release === 'string' ? release : release?.version) ?? tagOf(event, 'release');
}

/** Exact text, or a pattern with `*` at its ends as Sentry allows. */
export function matchesPattern(pattern: string, value: string | undefined): boolean {
  if (value === undefined) return false;
  const core = pattern.replace(/^\*|\*$/g, '');
  const open = { start: pattern.startsWith('*'), end: pattern.endsWith('*') };
  if (open.start && open.end) return value.includes(core);
  if (open.start) return value.endsWith(core);
  return open.end ? value.startsWith(core) : value === pattern;
}

/** Does an event fit the search? `release:`, `environment:`, any tag by name, and free text in the title. */
export function eventMatches(event: Json, search: Search): boolean {
  const fits = ([key, value]: readonly [string, string]): boolean => {
    if (key.startsWith('!')) return !fits([key.slice(1), value]);
    if (key === 'release')
      return value
        .replace(/^\[|\]$/g, '')
        .split(',')
        .some((one) => matchesPattern(one.trim(), releaseOf(event)));
    if (key === 'id') return event.eventID === value;
    return matchesPattern(value, tagOf(event, key.replace(/^tags\[|\]$/g, '')));
  };
  const title = `${event.title ?? ''} ${event.message ?? ''}`.toLowerCase();
  return search.terms.every(fits) && title.includes(search.text.toLowerCase());
}

/** Several `environment=` parameters mean any of them; none means all. */
export function environmentFits(request: SandboxRequest, value: string | undefined): boolean {
  const asked = request.query.getAll('environment').filter((name) => name !== '');
  return asked.length === 0 || asked.includes(value ?? '');
}
