import { type Found, isCommonName, matchQuery } from './match.ts';
import { type FrameLocation, type Library, locateFrame } from './path.ts';
import { packageQueries, type Query, rootQueries } from './query.ts';
import { SOURCE_FOLDERS } from './sources.ts';
import { demotion, type TreeIndex } from './tree.ts';

/** Packages that are known to be the tree's own project, as `packageKey` names them. */
export type OwnPackages = ReadonlySet<string>;

/** Folders that hold a monorepo's packages (npm, pnpm, Nx, Lerna, Rush, Cargo and Composer workspaces). */
const WORKSPACES: ReadonlySet<string> = new Set([
  ...[
    'packages',
    'pkgs',
    'libs',
    'modules',
    'apps',
    'plugins',
    'addons',
    'code',
    'frameworks',
    'integrations',
  ],
  ...['projects', 'components', 'extensions', 'presets', 'crates', 'workspaces', 'sdk', 'sdks', 'providers'],
  ...['javascript', 'js', 'adapters', 'internal-packages', 'internals', 'dev', 'tools', 'examples'],
]);

/** Where a language's own runtime keeps its library in its own repository. */
const RUNTIME_ROOTS: readonly string[] = ['Lib/', 'src/', 'lib/', 'library/'];

/** Name under which an installed package is known: `npm:@scope/pkg`. */
function packageKey({ kind, scope, name }: Library): string {
  return `${kind}:${scope === '' ? '' : `@${scope}/`}${name}`;
}

/**
 * Maps a frame inside an installed package: to a committed copy of it, to the workspace package of that name, or to
 * the project itself when the package is this project. Anything else is somebody else's code.
 */
export function mapInstalled(index: TreeIndex, location: FrameLocation, own: OwnPackages): readonly Found[] {
  const { library, segments } = location;
  if (library === null || segments.length <= library.start) return [];
  const committed = matchQuery(index, plainQuery(segments));
  if (committed !== null && committed.depth > segments.length - library.start) return [committed];
  if (library.kind === 'runtime') return runtime(index, location, library);
  const found: Found[] = [];
  for (const query of packageQueries(location, library)) {
    const match = wholeMatch(index, query);
    const strength = match === null ? 0 : packageStrength(match, query, library);
    if (match !== null && strength > 0) found.push({ ...match, strength });
  }
  if (library.kind === 'python') return found;
  for (const query of rootQueries(location, library)) {
    const match = wholeMatch(index, query);
    const strength = match === null ? 0 : rootStrength(match, query, { index, library, own, location });
    if (match !== null && strength > 0) found.push({ ...match, strength });
  }
  return found;
}

function plainQuery(segments: readonly string[]): Query {
  return { segments, rooted: false, rewrites: 0, how: 'a copy of the package that the tree holds' };
}

/** A match of every segment of the query that lies in sources, not in a vendored copy, test or example. */
function wholeMatch(index: TreeIndex, query: Query): Found | null {
  const match = matchQuery(index, query) ?? matchCommon(index, query);
  if (match === null || match.depth !== query.segments.length) return null;
  const candidates = match.candidates.filter((path) => demotion(path) <= 1);
  if (candidates.length === 0) return null;
  return { ...match, candidates, path: candidates.length === 1 ? (candidates[0] ?? null) : null };
}

/** A common name at the very root of the package still counts when the path is equal to the tree's. */
function matchCommon(index: TreeIndex, query: Query): Found | null {
  const path = query.segments.join('/');
  if (!index.paths.has(path)) return null;
  return { path, candidates: [path], strength: 0.5, depth: query.segments.length, reason: query.how };
}

function runtime(index: TreeIndex, location: FrameLocation, library: Library): readonly Found[] {
  const rest = location.segments.slice(library.start).join('/');
  const path = RUNTIME_ROOTS.map((root) => root + rest).find((each) => index.paths.has(each));
  if (path === undefined || isCommonName(rest.slice(rest.lastIndexOf('/') + 1))) return [];
  return [{ path, candidates: [path], strength: 0.6, depth: 2, reason: 'the runtime built from this tree' }];
}

/** The package's folder is in the path itself (Python) or before it (workspaces). */
function packageStrength(match: Found, query: Query, library: Library): number {
  const prefix = (match.candidates[0] ?? '').split('/').slice(0, -match.depth);
  if (library.kind === 'python') {
    if (query.segments.length >= 2) return 0.9;
    return prefix.every((folder) => SOURCE_FOLDERS.has(folder)) ? 0.7 : 0;
  }
  const telling = !isCommonName(query.segments.at(-1) ?? '');
  if (prefix.some((folder) => WORKSPACES.has(folder))) return 0.9;
  if (library.scope !== '' && prefix.at(-1)?.includes(library.scope) === true) return 0.85;
  return query.segments.length >= (telling ? 3 : 4) ? 0.6 : 0;
}

/** What the strength of a root match depends on. */
interface RootContext {
  readonly index: TreeIndex;
  readonly library: Library;
  readonly own: OwnPackages;
  readonly location: FrameLocation;
}

/** The package's path equals the tree's path: believable when the tree carries its name or the path is telling. */
function rootStrength(match: Found, query: Query, { index, library, own, location }: RootContext): number {
  const path = match.candidates[0] ?? '';
  const prefix = path.split('/').slice(0, -match.depth);
  if (prefix.length > 1 || !prefix.every((folder) => SOURCE_FOLDERS.has(folder))) return 0;
  if (own.has(packageKey(library))) return 0.9;
  if (library.kind === 'go' && !location.segments.some((part) => part.includes('@v') || part === 'vendor')) {
    return prefix.length === 0 ? 0.85 : 0;
  }
  const telling = !isCommonName(query.segments.at(-1) ?? '');
  const named = carriesName(index, library);
  if (named) return telling || query.segments.length >= 2 ? 0.8 : 0.55;
  if (prefix.length > 0) return 0;
  const depth = query.segments.length - query.rewrites;
  return telling && depth >= 2 ? 0.55 : depth >= 4 ? 0.5 : 0;
}

/** Whether a folder, or a file near the root, is called like the package (`lib/express.js`, `gin.go`, `lib/sidekiq/`). */
function carriesName(index: TreeIndex, { name }: Library): boolean {
  const lower = name.toLowerCase();
  if (isCommonName(lower) || lower === '') return false;
  const forms = [
    lower,
    lower.replace(/[-.]?js$/, ''),
    lower.replaceAll('-', '_'),
    lower.replaceAll(/[-_.]/g, ''),
  ];
  return forms.some((form) => form.length >= 2 && index.names.has(form));
}

/**
 * Which packages of a stack are the tree's own project: several different files of the package lie at the same paths
 * in the tree, and most of those that were looked up do. One frame alone cannot say that of `index.js`.
 */
export function ownPackages(index: TreeIndex, raw: readonly string[]): OwnPackages {
  const seen = new Map<string, { found: Set<string>; all: Set<string> }>();
  for (const path of new Set(raw)) {
    const location = locateFrame(path);
    const { library } = location;
    if (library === null || library.kind === 'python' || library.kind === 'runtime') continue;
    const key = packageKey(library);
    const entry = seen.get(key) ?? { found: new Set<string>(), all: new Set<string>() };
    const rest = location.segments.slice(library.start).join('/');
    entry.all.add(rest);
    if (rootQueries(location, library).some((query) => wholeMatch(index, query) !== null))
      entry.found.add(rest);
    seen.set(key, entry);
  }
  const own = [...seen].filter(([, { found, all }]) => found.size >= 2 && found.size * 3 >= all.size * 2);
  return new Set(own.map(([key]) => key));
}
