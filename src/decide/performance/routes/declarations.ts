import { type Part, partsOf } from './match.ts';
import { createScopes, leadsToClass, type Prefixes } from './scopes.ts';

/** A line of a text that says which requests something handles. */
export interface Declaration {
  /** `mount`: what is named handles everything below the path. */
  readonly kind: 'route' | 'mount' | 'resource';
  /** 1-based. */
  readonly line: number;
  /** In capitals; `null`: any, or not said. */
  readonly method: string | null;
  readonly parts: readonly Part[];
  /** Names of code on the line, those after the path first: `ordersController.show`, `carts#checkout`. */
  readonly names: readonly string[];
  /** Folders in which the blocks around it keep their controllers. */
  readonly folders: readonly string[];
}

/** Lines and characters that are read of one file. */
const MOST_LINES = 5_000;
const LONGEST_LINE = 400;

const VERB =
  'get|post|put|patch|delete|head|options|all|any|match|route|handle|handlefunc|method|map(?:get|post|put|delete)|add_api_route|add_url_rule|api_route';
/** A call on a router, with what it is called on: `router.get(`, `Route::get(`, `v1.GET(`. */
const CALL = new RegExp(`(?:(\\w{1,60})|\\)|^\\s{1,40})(?:\\.|::|->)(${VERB})\\s?\\(`, 'i');
/** Annotations and attributes: `@GetMapping("/x")`, `@Get(':id')`, `@app.get('/x')` is a call. */
const ANNOTATION =
  /^\s{0,40}(?:@|#?\[)(?:http)?(get|post|put|patch|delete|request|route|path|all)(?:mapping)?\b\s?(?:\((.{0,300}))?/i;
const URL = /(?:^|[\s[,(])(?:re_)?(?:path|url)\(\s?r?["'`]/;
const OBJECT = /(?:^|[{,\s])(?:url|path)\s?:\s?["'`]/;
/** Routers under a path. Where the path stands after what is mounted it is a named argument. */
const MOUNT =
  /(?:\.(?:use|register|mount|include_router|register_blueprint|route)\(|\binclude\(|\.Register\w{0,30}\(|\bforward\s)/i;
const RESOURCE =
  /(?:^|\W)(?:api)?resources?(?:\(\s?|\s{1,4})[:'"]([\w-]{1,80})|\.register\(\s?r?["']([\w/-]{1,80})["']\s?,/i;
/** Rails: `get '/checkout', to: 'carts#checkout'`. */
const BARE = /^\s{0,40}(get|post|put|patch|delete|match)\s{1,4}['":]([\w/:.*()-]{1,200})/;

/** Everything that a text declares, in its order. */
export function declarations(text: string): readonly Declaration[] {
  const lines = text.split('\n', MOST_LINES).map((line) => line.slice(0, LONGEST_LINE));
  const scopes = createScopes(lines);
  return lines.flatMap((line, at) => {
    const prefixes = scopes(at);
    return isComment(line) ? [] : declared({ lines, at, prefixes });
  });
}

function isComment(line: string): boolean {
  return /^\s{0,400}(?:\/\/|\*|\/\*|#(?!\[))/.test(line);
}

interface Spot {
  readonly lines: readonly string[];
  readonly at: number;
  readonly prefixes: Prefixes;
}

function declared(spot: Spot): readonly Declaration[] {
  const { lines, at } = spot;
  const line = lines[at] ?? '';
  const [, rails, path = ''] = BARE.exec(line) ?? [];
  if (rails !== undefined) return [made(spot, { kind: 'route', method: rails, path })];
  const [, one, other] = RESOURCE.exec(line) ?? [];
  const resource = one ?? other;
  if (resource !== undefined && !/prefix\s?:/.test(line))
    return [made(spot, { kind: 'resource', method: null, path: resource })];
  if (MOUNT.test(line) && !/\.route\(["'`][^"'`]{0,200}["'`]\)/.test(line)) return mounted(spot);
  const [, verb, inside = ''] = ANNOTATION.exec(line) ?? [];
  if (verb !== undefined && !CALL.test(line)) {
    if (leadsToClass(lines, at)) return [];
    const literal = literals(inside)[0] ?? '';
    return [
      made(spot, {
        kind: 'route',
        method: /request|route|path|all/i.test(verb) ? verbIn(inside) : verb,
        path: literal,
      }),
    ];
  }
  const call = CALL.exec(line);
  if (call === null && !URL.test(line) && !OBJECT.test(line)) return [];
  const [, receiver = '', called = null] = call ?? [];
  const literal = literals(statement(lines, at).slice(call?.index ?? 0))[0];
  if (literal === undefined || !isPath(literal, call === null ? null : receiver)) return [];
  const [, within, bare = literal] = /^(GET|POST|PUT|PATCH|DELETE|HEAD) (.*)$/.exec(literal) ?? [];
  return [made(spot, { kind: 'route', method: within ?? called, path: bare, receiver })];
}

/** A call such as `map.get('key')` has a word, and no path. */
function isPath(literal: string, receiver: string | null): boolean {
  if (literal === '' || /^[/^:{<*]/.test(literal) || / \//.test(literal)) return true;
  return (
    /^[\w/{}:.<>?*$()\\^[\]+-]{1,200}$/.test(literal) &&
    (literal.includes('/') || receiver === null || /route/i.test(receiver))
  );
}

function verbIn(text: string): string | null {
  return /RequestMethod\.(\w{3,7})/.exec(text)?.[1] ?? null;
}

function mounted(spot: Spot): readonly Declaration[] {
  const text = statement(spot.lines, spot.at);
  const named = /(?:url_prefix|prefix)\s?[=:]\s?["'`]([^"'`]{0,200})["'`]/.exec(text)?.[1];
  // `path('orders/', include('orders.urls'))`: the first literal is the path, unless it is what is included.
  const [first = ''] = literals(text);
  const path =
    named ??
    (/^\/|\/$/.test(first) && !/include\(\s?["'`]/.test(text.slice(0, text.indexOf(first))) ? first : '');
  const group = /(\w{1,60})\.(?:Group|group|PathPrefix)\(/.exec(text)?.[1] ?? '';
  const receiver = group === '' ? (/(\w{1,60})\.(?:use|route|mount|Mount)\(/.exec(text)?.[1] ?? '') : group;
  return [made(spot, { kind: 'mount', method: null, path, receiver })];
}

interface Made {
  readonly kind: Declaration['kind'];
  readonly method: string | null;
  readonly path: string;
  readonly receiver?: string;
}

const NO_METHOD =
  /^(?:all|any|match|route|handle|handlefunc|method|add_api_route|add_url_rule|api_route|request|path)$/i;

function made({ lines, at, prefixes }: Spot, { kind, method, path, receiver = '' }: Made): Declaration {
  const verb = method === null || NO_METHOD.test(method) ? null : method.replace(/^map/i, '').toUpperCase();
  const { around, folders, controller } = prefixes;
  const parts = [...around, ...prefixes.of(receiver), ...partsOf(path)];
  const named = namesOf(statement(lines, at), path);
  const names = controller === null ? named : [...named, controller];
  return { kind, line: at + 1, method: verb, parts, names, folders };
}

/** The line, and those after it while its parentheses are open: at most six. */
function statement(lines: readonly string[], at: number): string {
  let text = lines[at] ?? '';
  for (let next = at + 1; next < at + 6 && open(text) > 0 && !/(?:\{|\bdo)\s*$/.test(text); next += 1)
    text += ` ${(lines[next] ?? '').trim()}`;
  return text.slice(0, LONGEST_LINE * 2);
}

function open(text: string): number {
  let depth = 0;
  for (const sign of text) depth += sign === '(' ? 1 : sign === ')' ? -1 : 0;
  return depth;
}

function literals(text: string): string[] {
  return [...text.matchAll(/(["'`])([^"'`]{0,200})\1/g)].map(([, , inner = '']) => inner);
}

/** Words that name no handler. */
const PLAIN =
  /^(?:async|await|function|func|fn|def|lambda|req|res|request|response|reply|ctx|context|c|w|r|new|return|const|let|var|class|as_view|prefix|name|to|only|except|method|methods|handler|url|path|include|namespace|app|router|route|json|send|end|do|http|status|true|false|null|none|string|int|self|this|s|g|v1|v2)$/i;

/** A text that names code: `carts#checkout`, `Admin\\ReportController@show`, `orders.urls`. */
const NAMES_CODE = /^[\w\\./:-]{1,150}[#@]\w{1,80}$|^[a-z_][\w.]{0,80}\.[a-z_]\w{0,80}$/i;
const WORD = /[A-Za-z_$][\w$]{0,80}(?:(?:\.|::|\\)[A-Za-z_$][\w$]{0,80}){0,6}/g;

/** Names of code after the path, in their order, else before it: identifiers with what they are looked up in, and texts. */
function namesOf(text: string, path: string): readonly string[] {
  const at = path === '' ? -1 : text.indexOf(path);
  // `include_router(orders.router, prefix="/x")`: the path comes last.
  const last = at < 0 || /prefix\s?[=:]\s?["'`]$/.test(text.slice(0, at));
  // The sign after the path is the quote that ends it.
  const after = last ? text : text.slice(at + path.length + 1);
  const quoted = literals(after).filter((one) => NAMES_CODE.test(one));
  const found = [...quoted, ...wordsOf(after)];
  // `orders.Register(v1.Group("/orders"))`
  const names = found.length > 0 || last || isInline(after) ? found : wordsOf(text.slice(0, at - 1));
  return names.slice(0, 12);
}

function wordsOf(text: string): readonly string[] {
  const code = text.replace(/(["'`])[^"'`]{0,200}\1/g, ' ');
  if (isInline(code)) return [];
  return [...code.matchAll(WORD)].map(([word]) => word).filter((word) => !PLAIN.test(word));
}

/** Written on the spot: what stands in its body is not the handler. */
function isInline(code: string): boolean {
  return /=>|\bfunction\b|\bfunc\(/.test(code);
}
