import { pathKind } from '../../../domain/tree/kind.ts';
import type { TreeIndex } from '../../../domain/tree/tree.ts';

/** Files in which frameworks declare routes or mount routers, the likelier first. */
const TABLES: readonly { readonly pattern: RegExp; readonly example: string }[] = [
  { pattern: /(?:^|\/)config\/routes(?:\/\w{1,60})?\.(?:rb|php|ya?ml)$/, example: 'config/routes.rb' },
  { pattern: /(?:^|\/)routes\/(?:web|api)\.php$/, example: 'routes/web.php' },
  { pattern: /(?:^|\/)urls\.py$/, example: 'shop/urls.py' },
  {
    pattern: /(?:^|\/)(?:routes?|router|routers|urls|routing)\.(?:[cm]?[jt]s|py|go|rb|php|kt|java)$/,
    example: 'internal/http/routes.go',
  },
  { pattern: /(?:^|\/)(?:app|server|main|application)\.(?:[cm]?[jt]s|py|go)$/, example: 'src/app.ts' },
  {
    pattern: /(?:^|\/)(?:routes|routers)\/(?:index|__init__)\.(?:[cm]?[jt]s|py)$/,
    example: 'src/routes/index.ts',
  },
  { pattern: /^(?:src\/|app\/|api\/)?index\.[cm]?[jt]s$/, example: 'src/index.ts' },
];

/** Route tables of a tree; of one kind those nearest to the root first. */
export function tableFiles({ files }: TreeIndex): readonly string[] {
  const found = files.flatMap(({ path }) => {
    const rank = TABLES.findIndex(({ pattern }) => pattern.test(path));
    return rank < 0 || pathKind(path) !== 'source' ? [] : [{ path, rank, depth: path.split('/').length }];
  });
  return found
    .sort((a, b) => a.rank - b.rank || a.depth - b.depth || (a.path < b.path ? -1 : 1))
    .map(({ path }) => path);
}

export { TABLES as ROUTE_TABLES };
