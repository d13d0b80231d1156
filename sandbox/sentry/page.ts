import type { SandboxRequest } from '../exchange.ts';

/** One page of a list with Sentry's `Link`: both directions are always there, `results` says whether to follow. */
export type Paged = { readonly items: readonly unknown[]; readonly link: string };

/** Cursors are `0:OFFSET:0`. `limit` and `per_page` mean the same; 100 is the most. */
export function paginate(request: SandboxRequest, items: readonly unknown[]): Paged {
  const asked = Number(request.query.get('per_page') ?? request.query.get('limit') ?? 100);
  const size = Math.max(1, Math.min(100, Number.isNaN(asked) ? 100 : asked));
  const offset = Number(request.query.get('cursor')?.split(':')[1] ?? 0) || 0;
  const link = (cursor: string, rel: string, results: boolean) => {
    const query = new URLSearchParams(request.query);
    query.set('cursor', cursor);
    const url = `${request.origin}${request.pathname}?${query}`;
    return `<${url}>; rel="${rel}"; results="${results}"; cursor="${cursor}"`;
  };
  const previous = link(`0:${Math.max(0, offset - size)}:1`, 'previous', offset > 0);
  const next = link(`0:${offset + size}:0`, 'next', offset + size < items.length);
  return { items: items.slice(offset, offset + size), link: `${previous}, ${next}` };
}
