/** A request as segments: `GET /api/users/{id}` → `['api', 'users', '{id}']`. */
export interface Route {
  readonly method: string | null;
  readonly segments: readonly string[];
}

/** Any way to write a parameter is one: every framework has its own. */
const PARAMETER = '{id}';

/** Reads a normalised request name; `null` when it is no path. */
export function routeOf(name: string): Route | null {
  const [, method = null, path = ''] =
    /^(?:(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) )?(\/[^\s]{0,500})$/.exec(name) ?? [];
  if (!path.startsWith('/')) return null;
  return { method, segments: path.split('/').filter((one) => one !== '') };
}

/** Segments that say nothing of the resource. */
const PLAIN =
  /^(?:api|rest|rpc|public|internal|private|v\d{1,3}|[a-z]{2}(?:-[a-z]{2})?|index|trpc|graphql)$/i;

/** What a route is about, most specific first: `/api/v1/users/{id}/orders` → `['orders', 'users']`. */
export function resources({ segments }: Route): readonly string[] {
  return segments
    .filter((one) => one !== PARAMETER && !one.includes('{') && !PLAIN.test(one))
    .map((one) => one.toLowerCase())
    .toReversed();
}

/** Singular and plural, without signs between words: `order-items` ↔ `OrderItem` ↔ `order_items`. */
export function stems(word: string): readonly string[] {
  const bare = word.toLowerCase().replace(/[^a-z0-9]/g, '');
  const single = bare.endsWith('ies')
    ? `${bare.slice(0, -3)}y`
    : /(?:ss|us|is)$/.test(bare)
      ? bare
      : /(?:ch|sh|x|ss|z)es$/.test(bare)
        ? bare.slice(0, -2)
        : bare.replace(/s$/, '');
  return single === bare || single.length < 2 ? [bare] : [bare, single];
}
