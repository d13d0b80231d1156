import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../src/domain/event.ts';
import { mapEvent, mapFrame } from '../../../src/domain/tree/frame.ts';
import { indexTree } from '../../../src/domain/tree/tree.ts';
import { untrusted } from '../../../src/domain/trust.ts';

type Raw = Partial<Record<'path' | 'absPath' | 'module' | 'function' | 'platform', string>>;

const frame = (raw: Raw): Frame => {
  const text = (key: keyof Raw) => {
    const value = raw[key];
    return value === undefined ? null : untrusted(value);
  };
  return {
    path: text('path'),
    absPath: text('absPath'),
    module: text('module'),
    function: text('function'),
    platform: text('platform'),
    line: 1,
    column: null,
    inApp: null,
    context: [],
  };
};

const map = (raw: string | Raw, tree: readonly string[]) =>
  mapFrame(frame(typeof raw === 'string' ? { path: raw } : raw), indexTree(tree)).path;

const WEB = [
  'src/cart.ts',
  'src/checkout/cart.ts',
  'src/app/page.tsx',
  'src/app/(shop)/cart/[id]/page.tsx',
  'pages/orders.tsx',
  'src/components/Cart.vue',
  'src/index.ts',
  'package.json',
  'test/cart.test.ts',
];
const PY = [
  'app/orders/views.py',
  'app/orders/__init__.py',
  'app/users/views.py',
  'src/mypkg/core.py',
  'manage.py',
  'tests/test_views.py',
];
const JVM = [
  'src/main/java/com/acme/Cart.java',
  'src/main/java/com/acme/web/util/UriUtils.java',
  'src/main/kotlin/checkout/Total.kt',
  'src/test/java/com/acme/CartTest.java',
  'core/src/main/scala/com/acme/Stock.scala',
];
const GO = [
  'internal/cart/cart.go',
  'cmd/shop/main.go',
  'cart.go',
  'shop.go',
  'vendor/github.com/pkg/errors/errors.go',
];
const MONO = [
  'packages/core/src/reader.ts',
  'packages/core/src/index.ts',
  'packages/web/src/index.ts',
  'packages/babel-traverse/src/path/context.ts',
  'packages/web/dist/reader.js',
];
const LIB = ['lib/express.js', 'lib/router/layer.js', 'lib/utils.js', 'index.js', 'test/router.js'];

