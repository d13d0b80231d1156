import type { TreeIndex } from '../../../domain/tree/tree.ts';
import { type Declaration, declarations } from './declarations.ts';
import { ANY, begins, looseness, type Part, type Wanted, wantedOf } from './match.ts';
import { definitionLine, type Resolved, resolveName } from './names.ts';
import { type Route, stems } from './segments.ts';

/** A file that handles a request, by what texts of the tree declare. */
export interface Handler {
  readonly path: string;
  /** 1-based; `null`: the file is known, the place is not. */
  readonly line: number | null;
  /** 0–1: how sure the declaration is. */
  readonly weight: number;
  readonly how: 'declares' | 'named' | 'mounted';
}

/** Routers are mounted in routers, so deep. */
const DEEPEST = 4;
/** A rest that nothing known is mounted before: the end of a path still says much. */
const SUFFIX = { least: 0.5, more: 0.4 };
const OTHER_METHOD = 0.4;
const LOOSE = 0.06;

type Texts = ReadonlyMap<string, string>;
type Declared = ReadonlyMap<string, readonly Declaration[]>;

/** Paths under which each file's routes are mounted, as far as the texts tell; a file without one begins at the root. */
type Mounts = Map<string, (readonly Part[])[]>;

/** Who handles a request, best first, by the route tables and routers among the texts. */
export function handlersOf(route: Route, texts: Texts, tree: TreeIndex): readonly Handler[] {
  const declared: Declared = new Map([...texts].map(([path, text]) => [path, declarations(text)]));
  const wanted = wantedOf(route.segments);
  const { mounts, targets } = mountsOf({ declared, texts, tree }, wanted);
  const found = [...declared].flatMap(([path, all]) =>
    all.flatMap((one) => {
      const weight = weightOf(one, { wanted, route, chains: mounts.get(path) ?? [] });
      return weight === 0 ? [] : pointed({ path, one, weight }, texts, tree);
    }),
  );
  const unread = targets.flatMap(({ path, parts }): Handler[] =>
    texts.has(path)
      ? []
      : [
          {
            path,
            line: null,
            weight: 0.55 + (0.4 * parts.length) / Math.max(1, wanted.length),
            how: 'mounted',
          },
        ],
  );
  return [...found, ...unread].sort((a, b) => b.weight - a.weight);
}

/** Files that routers among the texts mount on the way to a request, and that were not read yet. */
export function mountedFiles(route: Route, texts: Texts, tree: TreeIndex): readonly string[] {
  const declared: Declared = new Map([...texts].map(([path, text]) => [path, declarations(text)]));
  const { targets } = mountsOf({ declared, texts, tree }, wantedOf(route.segments));
  const named = handlersOf(route, texts, tree).flatMap(({ path }) => path);
  return [...new Set([...targets.map(({ path }) => path), ...named])].filter((path) => !texts.has(path));
}

interface Read {
  readonly declared: Declared;
  readonly texts: Texts;
  readonly tree: TreeIndex;
}

/** A file that is mounted on the way, and under which path. */
interface Target {
  readonly path: string;
  readonly parts: readonly Part[];
}

function mountsOf(
  { declared, texts, tree }: Read,
  wanted: Wanted,
): { readonly mounts: Mounts; readonly targets: readonly Target[] } {
  const mounts: Mounts = new Map();
  const targets = new Map<string, Target>();
  for (let round = 0; round < DEEPEST; round += 1) {
    const before = [...mounts.values()].reduce((sum, all) => sum + all.length, 0);
    for (const [path, all] of declared) {
      for (const one of all) {
        if (one.kind !== 'mount') continue;
        for (const chain of [[], ...(mounts.get(path) ?? [])]) {
          const parts = [...chain, ...one.parts];
          if (!begins(parts, wanted)) continue;
          for (const { path: to } of resolved(one, { path, text: texts.get(path) ?? '' }, tree)) {
            if (to === path) continue;
            add(mounts, to, parts);
            const known = targets.get(to);
            if (known === undefined || known.parts.length < parts.length)
              targets.set(to, { path: to, parts });
          }
        }
      }
    }
    if ([...mounts.values()].reduce((sum, all) => sum + all.length, 0) === before) break;
  }
  return { mounts, targets: [...targets.values()] };
}

