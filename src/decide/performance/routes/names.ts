import { pathKind } from '../../../domain/tree/kind.ts';
import { longestSuffix, type TreeIndex } from '../../../domain/tree/tree.ts';

/** A file in which a name is looked for. */
export interface Origin {
  readonly path: string;
  readonly text: string;
}

/** A file that a name means, and the name within it. */
export interface Resolved {
  readonly path: string;
  readonly symbol: string;
}

const ENDINGS = ['ts', 'tsx', 'js', 'jsx', 'mjs', 'cjs', 'mts', 'py', 'php', 'rb', 'go', 'java', 'kt'];

/** The file of the tree that a name on a route's line means: by what the text imports, else by its own words. */
export function resolveName(name: string, origin: Origin, tree: TreeIndex): Resolved | null {
  return (
    railsController(name, tree) ??
    dotted(name, origin, tree) ??
    imported(name, origin, tree) ??
    byWords(name, origin, tree)
  );
}

/** `carts#checkout`, `admin/orders#show`; `Admin\ReportController@show` of Laravel. */
function railsController(name: string, tree: TreeIndex): Resolved | null {
  const [, controller, symbol = ''] = /^([\w/\\]{1,150})[#@](\w{1,80})$/.exec(name) ?? [];
  if (controller === undefined) return null;
  const segments = controller.split(/[/\\]/);
  const rails = name.includes('#') ? [...segments.slice(0, -1), `${segments.at(-1)}_controller`] : segments;
  return single(
    longestSuffix(tree, ['controllers', ...rails], name.includes('#') ? ['rb'] : ['php']),
    symbol,
  );
}

/** `orders.urls` in quotes: a module of Python. */
function dotted(name: string, { path }: Origin, tree: TreeIndex): Resolved | null {
  if (!path.endsWith('.py') || !/^[a-z_][\w.]{0,80}\.(?:urls|routes|api|views|routers)$/.test(name))
    return null;
  return single(longestSuffix(tree, name.split('.'), ['py']), '');
}

/** By the imports of the text: the first part of the name is what was imported, or a module that was. */
function imported(name: string, origin: Origin, tree: TreeIndex): Resolved | null {
  const [head = '', ...rest] = name.split(/\.|::/);
  const symbol = rest.find((one) => one !== 'as_view') ?? head;
  const found = importOf(head, origin);
  if (found === null) return null;
  if (found.kind === 'path') {
    const path = relative(found.from, origin.path, tree);
    return path === null ? null : { path, symbol };
  }
  const base = found.dots > 0 ? origin.path.split('/').slice(0, -found.dots) : [];
  const module = [...base, ...found.module];
  // What was imported is a module itself, or stands in one.
  for (const segments of [[...module, found.name], module, [...module, '__init__']]) {
    const exact = found.dots > 0 ? exactly(segments, tree) : null;
    const path =
      exact ?? (found.dots > 0 ? null : (single(longestSuffix(tree, segments, ['py']), '')?.path ?? null));
    const depth = longestSuffix(tree, segments, ['py'])?.depth ?? 0;
    if (path !== null && (exact !== null || depth >= Math.min(2, segments.length))) return { path, symbol };
  }
  return null;
}

type Import =
  | { readonly kind: 'path'; readonly from: string }
  | {
      readonly kind: 'module';
      readonly dots: number;
      readonly module: readonly string[];
      readonly name: string;
    };

const MOST_IMPORTS = 300;

/** The line that brings a name into a text. */
function importOf(name: string, { path, text }: Origin): Import | null {
  const word = new RegExp(`\\b${name.replace(/\W/g, '')}\\b`);
  for (const line of text.split('\n', MOST_IMPORTS)) {
    const short = line.slice(0, 400);
    if (!word.test(short)) continue;
    const [, js] =
      /(?:^\s{0,8}import\s.{1,300}\sfrom\s|require\()\s?["'`]([^"'`]{1,200})["'`]/.exec(short) ?? [];
    if (js !== undefined && !path.endsWith('.py')) return { kind: 'path', from: js };
    const [, from, what = ''] =
      /^\s{0,8}from\s{1,4}([\w.]{1,200})\s{1,4}import\s(.{1,300})$/.exec(short) ?? [];
    const [, origin = name] =
      new RegExp(`(\\w{1,80})\\s{1,4}as\\s{1,4}${name.replace(/\W/g, '')}\\b`).exec(what) ?? [];
    if (from !== undefined) {
      const bare = from.replace(/^\.+/, '');
      return {
        kind: 'module',
        dots: from.length - bare.length,
        module: bare === '' ? [] : bare.split('.'),
        name: origin,
      };
    }
  }
  return null;
}

/** `./routes/orders.js` from `src/app.ts` → `src/routes/orders.ts`, or an index below it. */
function relative(from: string, base: string, tree: TreeIndex): string | null {
  const segments = from.startsWith('.') ? base.split('/').slice(0, -1) : [];
  for (const part of from.replace(/^[@~]\//, '').split('/')) {
    if (part === '..') segments.pop();
    else if (part !== '.' && part !== '') segments.push(part);
  }
  const plain = segments.map((one, at) =>
    at === segments.length - 1 ? one.replace(/\.(?:m|c)?[jt]sx?$/, '') : one,
  );
  if (from.startsWith('.')) return exactly(plain, tree) ?? exactly([...plain, 'index'], tree);
  return /^[@~]\//.test(from) ? (single(longestSuffix(tree, plain), '')?.path ?? null) : null;
}

function exactly(segments: readonly string[], { paths }: TreeIndex): string | null {
  const stem = segments.join('/');
  return ENDINGS.map((ending) => `${stem}.${ending}`).find((path) => paths.has(path)) ?? null;
}

/** By its own words: a file of the class's name, or of the function's in the package's folder. */
function byWords(name: string, { path }: Origin, tree: TreeIndex): Resolved | null {
  const parts = name.split(/\.|::|\\/).filter((one) => !/^(?:class|as_view)$/.test(one));
  const symbol = parts.at(-1) ?? name;
  if (path.endsWith('.go')) return goName(parts, path, tree);
  for (const word of parts.toReversed()) {
    // A bare word such as `list` is no file; a class or a handler is.
    if (!/[a-z][A-Z]|_|^[A-Z]/.test(word)) continue;
    const wanted = bare(word);
    const found = sources(tree).byStem.get(wanted) ?? [];
    const near = found.length > 1 ? found.filter((file) => ending(file) === ending(path)) : found;
    if (near.length === 1 && near[0] !== undefined) return { path: near[0], symbol };
  }
  return null;
}

/** `reporting.Yearly` → `…/reporting/yearly.go`; `s.handleOrderShow` → a file of the same package. */
function goName(parts: readonly string[], path: string, tree: TreeIndex): Resolved | null {
  const [head = ''] = parts;
  const symbol = parts.at(-1) ?? '';
  const { goFolders } = sources(tree);
  const there = goFolders.get(head) ?? [];
  const own = folderOf(path);
  const within =
    there.length > 0
      ? there
      : (goFolders.get(own.split('/').at(-1) ?? '') ?? []).filter((file) => folderOf(file) === own);
  const plain = (word: string) => bare(word).replace(/^handle|handler$/g, '');
  const named = within.find((file) => plain(symbol) !== '' && plain(stem(file)) === plain(symbol));
  const usual = there.find((file) => /^(?:handlers?|routes?|http|api|server)$/.test(stem(file)));
  const only = named ?? usual ?? (there.length === 1 ? there[0] : undefined);
  return only === undefined ? null : { path: only, symbol };
}

interface Sources {
  /** Files by their bare names. */
  readonly byStem: ReadonlyMap<string, readonly string[]>;
  /** Files of Go by the last folder, which is the package. */
  readonly goFolders: ReadonlyMap<string, readonly string[]>;
}

/** Of each tree once: names are looked up by the hundred. */
const KNOWN = new WeakMap<TreeIndex, Sources>();

function sources(tree: TreeIndex): Sources {
  const known = KNOWN.get(tree);
  if (known !== undefined) return known;
  const code = tree.files.filter(
    ({ extension, path }) => ENDINGS.includes(extension) && pathKind(path) === 'source',
  );
  const paths = code.map(({ path }) => path);
  const go = paths.filter((path) => path.endsWith('.go'));
  const made = {
    byStem: Map.groupBy(paths, (path) => bare(stem(path))),
    goFolders: Map.groupBy(go, (path) => folderOf(path).split('/').at(-1) ?? ''),
  };
  KNOWN.set(tree, made);
  return made;
}

function folderOf(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}

function single(match: ReturnType<typeof longestSuffix>, symbol: string): Resolved | null {
  if (match === null) return null;
  // Of several, the one that nothing is left of but the root is meant.
  const files = match.files.toSorted((a, b) => a.path.length - b.path.length);
  const [first, second] = files;
  if (first === undefined || match.depth < 2) return null;
  return second !== undefined && second.path.split('/').length === first.path.split('/').length
    ? null
    : { path: first.path, symbol };
}

function stem(path: string): string {
  return (path.split('/').at(-1) ?? '').replace(/\.\w{1,5}$/, '');
}

function ending(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

function bare(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Line of the text that defines a name; `null`: none that looks so. */
export function definitionLine(text: string, symbol: string): number | null {
  const name = symbol.replace(/[^\w$]/g, '');
  if (name === '') return null;
  const pattern = new RegExp(
    `^\\s{0,40}(?:(?:export|default|public|private|protected|static|async|suspend|final)\\s{1,4}){0,4}(?:def|class|function|func(?:\\s\\([^)]{0,80}\\))?|const|let|var|fun|object)\\s{1,4}${name}\\b|^exports\\.${name}\\b|^\\s{0,40}(?:async\\s)?${name}\\s?\\([^)]{0,200}\\)\\s?\\{`,
  );
  const at = text.split('\n', 5_000).findIndex((line) => pattern.test(line.slice(0, 400)));
  return at < 0 ? null : at + 1;
}
