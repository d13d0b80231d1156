import { pathKind } from '../../../domain/tree/kind.ts';
import { splitName, type TreeIndex } from '../../../domain/tree/tree.ts';
import { type Route, resources, stems } from './segments.ts';

/** What a file does for a request, by the words that frameworks put into names; first match wins. */
const ROLES: readonly {
  readonly name: string;
  readonly weight: number;
  readonly pattern: RegExp;
  readonly example: string;
}[] = [
  {
    name: 'controller',
    weight: 1,
    pattern: /controllers?/,
    example: 'OrderController.java, orders.controller.ts',
  },
  { name: 'handler', weight: 1, pattern: /handlers?/, example: 'internal/orders/handler.go' },
  {
    name: 'view',
    weight: 0.95,
    pattern: /(?:^|[/_.-])views?(?:ets?)?(?=[/_.-]|$)/,
    example: 'orders/views.py',
  },
  {
    name: 'router',
    weight: 0.95,
    pattern: /routers?|(?:^|[/_.-])routes?(?=[/_.-]|$)/,
    example: 'app/routers/orders.py, routes/orders.ts',
  },
  { name: 'endpoint', weight: 0.95, pattern: /endpoints?|resolvers?/, example: 'api/endpoints/orders.py' },
  { name: 'resource', weight: 0.9, pattern: /resources?/, example: 'OrderResource.java' },
  { name: 'api', weight: 0.8, pattern: /(?:^|[/_.-])api(?=[/_.-]|$)/, example: 'src/api/orders.ts' },
  {
    name: 'service',
    weight: 0.5,
    pattern: /services?|(?:^|[/_.-])(?:queries|repositor(?:y|ies)|store|dao)(?=[/_.-]|$)/,
    example: 'order_service.py',
  },
];

const SOURCES: ReadonlySet<string> = new Set(
  'ts tsx js jsx mjs cjs mts py rb php java kt kts scala groovy go rs cs ex exs clj swift'.split(' '),
);

/** A file that by its name handles a resource of the route. */
export interface RoleMatch {
  readonly path: string;
  /** 0–1. */
  readonly weight: number;
  readonly role: string;
  readonly resource: string;
}

/** Files whose names say that they handle what the route is about, best first; at most twelve. */
export function filesOfRole(route: Route, tree: TreeIndex): readonly RoleMatch[] {
  const wanted = resources(route)
    .slice(0, 3)
    .map((name) => ({ name, stems: stems(name) }));
  if (wanted.length === 0) return [];
  const found: RoleMatch[] = [];
  for (const { path, extension } of tree.files) {
    if (!SOURCES.has(extension) || pathKind(path) !== 'source') continue;
    const match = roleOf(path, wanted);
    if (match !== null) found.push(match);
  }
  return found.sort((a, b) => b.weight - a.weight || (a.path < b.path ? -1 : 1)).slice(0, 12);
}

interface Wanted {
  readonly name: string;
  readonly stems: readonly string[];
}

function roleOf(path: string, wanted: readonly Wanted[]): RoleMatch | null {
  const folders = path.split('/');
  const base = splitName(folders.pop() ?? '')[0];
  const spaced = [...folders, base]
    .join('/')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
  const role = ROLES.find(({ pattern }) => pattern.test(spaced));
  if (role === undefined) return null;
  const stem = bare(base);
  for (const [rank, { name, stems: words }] of wanted.entries()) {
    const near = 1 - rank * 0.25;
    // `OrderController`, `orders.routes`, `order`: the file itself is named so.
    if (words.includes(stem)) return { path, weight: role.weight * near, role: role.name, resource: name };
    // `orders/views.py`, `internal/orders/handler.go`: its folder is.
    const folder = bare(folders.at(-1) ?? '');
    if (words.includes(folder) && isRoleWord(base))
      return { path, weight: role.weight * near * 0.95, role: role.name, resource: name };
  }
  return null;
}

const ROLE_WORD =
  /^(?:controllers?|handlers?|views?(?:ets?)?|routers?|routes?|endpoints?|resolvers?|resources?|api|services?|http|rest|impl)$/;
/** Written in one word with what they are for: no other word ends so. */
const GLUED = /(?:controllers?|handlers?|routers?|viewsets?|endpoints?|resolvers?)$/;

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** A name without the words of its role: `OrdersController` → `order`, `list_orders_handler` → `listorder`; `reviews` stays. */
function bare(name: string): string {
  const words = wordsOf(name);
  while (words.length > 1 && ROLE_WORD.test(words.at(-1) ?? '')) words.pop();
  const word = words.join('');
  const shorter = words.length === 1 ? word.replace(GLUED, '') : word;
  const plain = shorter === '' ? word : shorter;
  return stems(plain).at(-1) ?? plain;
}

function isRoleWord(base: string): boolean {
  const words = wordsOf(base);
  return words.length > 0 && words.every((word) => ROLE_WORD.test(word));
}
