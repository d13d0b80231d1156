import type { SandboxRequest } from '../exchange.ts';

/** REST pagination: `per_page` up to 100 (30 unless given), `page` from 1. */
export type Page = {
  readonly number: number;
  readonly size: number;
  /** Set when a list was cut: pages in all. */
  last: number | undefined;
};

export function pageOf(request: SandboxRequest): Page {
  const read = (name: string, fallback: number) => {
    const value = Number.parseInt(request.query.get(name) ?? '', 10);
    return Number.isNaN(value) || value < 1 ? fallback : value;
  };
  return { number: read('page', 1), size: Math.min(100, read('per_page', 30)), last: undefined };
}

/** This page's part of a list; remembers how many pages there are. */
export function slice<Item>(page: Page, items: readonly Item[]): Item[] {
  page.last = Math.max(1, Math.ceil(items.length / page.size));
  return items.slice((page.number - 1) * page.size, page.number * page.size);
}

/** `Link` with prev, next, last and first, as GitHub orders them; `undefined` when everything fits one page. */
export function linkHeader(request: SandboxRequest, page: Page): string | undefined {
  const { last, number } = page;
  if (last === undefined || last < 2) return undefined;
  const to = (target: number, rel: string) => {
    const query = new URLSearchParams(request.query);
    query.set('page', String(target));
    return `<${request.origin}${request.pathname}?${query}>; rel="${rel}"`;
  };
  const links: string[] = [];
  if (number > 1) links.push(to(number - 1, 'prev'));
  if (number < last) links.push(to(number + 1, 'next'), to(last, 'last'));
  if (number > 1) links.push(to(1, 'first'));
  return links.join(', ');
}
