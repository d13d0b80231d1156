import type { FrameLocation, Library } from './path.ts';
import { OUTPUT_FOLDERS, SCRIPT_ENDINGS } from './sources.ts';

/** One way to read a frame as a path of the tree. */
export interface Query {
  /** Segments, base name last. */
  readonly segments: readonly string[];
  /** The segments start at a known root, so that a whole match is an equality. */
  readonly rooted: boolean;
  /** 0 as the frame says; 1 after a rewrite (output folder → source folder, hashed chunk → page). */
  readonly rewrites: number;
  /** What was done, for the reason. */
  readonly how: string;
}

const SOURCE_ROOTS: readonly (readonly string[])[] = [['src'], [], ['lib'], ['source']];

/** Every way to read a frame's path that runs through no package. The first is the path as it is. */
export function pathQueries(location: FrameLocation): readonly Query[] {
  const { segments, root } = location;
  if (segments.length === 0) return [];
  const plain: Query[] = [{ segments, rooted: false, rewrites: 0, how: 'longest path suffix' }];
  if (root !== null) {
    plain.unshift({
      segments: segments.slice(root),
      rooted: true,
      rewrites: 0,
      how: 'path below the deploy root',
    });
  }
  return [...plain, ...plain.flatMap(bundled), ...plain.flatMap(compiled)];
}

/** Every way to read an installed package's file as a path of that package's own source folder. */
export function packageQueries(location: FrameLocation, library: Library): readonly Query[] {
  const rest = location.segments.slice(library.start);
  if (rest.length === 0) return [];
  const base = { rooted: true, rewrites: 0, how: 'installed copy of a package of this tree' };
  if (library.kind === 'python' || library.kind === 'runtime') return [{ ...base, segments: rest }];
  return packageFolders(library).flatMap((folder) => {
    const plain: Query = { ...base, segments: [...folder, ...rest] };
    return [plain, ...compiled(plain)];
  });
}

/** Ways to read an installed package's file as a path from the root of the tree: the package is the project. */
export function rootQueries(location: FrameLocation, library: Library): readonly Query[] {
  const rest = location.segments.slice(library.start);
  if (rest.length === 0) return [];
  const plain: Query = {
    segments: rest,
    rooted: true,
    rewrites: 0,
    how: 'installed copy of the project itself',
  };
  return library.kind === 'npm' ? [plain, ...compiled(plain)] : [plain];
}

/** Names that a package's folder goes by in monorepos: `pkg`, `scope-pkg`, `addon-x` → `x`. */
function packageFolders({ kind, name, scope }: Library): readonly (readonly string[])[] {
  const folders = [[name]];
  if (scope !== '' && kind === 'npm') {
    folders.push([`${scope}-${name}`], [`@${scope}`, name]);
    if (name.startsWith(`${scope}-`)) folders.push([name.slice(scope.length + 1)]);
  }
  return folders;
}

/** Output folders replaced by source folders: `packages/a/dist/esm/x.js` → `packages/a/src/x.js`, `packages/a/x.js`. */
function compiled(query: Query): readonly Query[] {
  if (!SCRIPT_ENDINGS.has(ending(query.segments))) return [];
  const found: Query[] = [];
  const { segments } = query;
  let runs = 0;
  for (let at = 0; at < segments.length - 1 && runs < 3; at++) {
    if (!OUTPUT_FOLDERS.has(segments[at] ?? '')) continue;
    let end = at + 1;
    while (end < segments.length - 1 && OUTPUT_FOLDERS.has(segments[end] ?? '')) end++;
    for (const folder of SOURCE_ROOTS) {
      const rewritten = [...segments.slice(0, at), ...folder, ...segments.slice(end)];
      found.push({
        ...query,
        segments: rewritten,
        rewrites: 1,
        how: 'compiled output mapped back to its source',
      });
    }
    at = end;
    runs++;
  }
  return found;
}

/** Framework bundles that keep the source's path: Next.js server and client chunks, SvelteKit entries. */
function bundled(query: Query): readonly Query[] {
  const { segments } = query;
  const next = segments.findIndex((part) => part === '.next' || part === '_next');
  const svelte = segments.indexOf('.svelte-kit');
  if (next >= 0) return nextQueries(segments.slice(next + 1));
  return svelte >= 0 ? svelteQueries(segments.slice(svelte + 1)) : [];
}

function nextQueries(below: readonly string[]): readonly Query[] {
  const from = below.findIndex((part) => part === 'app' || part === 'pages');
  if (from < 0) return [];
  const name = below.at(-1) ?? '';
  const plain = name.replace(/-[0-9a-f]{8,}(?=\.[a-z]+$)/, '');
  const folders = below.slice(from, -1);
  const stem = plain.replace(/\.[a-z]+$/, '');
  const how = 'Next.js build output mapped back to its page';
  const base = { rooted: true, rewrites: 1, how };
  return [
    { ...base, segments: [...folders, plain] },
    { ...base, segments: ['src', ...folders, plain] },
    { ...base, segments: [...folders, stem, 'index.js'] },
  ];
}

function svelteQueries(below: readonly string[]): readonly Query[] {
  const from = below.findIndex((part) => part === 'pages' || part === 'endpoints');
  const name = /^_(page|layout|server|error)(\.server|\.ts)?(?:\.ts)?(?:\.svelte)?\.js$/.exec(
    below.at(-1) ?? '',
  );
  if (from < 0 || name === null) return [];
  const file =
    name[1] === 'server' || name[2] !== undefined
      ? `+${name[1]}${name[2] === '.server' ? '.server' : ''}.ts`
      : `+${name[1]}.svelte`;
  const segments = ['routes', ...below.slice(from + 1, -1), file];
  return [{ segments, rooted: true, rewrites: 1, how: 'SvelteKit build output mapped back to its route' }];
}

function ending(segments: readonly string[]): string {
  const name = segments.at(-1) ?? '';
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}
