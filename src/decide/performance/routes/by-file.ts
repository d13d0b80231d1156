import type { TreeIndex } from '../../../domain/tree/tree.ts';
import { looseness, partOf, wantedOf } from './match.ts';
import type { Route } from './segments.ts';

/** A framework whose folders are its routes. `read` answers the route of a file; `null`: it serves none. */
interface FileRouter {
  readonly name: string;
  readonly read: (path: string) => readonly string[] | null;
  readonly example: readonly [path: string, route: string];
}

const CODE = '(?:tsx?|jsx?|mjs|cjs|mts|vue|svelte|astro|mdx?)';

/** Last match of a folder that begins the routes: `apps/web/src/app/…`. */
function below(path: string, root: RegExp): string | null {
  const match = root.exec(path);
  return match === null ? null : path.slice(match.index + match[0].length);
}

export const FILE_ROUTERS: readonly FileRouter[] = [
  {
    name: 'Next.js app router',
    read: (path) => {
      const rest = below(path, /(?:^|\/)(?:src\/)?app\//);
      const [, folder] = new RegExp(`^(.{0,400}?)/?(?:page|route)\\.${CODE}$`).exec(rest ?? '') ?? [];
      return folder === undefined ? null : folder.split('/').filter((one) => !/^(?:\(.*\)|@.*)?$/.test(one));
    },
    example: ['src/app/(shop)/products/[slug]/page.tsx', '/products/{id}'],
  },
  {
    name: 'Next.js pages router',
    read: (path) => {
      const rest = below(path, /(?:^|\/)(?:src\/)?pages\//);
      const [, file] = new RegExp(`^(.{1,400})\\.${CODE}$`).exec(rest ?? '') ?? [];
      return file === undefined
        ? null
        : file
            .replace(/(?:^|\/)index$/, '')
            .split('/')
            .filter((one) => one !== '');
    },
    example: ['pages/api/orders/[id].ts', '/api/orders/{id}'],
  },
  {
    name: 'SvelteKit',
    read: (path) => {
      const rest = below(path, /(?:^|\/)src\/routes\//);
      const [, folder] =
        /^(.{0,400}?)\/?\+(?:page|server|page\.server)\.(?:ts|js|svelte)$/.exec(rest ?? '') ?? [];
      return folder === undefined ? null : folder.split('/').filter((one) => !/^(?:\(.*\))?$/.test(one));
    },
    example: ['src/routes/orders/[id]/+page.server.ts', '/orders/{id}'],
  },
  {
    name: 'Nuxt or Nitro',
    read: (path) => {
      const rest = below(path, /(?:^|\/)server\/(?=api\/|routes\/)/);
      const [, file] =
        /^(?:routes\/)?(.{1,400}?)(?:\.(?:get|post|put|patch|delete))?\.(?:ts|js)$/.exec(rest ?? '') ?? [];
      return file === undefined ? null : file.replace(/\/index$/, '').split('/');
    },
    example: ['server/api/orders/[id].get.ts', '/api/orders/{id}'],
  },
  {
    name: 'Remix or React Router',
    read: (path) => {
      const rest = below(path, /(?:^|\/)app\/routes\//);
      const [, file] = /^([^/]{1,200})\.(?:tsx?|jsx?)$/.exec(rest ?? '') ?? [];
      return file === undefined ? null : file.split('.').filter((one) => !/^(?:_.*)?$/.test(one));
    },
    example: ['app/routes/orders.$id.tsx', '/orders/{id}'],
  },
];

/** Signs of folders that intercept a route of another place: they serve it only on the way there. */
const INTERCEPTS = /(?:^|\/)\(\.{1,3}\)/;

/**
 * Files that serve a route by where they lie, with the framework that says so: those that fit it most closely, since a
 * word wins over a parameter and a parameter over a rest in every one of them.
 */
export function filesOfRoute(
  route: Route,
  tree: TreeIndex,
): readonly { readonly path: string; readonly router: string }[] {
  const wanted = wantedOf(route.segments);
  let closest = Number.POSITIVE_INFINITY;
  let found: { readonly path: string; readonly router: string }[] = [];
  for (const { path } of tree.files) {
    if (/(?:^|\/)(?:node_modules|dist|\.next|build|__tests__|tests?)\//.test(path) || INTERCEPTS.test(path))
      continue;
    for (const { name, read } of FILE_ROUTERS) {
      const parts = read(path)?.map(partOf);
      const loose = parts === undefined ? null : looseness(parts, wanted);
      if (loose === null || loose > closest) continue;
      found = loose < closest ? [{ path, router: name }] : [...found, { path, router: name }];
      closest = loose;
      break;
    }
  }
  return found;
}
