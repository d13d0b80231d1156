import { Refusal } from '../refusal.ts';

/** Arguments of every paged field. */
export type PageArguments = {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
};

const encodeCursor = (index: number): string => Buffer.from(`cursor:${index}`).toString('base64');
const decodeCursor = (cursor: string): number =>
  Number(Buffer.from(cursor, 'base64').toString('utf8').replace('cursor:', ''));

/** GitHub wants `first` or `last` on every connection, from 1 to 100. */
function checkSize(field: string, size: number | null | undefined, name: string): void {
  if (size === null || size === undefined) return;
  if (size > 100 || size < 0) {
    const text = `Requesting ${size} records on the \`${field}\` connection exceeds the \`${name}\` limit of 100 records.`;
    throw new Refusal(text, { status: 200, type: 'UNPROCESSABLE' });
  }
}

/** A connection over a list, with nodes and edges made only for the page that is asked for. */
export function connection<Item, Node>(field: string, items: readonly Item[], node: (item: Item) => Node) {
  return (page: PageArguments) => {
    if ((page.first ?? page.last ?? undefined) === undefined) {
      const text = `You must provide a \`first\` or \`last\` value to properly paginate the \`${field}\` connection.`;
      throw new Refusal(text, { status: 200, type: 'UNPROCESSABLE' });
    }
    checkSize(field, page.first, 'first');
    checkSize(field, page.last, 'last');
    let start = page.after ? decodeCursor(page.after) + 1 : 0;
    let end = page.before ? decodeCursor(page.before) : items.length;
    if (typeof page.first === 'number') end = Math.min(end, start + page.first);
    if (typeof page.last === 'number') start = Math.max(start, end - page.last);
    const edges = items.slice(start, end).map((item, index) => ({
      cursor: encodeCursor(start + index),
      node: node(item),
    }));
    return {
      totalCount: items.length,
      edges,
      nodes: edges.map((edge) => edge.node),
      pageInfo: {
        hasNextPage: end < items.length,
        hasPreviousPage: start > 0,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
    };
  };
}