describe('mapFrame', () => {
  it.each<[string | Raw, readonly string[], string | null]>([
    // bundlers, deploy roots
    ['webpack:///./src/checkout/cart.ts', WEB, 'src/checkout/cart.ts'],
    ['webpack://_N_E/./src/checkout/cart.ts?a1b2', WEB, 'src/checkout/cart.ts'],
    ['webpack-internal:///(rsc)/./src/app/page.tsx', WEB, 'src/app/page.tsx'],
    ['app:///src/cart.ts', WEB, 'src/cart.ts'],
    ['~/src/cart.ts', WEB, 'src/cart.ts'],
    ['/var/task/src/cart.js', WEB, 'src/cart.ts'],
    ['/usr/src/app/dist/checkout/cart.js', WEB, 'src/checkout/cart.ts'],
    ['C:\\build\\shop\\src\\checkout\\cart.ts', WEB, 'src/checkout/cart.ts'],
    ['http://localhost:5173/src/cart.ts?t=17', WEB, 'src/cart.ts'],
    ['http://localhost:5173/@fs/Users/me/shop/src/cart.ts', WEB, 'src/cart.ts'],
    ['turbopack:///[project]/src/app/page.tsx', WEB, 'src/app/page.tsx'],
    ['file:///srv/shop/src/cart.ts', WEB, 'src/cart.ts'],
    ['../../src/checkout/cart.ts', WEB, 'src/checkout/cart.ts'],
    ['/app/.next/server/app/page.js', WEB, 'src/app/page.tsx'],
    ['app:///_next/static/chunks/pages/orders-0a1b2c3d4e5f6071.js', WEB, 'pages/orders.tsx'],
    [
      'https://shop.example/_next/static/chunks/app/(shop)/cart/%5Bid%5D/page-0a1b2c3d4e5f6071.js',
      WEB,
      'src/app/(shop)/cart/[id]/page.tsx',
    ],
    ['src/components/Cart.vue?vue&type=script', WEB, 'src/components/Cart.vue'],
    ['/app/SRC/Checkout/Cart.ts', WEB, 'src/checkout/cart.ts'],
    ['cart.ts', WEB, null], // two files
    ['index.js', [...WEB, 'src/shop/index.ts'], null],
    ['https://cdn.example/static/js/main.3f2a1b.js', WEB, null],
    ['/app/node_modules/lodash/index.js', WEB, null],
    ['/app/node_modules/react-cart/src/index.js', WEB, null],
    ['node:internal/process/task_queues', WEB, null],
    ['<anonymous>', WEB, null],
    ['', WEB, null],
    // Python
    ['/usr/src/app/app/orders/views.py', PY, 'app/orders/views.py'],
    [{ path: 'app/orders/views.py', absPath: '/code/app/orders/views.py' }, PY, 'app/orders/views.py'],
    [{ module: 'app.orders.views', platform: 'python' }, PY, 'app/orders/views.py'],
    [{ module: 'app.orders', platform: 'python' }, PY, 'app/orders/__init__.py'],
    ['/usr/lib/python3.11/site-packages/mypkg/core.py', PY, 'src/mypkg/core.py'],
    ['/opt/venv/lib/python3.8/site-packages/mypkg/core.pyc', PY, 'src/mypkg/core.py'],
    ['C:\\Python39\\lib\\site-packages\\mypkg\\core.py', PY, 'src/mypkg/core.py'],
    ['/usr/lib/python3.11/site-packages/users/views.py', ['api/users/urls.py'], null],
    ['/usr/lib/python3.11/orders/views.py', PY, null], // the runtime's own library
    [
      { path: 'requests/api.py', absPath: '/x/site-packages/requests/api.py' },
      ['src/pip/_vendor/requests/api.py'],
      null,
    ],
    ['views.py', PY, null],
    ['/home/me/try/views.py', PY, null],
    // JVM
    [{ path: 'Cart.java', module: 'com.acme.Cart$Inner', platform: 'java' }, JVM, JVM[0] ?? null],
    [{ path: 'Cart.java', module: 'com.acme.Cart' }, JVM, JVM[0] ?? null],
    [{ path: 'Cart.java', function: 'com.acme.Cart.add' }, JVM, JVM[0] ?? null],
    [{ module: 'com.acme.Cart', platform: 'java' }, JVM, JVM[0] ?? null],
    [{ path: 'com/acme/Cart.java' }, JVM, JVM[0] ?? null],
    [{ path: 'UriUtils.java', module: 'org.springframework.web.util.UriUtils' }, JVM, null],
    [{ path: 'Total.kt', module: 'com.acme.checkout.TotalKt' }, JVM, 'src/main/kotlin/checkout/Total.kt'],
    [{ module: 'com.acme.checkout.TotalKt', platform: 'java' }, JVM, 'src/main/kotlin/checkout/Total.kt'],
    [{ path: 'Stock.scala', module: 'com.acme.Stock$' }, JVM, 'core/src/main/scala/com/acme/Stock.scala'],
    [{ path: 'HashMap.java', module: 'java.util.HashMap' }, JVM, null],
    // Go
    ['/go/src/github.com/acme/shop/internal/cart/cart.go', GO, 'internal/cart/cart.go'],
    ['/go/pkg/mod/github.com/acme/shop@v1.2.3/internal/cart/cart.go', GO, 'internal/cart/cart.go'],
    ['/go/pkg/mod/github.com/acme/shop/v2@v2.0.1/internal/cart/cart.go', GO, 'internal/cart/cart.go'],
    ['/go/pkg/mod/github.com/acme/shop@v1.2.3/cart.go', GO, 'cart.go'],
    ['/go/pkg/mod/github.com/other/thing@v1.0.0/cart.go', GO.slice(0, 3), null],
    [
      { path: 'cart.go', function: 'github.com/acme/shop/internal/cart.(*Cart).Add' },
      GO,
      'internal/cart/cart.go',
    ],
    ['/usr/local/go/src/net/http/server.go', [...GO, 'internal/http/server.go'], null],
    ['/build/vendor/github.com/pkg/errors/errors.go', GO, 'vendor/github.com/pkg/errors/errors.go'],
    // monorepo, installed copies
    ['/app/node_modules/@acme/core/dist/reader.js', MONO, 'packages/core/src/reader.ts'],
    [
      '/x/node_modules/.pnpm/@acme+core@1.0.0/node_modules/@acme/core/dist/index.js',
      MONO,
      'packages/core/src/index.ts',
    ],
    [
      '/x/node_modules/@babel/traverse/lib/path/context.js',
      MONO,
      'packages/babel-traverse/src/path/context.ts',
    ],
    ['/srv/packages/web/dist/index.js', MONO, 'packages/web/src/index.ts'],
    ['/srv/api/node_modules/express/lib/router/layer.js', LIB, 'lib/router/layer.js'],
    ['/srv/api/node_modules/express/index.js', LIB, 'index.js'],
    [{ path: '/srv/api/node_modules/express/lib/express.js', platform: 'javascript' }, LIB, 'lib/express.js'],
    ['/srv/api/node_modules/other/index.js', LIB, null],
    // Ruby, PHP, .NET, Swift
    ['/app/app/models/order.rb', ['app/models/order.rb', 'lib/order.rb'], 'app/models/order.rb'],
    [
      '/usr/local/bundle/gems/activerecord-7.0.1/lib/active_record/core.rb',
      ['activerecord/lib/active_record/core.rb'],
      'activerecord/lib/active_record/core.rb',
    ],
    [
      '/var/www/html/app/Http/Kernel.php',
      ['app/Http/Kernel.php', 'app/Console/Kernel.php'],
      'app/Http/Kernel.php',
    ],
    [{ module: 'App\\Http\\Kernel', platform: 'php' }, ['app/Http/Kernel.php'], 'app/Http/Kernel.php'],
    ['/var/www/html/vendor/laravel/framework/src/Illuminate/Support/Str.php', ['app/Support/Str.php'], null],
    ['D:\\a\\1\\s\\src\\Shop\\Cart.cs', ['src/Shop/Cart.cs', 'src/Admin/Cart.cs'], 'src/Shop/Cart.cs'],
    ['/_/src/Shop/Cart.cs', ['src/Shop/Cart.cs'], 'src/Shop/Cart.cs'],
    [
      { module: 'Shop.Web.CartService', function: 'Add', platform: 'csharp' },
      ['src/Shop.Web/CartService.cs', 'src/Admin/CartService.cs'],
      'src/Shop.Web/CartService.cs',
    ],
    ['CartViewController.swift', ['Shop/UI/CartViewController.swift'], 'Shop/UI/CartViewController.swift'],
    ['package:shop/src/cart.dart', ['lib/src/cart.dart'], 'lib/src/cart.dart'],
  ])('%j → %#', (raw, tree, expected) => {
    expect(map(raw, tree)).toBe(expected);
  });

  it('says that several files fit equally well instead of guessing', () => {
    const tree = indexTree(['apps/a/src/total.ts', 'apps/b/src/total.ts']);
    const mapping = mapFrame(frame({ path: 'webpack:///./src/total.ts' }), tree);
    expect(mapping).toMatchObject({ path: null, candidates: ['apps/a/src/total.ts', 'apps/b/src/total.ts'] });
    expect(mapping.reason).toContain('ambiguous');
  });

  it('lets code mappings win', () => {
    const tree = indexTree(['services/api/src/cart.ts', 'src/cart.ts']);
    const mappings = [{ stackRoot: '/srv/api/', sourceRoot: 'services/api' }];
    expect(mapFrame(frame({ path: '/srv/api/src/cart.ts' }), tree, mappings).path).toBe(
      'services/api/src/cart.ts',
    );
  });
});