/** Chains of one file; more would be a maze. */
const MOST_CHAINS = 8;

function add(mounts: Mounts, path: string, parts: readonly Part[]): void {
  const chains = mounts.get(path) ?? [];
  if (chains.length >= MOST_CHAINS || chains.some((one) => one.join('/') === parts.join('/'))) return;
  mounts.set(path, [...chains, parts]);
}

function resolved(
  one: Declaration,
  origin: { readonly path: string; readonly text: string },
  tree: TreeIndex,
): readonly Resolved[] {
  const names = one.names.flatMap((name) => {
    // Rails looks in the folder of the block first.
    const within = name.includes('#') && one.folders.length > 0 ? [...one.folders, name].join('/') : null;
    const near = within === null ? null : resolveName(within, origin, tree);
    return near ?? resolveName(name, origin, tree) ?? [];
  });
  if (one.kind === 'mount') return names.slice(0, 3);
  // What stands before the handler in these languages is middleware.
  return /\.(?:[cm]?[jt]sx?|go)$/.test(origin.path) ? names.slice(-1) : names.slice(0, 1);
}

interface Asked {
  readonly wanted: Wanted;
  readonly route: Route;
  readonly chains: readonly (readonly Part[])[];
}

/** 0: it does not fit. Whole and word for word: 1; the end alone, or another method: less. */
function weightOf(one: Declaration, { wanted, route, chains }: Asked): number {
  if (one.kind === 'mount') return 0;
  const method =
    one.method !== null && route.method !== null && one.method !== route.method ? OTHER_METHOD : 1;
  let best = 0;
  for (const parts of forms(one)) {
    for (const chain of [[], ...chains]) {
      const loose = looseness([...chain, ...parts], wanted);
      // The root of a router that nobody is known to mount is the root of the site, or of anything.
      const vague = chain.length === 0 && parts.length === 0 && wanted.length > 0;
      if (loose !== null && !vague) best = Math.max(best, 1 - LOOSE * loose);
    }
    best = Math.max(best, suffix(parts, wanted));
  }
  return Math.max(0, best) * method;
}

function suffix(parts: readonly Part[], wanted: Wanted): number {
  if (parts.length === 0 || parts.length >= wanted.length || parts.every((part) => part === ANY)) return 0;
  const loose = looseness(parts, wanted.slice(wanted.length - parts.length));
  return loose === null ? 0 : SUFFIX.least + SUFFIX.more * (parts.length / wanted.length) - LOOSE * loose;
}

/** A resource declares its list, its members and what is done to a member. */
function forms({ kind, parts }: Declaration): readonly (readonly Part[])[] {
  return kind === 'resource' ? [parts, [...parts, ANY], [...parts, ANY, ANY]] : [parts];
}

interface Pointing {
  readonly path: string;
  readonly one: Declaration;
  readonly weight: number;
}

/** The file of the handler that a line names, and the file of the line itself; one of them when they are one. */
function pointed({ path, one, weight }: Pointing, texts: Texts, tree: TreeIndex): readonly Handler[] {
  const own: Handler = { path, line: one.line, weight, how: 'declares' };
  const [named] = [...byResource(one, tree), ...resolved(one, { path, text: texts.get(path) ?? '' }, tree)];
  if (named === undefined || named.path === path) return [own];
  const text = texts.get(named.path);
  const line = text === undefined ? null : definitionLine(text, named.symbol);
  return [
    { path: named.path, line, weight, how: 'named' },
    { ...own, weight: weight * 0.5 },
  ];
}

/** `resources :line_items` within `namespace :api` → `api/line_items_controller.rb`. */
function byResource({ kind, parts, folders }: Declaration, tree: TreeIndex): readonly Resolved[] {
  if (kind !== 'resource') return [];
  const name = parts.at(-1) ?? '';
  for (const word of [name, ...stems(name)]) {
    const found = resolveName(`${[...folders, word].join('/')}#index`, { path: '', text: '' }, tree);
    if (found?.path.includes([...folders, `${word}_controller`].join('/'))) return [found];
  }
  return [];
}
