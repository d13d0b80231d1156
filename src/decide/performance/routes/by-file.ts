import type { TreeIndex } from '../../../domain/tree/tree.ts';
import { PARAMETER, type Route } from './segments.ts';

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

/** A file segment as the name of a route has it. */
function plain(segment: string): string {
  return /^(?:\[.*\]|\$.*|:.*|_.+)$/.test(segment) ? PARAMETER : segment.toLowerCase();
}

/** Files that serve a route by where they lie, with the framework that says so. */
export function filesOfRoute(
  { segments }: Route,
  tree: TreeIndex,
): readonly { readonly path: string; readonly router: string }[] {
  const wanted = segments.map((one) => (one.includes('{') ? PARAMETER : one.toLowerCase())).join('/');
  return tree.files.flatMap(({ path }) => {
    if (/(?:^|\/)(?:node_modules|dist|\.next|build|__tests__|tests?)\//.test(path)) return [];
    const found = FILE_ROUTERS.find(({ read }) => read(path)?.map(plain).join('/') === wanted);
    return found === undefined ? [] : [{ path, router: found.name }];
  });
}
