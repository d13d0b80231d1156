import type { Route } from './segments.ts';

/** A line that declares the route. */
export interface RouteLine {
  /** 1-based. */
  readonly line: number;
  /** 0–1: how much of the route it spells. */
  readonly weight: number;
}

/** Lines and characters that are read of one file. */
const MOST_LINES = 5_000;
const LONGEST_LINE = 400;

/** Words in front of a path that make a line a declaration rather than a call or a comment. */
const DECLARES =
  /(?:\.(?:get|post|put|patch|delete|all|use|route|handle(?:func)?|group|any|match|head|options|register|add_api_route|map(?:get|post|put|delete)?)\s?\(|@\w{0,30}(?:get|post|put|patch|delete|request|route|api_view|path)\w{0,20}\s?\(|\bre_?path\s?\(|\bpath\s?\(|\burl\s?:|\bpath\s?:|\broute\s?:|route::\w{1,12}\s?\(|^\s{0,40}(?:get|post|put|patch|delete|resources?|match)\s['":]|\[(?:route|http\w{0,8})\s?\()/i;

/** Finds the line that declares a route in a handler's text: by its path, or by the last part of it. */
export function routeLine(text: string, { segments, method }: Route): RouteLine | null {
  const wanted = segments.map((one) => (one.includes('{') ? null : one.toLowerCase()));
  let best: RouteLine | null = null;
  for (const [at, long] of text.split('\n', MOST_LINES).entries()) {
    const line = long.slice(0, LONGEST_LINE);
    if (!DECLARES.test(line)) continue;
    for (const literal of literals(line)) {
      const weight = agreement(literal, wanted) * (contradicts(line, method) ? 0.4 : 1);
      if (weight > (best?.weight ?? 0.3)) best = { line: at + 1, weight: Math.round(weight * 100) / 100 };
    }
  }
  return best;
}

function literals(line: string): string[] {
  return [...line.matchAll(/(['"`])([^'"`]{1,200})\1/g)].map(([, , text = '']) => text);
}

/** Share of the route that a literal spells from its end: routers mount parts under prefixes. */
function agreement(literal: string, wanted: readonly (string | null)[]): number {
  const parts = literal
    .replace(/^\^|\$$/g, '')
    .replace(/^(?:GET|POST|PUT|PATCH|DELETE) /, '')
    .split('/')
    .filter((one) => one !== '')
    .map((one) => (/^(?:[:$*]|\{|<|\(|\[)/.test(one) ? null : one.toLowerCase()));
  if (parts.length === 0 || parts.length > wanted.length) return 0;
  const end = wanted.slice(wanted.length - parts.length);
  const fits = parts.every((part, at) => part === end[at]);
  const named = parts.filter((part) => part !== null).length;
  return !fits || named === 0 ? 0 : 0.5 + 0.5 * (parts.length / wanted.length);
}

/** The line names another method. */
function contradicts(line: string, method: string | null): boolean {
  const [, named] = /[.@[](?:http|map)?(get|post|put|patch|delete)(?:mapping)?\s?\(/i.exec(line) ?? [];
  return method !== null && named !== undefined && named.toUpperCase() !== method;
}
