import { longestSuffix, type TreeIndex } from '../../../domain/tree/tree.ts';

/** A name that a framework gives to a transaction, and the file that it stands for. */
interface NameRule {
  readonly name: string;
  readonly pattern: RegExp;
  /** Segments of the file, base name with ending last; several are tried in turn. */
  readonly files: (match: RegExpExecArray) => readonly (readonly string[])[];
  readonly example: readonly [transaction: string, file: string];
}

/** `AdminOrders` → `admin_orders`. */
function snake(word: string): string {
  return word
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

export const NAME_RULES: readonly NameRule[] = [
  {
    name: 'Rails controller',
    pattern: /^((?:[A-Z]\w{0,60}::){0,5}[A-Z]\w{0,80}Controller)[#.]\w{1,80}[?!]?$/,
    files: ([, type = '']) => {
      const parts = type.split('::').map(snake);
      const file = [...parts.slice(0, -1), `${parts.at(-1)}.rb`];
      return [['controllers', ...file], file];
    },
    example: ['Admin::OrdersController#show', 'app/controllers/admin/orders_controller.rb'],
  },
  {
    name: 'Rails job or worker',
    pattern:
      /^(?:Sidekiq\/|ActiveJob\/)?((?:[A-Z]\w{0,60}::){0,5}[A-Z]\w{0,80}(?:Job|Worker))(?:[#.]perform)?$/,
    files: ([, type = '']) => {
      const parts = type.split('::').map(snake);
      const file = [...parts.slice(0, -1), `${parts.at(-1)}.rb`];
      return [
        ['jobs', ...file],
        ['workers', ...file],
        ['sidekiq', ...file],
      ];
    },
    example: ['OrderExportJob', 'app/jobs/order_export_job.rb'],
  },
  {
    name: 'Laravel controller',
    pattern: /^((?:\w{1,60}\\){1,8}\w{1,80})(?:@|::)\w{1,80}$/,
    files: ([, type = '']) => {
      const parts = type.split('\\');
      return [[...parts.slice(-3, -1), `${parts.at(-1)}.php`], [`${parts.at(-1)}.php`]];
    },
    example: ['App\\Http\\Controllers\\OrderController@show', 'app/Http/Controllers/OrderController.php'],
  },
  {
    name: 'Go handler',
    pattern:
      /^(?:[\w.-]{1,80}\/){0,10}([\w-]{1,60})\.(?:\(\*?(\w{1,60})\)\.)?([A-Z]\w{0,80}|handle\w{0,80})(?:-fm)?$/,
    files: ([, pkg = '', receiver = '', fn = '']) => [
      [pkg, `${snake(receiver)}.go`],
      [pkg, `${snake(fn)}.go`],
      [pkg, 'handler.go'],
      [pkg, 'handlers.go'],
      [pkg, `${pkg}.go`],
    ],
    example: ['github.com/acme/shop/internal/orders.(*Handler).List', 'internal/orders/handler.go'],
  },
  {
    name: 'Java or Kotlin class',
    pattern: /^(?:[a-z]\w{0,60}\.){1,10}([A-Z]\w{0,80})[.#]\w{1,80}$/,
    files: ([whole, type = '']) => {
      const parts = (whole.split(/[.#]/) ?? []).slice(0, -2);
      return ['java', 'kt'].map((ending) => [...parts.slice(-3), `${type}.${ending}`]);
    },
    example: ['com.acme.orders.OrderController.show', 'src/main/java/com/acme/orders/OrderController.java'],
  },
  {
    name: 'Python function',
    pattern: /^((?:[a-z_]\w{0,60}\.){1,10})\w{1,80}$/,
    files: ([, modules = '']) => {
      const parts = modules.split('.').filter((one) => one !== '');
      const file = (names: readonly string[]) => [...names.slice(0, -1), `${names.at(-1)}.py`];
      return [
        file(parts),
        [...parts, '__init__.py'],
        ...(parts.length > 1 ? [file(parts.slice(0, -1))] : []),
      ];
    },
    example: ['orders.views.order_detail', 'orders/views.py'],
  },
  {
    name: 'ASP.NET action',
    pattern: /^(?:(?:GET|POST|PUT|PATCH|DELETE) )?([A-Z]\w{0,60})\/[A-Z]\w{0,60}(?: \[.{0,200}\])?$/,
    files: ([, type = '']) => [[`${type}Controller.cs`]],
    example: ['GET Orders/Details', 'Controllers/OrdersController.cs'],
  },
];

/** The file that a transaction names as code, with the framework that does so; `null` when it names none of this tree. */
export function fileOfName(
  transaction: string,
  tree: TreeIndex,
): { readonly path: string; readonly rule: string } | null {
  for (const { name, pattern, files } of NAME_RULES) {
    const match = pattern.exec(transaction);
    if (match === null) continue;
    for (const segments of files(match)) {
      const [, ending = ''] = /\.(\w{1,5})$/.exec(segments.at(-1) ?? '') ?? [];
      const bare = segments.map((one, at) =>
        at === segments.length - 1 ? one.replace(/\.\w{1,5}$/, '') : one,
      );
      const found = longestSuffix(tree, bare, [ending]);
      if (found !== null && found.files.length === 1 && found.depth >= Math.min(2, segments.length))
        return { path: found.files[0]?.path ?? '', rule: name };
    }
  }
  return null;
}