describe('mapFrame holds for any tree and frame', () => {
  const word = fc.stringMatching(/^[a-z]{2,8}$/);
  const file = fc
    .tuple(fc.array(word, { minLength: 1, maxLength: 4 }), fc.stringMatching(/^[a-z]{4,9}x$/))
    .map(([folders, stem]) => `${folders.join('/')}/${stem}.py`);

  it('never throws, whatever the text', () => {
    const odd = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(
        '%E0%A4%A',
        '\ud800/x.js',
        '..',
        '../..',
        '/',
        'a//b\\\\c.js',
        '.'.repeat(2_000),
        'node_modules/@x',
      ),
    );
    fc.assert(
      fc.property(odd, odd, fc.array(odd, { maxLength: 8 }), (path, module, tree) => {
        const mapping = mapFrame(
          frame({ path, module, absPath: `/site-packages/${path}` }),
          indexTree([...tree, path]),
        );
        expect(mapping.path === null || typeof mapping.path === 'string').toBe(true);
      }),
    );
  });

  it('does not depend on the order or repetition of the tree', () => {
    fc.assert(
      fc.property(fc.array(file, { minLength: 1, maxLength: 12 }), fc.nat(), (tree, pick) => {
        const path = tree[pick % tree.length] ?? '';
        const forward = mapFrame(frame({ path: `/srv/x1/${path}` }), indexTree(tree));
        const backward = mapFrame(
          frame({ path: `/srv/x1/${path}` }),
          indexTree([...tree, ...tree].reverse()),
        );
        expect(backward).toEqual(forward);
      }),
    );
  });

  it('maps to the same file below any root or bundler prefix', () => {
    const prefixes = [
      '',
      './',
      '/usr/src/app/',
      '/var/task/',
      'app:///',
      '~/',
      'C:\\b1\\shop2\\',
      'webpack://shop2/./',
    ];
    fc.assert(
      fc.property(fc.uniqueArray(file, { minLength: 1, maxLength: 12 }), fc.nat(), (tree, pick) => {
        const path = tree[pick % tree.length] ?? '';
        const index = indexTree(tree);
        for (const prefix of prefixes) {
          expect(mapFrame(frame({ path: prefix + path }), index).path, prefix).toBe(path);
        }
      }),
    );
  });

  it('answers with a file of the tree or with none', () => {
    fc.assert(
      fc.property(fc.array(file, { maxLength: 12 }), file, (tree, path) => {
        const mapping = mapFrame(frame({ path: `/x/${path}` }), indexTree(tree));
        if (mapping.path !== null) expect(tree).toContain(mapping.path);
        for (const candidate of mapping.candidates) expect(tree).toContain(candidate);
      }),
    );
  });

  it('maps 250 frames over 100,000 files', () => {
    const tree = Array.from(
      { length: 100_000 },
      (_, at) => `packages/p${at % 997}/src/index${at % 7 ? at : ''}.ts`,
    );
    const index = indexTree(tree);
    const frames = Array.from({ length: 250 }, (_, at) =>
      frame({ path: `/app/packages/p${at}/dist/index.js` }),
    );
    const event = {
      exceptions: [{ type: null, value: null, module: null, handled: null, mechanism: null, frames }],
    };
    expect(mapEvent(event, index)[0]?.filter((mapping) => mapping.path !== null).length).toBe(250);
  });
});

describe('mapEvent', () => {
  it('takes a package for the project when several of its files lie in the tree', () => {
    const index = indexTree(['lib/utils.js', 'lib/parser.js', 'index.js', 'test/a.js']);
    const frames = ['index.js', 'lib/utils.js', 'lib/parser.js'].map((path) =>
      frame({ path: `/app/node_modules/any/${path}` }),
    );
    const exception = { type: null, value: null, module: null, handled: null, mechanism: null };
    const alone = mapFrame(frames[1] ?? frame({}), index);
    expect(alone.path).toBeNull();
    const [mappings] = mapEvent({ exceptions: [{ ...exception, frames }] }, index);
    expect(mappings?.map((mapping) => mapping.path)).toEqual(['index.js', 'lib/utils.js', 'lib/parser.js']);
  });
});
