import type { Window } from '../../domain/performance.ts';

/** Where spans are asked for; environments and projects come from configuration. */
export interface SpanScope {
  readonly window: Window;
  readonly environments: readonly string[];
  readonly projects: readonly string[];
}

/** A value inside a Sentry search: quoted, its quotes and wildcards escaped; a name is somebody else's text. */
export function searchValue(text: string): string {
  const plain = text
    .slice(0, 300)
    .replace(/\p{C}/gu, ' ')
    .replace(/[\\"*]/g, (sign) => `\\${sign}`);
  return `"${plain}"`;
}

/** `transaction:"…"` or `span.op:["a","b"]`. */
export function term(key: string, values: readonly string[]): string {
  const [only] = values;
  if (only === undefined) return '';
  return values.length === 1
    ? `${key}:${searchValue(only)}`
    : `${key}:[${values.map(searchValue).join(',')}]`;
}

/** Query of `events/` or `events-timeseries/` over the spans dataset. */
export function spanSearch(
  { window, environments, projects }: SpanScope,
  terms: readonly string[],
): URLSearchParams {
  const query = [...terms, term('project', projects)].filter((one) => one !== '').join(' ');
  const search = new URLSearchParams({
    dataset: 'spans',
    query,
    // Sentry takes a time without a zone for UTC.
    start: window.from.replace(/(?:\.\d{1,3})?Z$/, ''),
    end: window.to.replace(/(?:\.\d{1,3})?Z$/, ''),
    sampling: 'NORMAL',
  });
  for (const environment of environments) search.append('environment', environment);
  return search;
}
