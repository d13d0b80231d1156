import { describe, expect, it } from 'vitest';
import { FILE_ROUTERS } from '../../../src/decide/performance/routes/by-file.ts';
import { fileOfName, NAME_RULES } from '../../../src/decide/performance/routes/by-name.ts';
import { filesOfRole } from '../../../src/decide/performance/routes/by-role.ts';
import { routeLine } from '../../../src/decide/performance/routes/by-text.ts';
import { routeOf } from '../../../src/decide/performance/routes/segments.ts';
import { filesToRead, performanceSuspects } from '../../../src/decide/performance/suspects.ts';
import { indexTree } from '../../../src/domain/tree/tree.ts';
import { untrusted } from '../../../src/domain/trust.ts';

const route = (name: string) => {
  const found = routeOf(name);
  if (found === null) throw new Error(name);
  return found;
};

const suspects = (
  transaction: string,
  paths: readonly string[],
  texts: Readonly<Record<string, string>> = {},
) =>
  performanceSuspects(
    { name: { op: 'http.server', transaction: untrusted(transaction), project: 'shop' }, places: [] },
    { kind: 'own' },
    { tree: indexTree(paths), texts: new Map(Object.entries(texts)) },
  );

const NOISE = [
  'README.md',
  'package.json',
  'src/lib/date.ts',
  'src/users/controller.ts',
  'tests/orders.test.ts',
];

describe('files whose folders are routes', () => {
  it.each(FILE_ROUTERS.map(({ name, example: [path, wanted] }) => [name, path, wanted] as const))(
    '%s: %s',
    (_, path, wanted) => {
      expect(suspects(`GET ${wanted}`, [path, ...NOISE])).toMatchObject({
        confident: true,
        suspects: [{ path }],
      });
    },
  );
});

describe('transactions that name code', () => {
  it.each(NAME_RULES.map(({ name, example: [transaction, path] }) => [name, transaction, path] as const))(
    '%s: %s',
    (name, transaction, path) => {
      expect(fileOfName(transaction, indexTree([path, ...NOISE]))).toEqual({ path, rule: name });
    },
  );
});

describe('files that handle a resource by their name', () => {
  it.each([
    ['Express', 'GET /api/v1/orders/:id', 'src/routes/orders.ts'],
    ['Express controller', 'GET /order-items', 'server/controllers/orderItems.js'],
    ['NestJS', 'POST /orders', 'apps/api/src/orders/orders.controller.ts'],
    ['Django', '/orders/{pk}/', 'shop/orders/views.py'],
    ['FastAPI', 'GET /orders/{order_id}', 'app/routers/orders.py'],
    ['Rails', 'GET /orders/:id', 'app/controllers/orders_controller.rb'],
    ['Laravel', 'GET /api/categories/{id}', 'app/Http/Controllers/CategoryController.php'],
    ['Spring', 'GET /orders/{id}', 'src/main/java/com/acme/orders/OrderController.java'],
    ['Go', 'GET /orders/{id}', 'internal/orders/handler.go'],
    ['Go file', 'GET /orders/{id}', 'internal/http/orders_handler.go'],
  ])('%s', (_, name, path) => {
    expect(filesOfRole(route(name), indexTree([path, ...NOISE]))[0]).toMatchObject({ path });
    expect(filesToRead(name, { tree: indexTree([path, ...NOISE]), texts: new Map() }, 4)[0]).toBe(path);
  });
});

describe('lines that declare a route', () => {
  it.each([
    ["router.get('/orders/:id', show)", 'GET /api/orders/{id}'],
    ["fastify.route({ method: 'GET', url: '/orders/:id' })", 'GET /orders/{id}'],
    ['@router.get("/orders/{order_id}")', 'GET /orders/{id}'],
    ["path('orders/<int:pk>/', views.detail),", 'GET /orders/{id}'],
    ["Route::get('/orders/{order}', [OrderController::class, 'show']);", 'GET /orders/{id}'],
    ['@GetMapping("/orders/{id}")', 'GET /orders/{id}'],
    ['mux.HandleFunc("GET /orders/{id}", h.show)', 'GET /orders/{id}'],
    ["  get '/orders/:id', to: 'orders#show'", 'GET /orders/{id}'],
  ])('%s', (line, name) => {
    expect(routeLine(`// first\n${line}\n`, route(name))?.line).toBe(2);
  });

  it('are no calls, comments or routes of something else', () => {
    for (const line of ["fetch('/orders/1')", '// see /orders/:id', "app.get('/users/:id', show)"])
      expect(routeLine(line, route('GET /orders/{id}'))).toBeNull();
  });
});

describe('suspects', () => {
  it('are certain when the text declares the route, and say where', () => {
    const path = 'src/routes/orders.ts';
    const found = suspects('GET /orders/:id', [path, ...NOISE], {
      [path]: "\nrouter.get('/orders/:id', show)",
    });
    expect(found).toMatchObject({ confident: true, suspects: [{ path, lines: [2, 2] }] });
  });

  it('follow the code that the slow spans carry', () => {
    const place = {
      path: untrusted('/srv/app/src/repositories/order.ts'),
      line: 44,
      function: null,
      op: 'db',
    };
    const child = {
      op: 'db',
      description: untrusted('select ?'),
      perRequest: 40,
      msPerRequest: 9,
      before: null,
    };
    const ranking = performanceSuspects(
      { name: { op: 'http.server', transaction: untrusted('GET /x'), project: 'shop' }, places: [place] },
      { kind: 'n-plus-one', child },
      { tree: indexTree(['src/repositories/order.ts', ...NOISE]), texts: new Map() },
    );
    expect(ranking).toMatchObject({
      confident: true,
      suspects: [{ path: 'src/repositories/order.ts', lines: [44, 44] }],
    });
  });

  it('are none, and not sure, where the tree shows nothing', () => {
    expect(suspects('GET /payments/{id}', NOISE)).toEqual({ suspects: [], confident: false });
  });
});
