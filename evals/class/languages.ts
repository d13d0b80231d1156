import {
  printDotnet,
  printGo,
  printJava,
  printNative,
  printPhp,
  printPython,
  printRuby,
  printSwift,
  printV8,
} from './print.ts';
import type { Call, Fault } from './story.ts';

/** One exception of a chain, in neutral words. */
export interface Raised {
  readonly type: string;
  readonly message: string;
  /** Outermost first. */
  readonly calls: readonly Call[];
}

/** How one language names things and prints what it raised. */
export interface Language {
  readonly name: string;
  readonly platform: string;
  readonly types: Readonly<Record<Fault, string>>;
  readonly otherType: string;
  readonly path: (file: string) => string;
  readonly module: (file: string) => string | null;
  readonly function: (name: string, file: string) => string;
  /** Frames of runtime and framework around the application's own. */
  readonly outer: readonly NonNullable<Call['library']>[];
  /** Frames of a client library below the application's own. */
  readonly inner: readonly NonNullable<Call['library']>[];
  /** The trace as the runtime prints it; the root cause first. */
  readonly print: (chain: readonly Raised[], language: Language) => string;
}

const words = (text: string) => text.split(/[ /]/);
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
const camel = (text: string) =>
  words(text)
    .map((word, at) => (at === 0 ? word : capital(word)))
    .join('');
const pascal = (text: string) => words(text).map(capital).join('');
const snake = (text: string) => words(text).join('_');
const folder = (file: string) => file.split('/')[0] ?? '';
const base = (file: string) => file.split('/')[1] ?? file;

const jvm = (prefix: string, ending: string): Pick<Language, 'path' | 'module' | 'function' | 'print'> => ({
  path: (file) => `${pascal(base(file))}.${ending}`,
  module: (file) => `${prefix}.${folder(file)}.${pascal(base(file))}`,
  function: (name) => camel(name),
  print: printJava,
});
const SPRING = [
  { path: 'Thread.java', name: 'java.base/java.lang.Thread.run' },
  { path: 'ThreadPoolExecutor.java', name: 'java.base/java.util.concurrent.ThreadPoolExecutor.runWorker' },
  { path: 'DispatcherServlet.java', name: 'org.springframework.web.servlet.DispatcherServlet.doDispatch' },
];
const JDBC = [
  { path: 'HikariPool.java', name: 'com.zaxxer.hikari.pool.HikariPool.getConnection' },
  { path: 'PgConnection.java', name: 'org.postgresql.jdbc.PgConnection.connect' },
];

export const LANGUAGES: readonly Language[] = [
  {
    name: 'JavaScript',
    platform: 'node',
    types: { value: 'RangeError', state: 'InvalidStateError', missing: 'NotFoundError', io: 'FetchError' },
    otherType: 'TypeError',
    path: (file) => `/usr/src/app/src/${folder(file)}/${words(base(file)).join('-')}.js`,
    module: () => null,
    function: (name, file) => (name.startsWith('a') ? `${pascal(base(file))}.${camel(name)}` : camel(name)),
    outer: [
      {
        path: '/usr/src/app/node_modules/express/lib/router/layer.js',
        name: 'Layer.handle [as handle_request]',
      },
      { path: '/usr/src/app/node_modules/express/lib/router/route.js', name: 'next' },
    ],
    inner: [
      { path: '/usr/src/app/node_modules/pg/lib/client.js', name: 'Client.query' },
      { path: '/usr/src/app/node_modules/pg-pool/index.js', name: 'Pool.connect' },
    ],
    print: printV8,
  },
  {
    name: 'TypeScript bundle',
    platform: 'javascript',
    types: { value: 'ValidationError', state: 'Error', missing: 'TypeError', io: 'AxiosError' },
    otherType: 'RangeError',
    path: (file) => `https://shop.example/assets/${camel(base(file))}-BxY12z_a.js`,
    module: () => null,
    function: (name) => camel(name),
    outer: [
      { path: 'https://shop.example/assets/node_modules/react-dom/index.js', name: 'callCallback' },
      { path: 'https://shop.example/assets/node_modules/react-dom/index.js', name: 'invokeGuardedCallback' },
    ],
    inner: [{ path: 'https://shop.example/assets/node_modules/axios/axios.js', name: 'settle' }],
    print: printV8,
  },
  {
    name: 'Python',
    platform: 'python',
    types: { value: 'ValueError', state: 'shop.errors.StateError', missing: 'LookupError', io: 'OSError' },
    otherType: 'TypeError',
    path: (file) => `/srv/shop/${folder(file)}/${snake(base(file))}.py`,
    module: () => null,
    function: (name) => snake(name),
    outer: [
      { path: '/srv/venv/lib/python3.12/site-packages/django/core/handlers/exception.py', name: 'inner' },
      { path: '/srv/venv/lib/python3.12/site-packages/django/core/handlers/base.py', name: '_get_response' },
    ],
    inner: [
      { path: '/srv/venv/lib/python3.12/site-packages/sqlalchemy/engine/base.py', name: '_execute_context' },
      { path: '/srv/venv/lib/python3.12/site-packages/psycopg2/extras.py', name: 'execute' },
    ],
    print: printPython,
  },
  {
    name: 'Java',
    platform: 'java',
    types: {
      value: 'java.lang.IllegalArgumentException',
      state: 'java.lang.IllegalStateException',
      missing: 'java.util.NoSuchElementException',
      io: 'java.io.IOException',
    },
    otherType: 'java.lang.UnsupportedOperationException',
    ...jvm('com.acme', 'java'),
    outer: SPRING,
    inner: JDBC,
  },
  {
    name: 'Kotlin',
    platform: 'java',
    types: {
      value: 'java.lang.IllegalArgumentException',
      state: 'kotlin.KotlinNullPointerException',
      missing: 'io.acme.MissingError',
      io: 'java.net.ConnectException',
    },
    otherType: 'java.lang.ClassCastException',
    ...jvm('io.acme.app', 'kt'),
    outer: [{ path: 'ActivityThread.java', name: 'android.app.ActivityThread.main' }, ...SPRING.slice(0, 1)],
    inner: [{ path: 'RealCall.kt', name: 'okhttp3.internal.connection.RealCall.execute' }],
  },
  {
    name: 'Go',
    platform: 'go',
    types: { value: 'panic', state: 'panic', missing: 'panic', io: 'panic' },
    otherType: '*net.OpError',
    path: (file) => `/build/shop/${folder(file)}/${snake(base(file))}.go`,
    module: (file) => `github.com/acme/shop/${folder(file)}`,
    function: (name, file) => `(*${pascal(base(file))}).${pascal(name)}`,
    outer: [
      { path: '/usr/local/go/src/net/http/server.go', name: 'net/http.HandlerFunc.ServeHTTP' },
      {
        path: '/root/go/pkg/mod/github.com/go-chi/chi/v5@v5.0.8/mux.go',
        name: 'github.com/go-chi/chi/v5.(*Mux).ServeHTTP',
      },
    ],
    inner: [
      { path: '/usr/local/go/src/database/sql/sql.go', name: 'database/sql.(*DB).QueryContext' },
      { path: '/root/go/pkg/mod/github.com/lib/pq@v1.10.9/conn.go', name: 'github.com/lib/pq.(*conn).query' },
    ],
    print: printGo,
  },
  {
    name: 'Ruby',
    platform: 'ruby',
    types: {
      value: 'ArgumentError',
      state: 'Shop::StateError',
      missing: 'ActiveRecord::RecordNotFound',
      io: 'IOError',
    },
    otherType: 'NoMethodError',
    path: (file) => `/app/app/services/${folder(file)}/${snake(base(file))}.rb`,
    module: () => null,
    function: (name, file) => `${pascal(base(file))}#${snake(name)}`,
    outer: [
      { path: '/usr/local/bundle/gems/rack-2.2.8/lib/rack/head.rb', name: 'Rack::Head#call' },
      { path: '/usr/local/bundle/gems/actionpack-7.1.2/lib/action_controller/metal.rb', name: 'dispatch' },
    ],
    inner: [{ path: '/usr/local/bundle/gems/pg-1.5.4/lib/pg/connection.rb', name: 'PG::Connection#exec' }],
    print: printRuby,
  },
  {
    name: 'PHP',
    platform: 'php',
    types: {
      value: 'InvalidArgumentException',
      state: 'LogicException',
      missing: 'OutOfBoundsException',
      io: 'RuntimeException',
    },
    otherType: 'TypeError',
    path: (file) => `/var/www/html/app/${pascal(folder(file))}/${pascal(base(file))}.php`,
    module: (file) => `App\\${pascal(folder(file))}\\${pascal(base(file))}`,
    function: (name) => camel(name),
    outer: [
      { path: '/var/www/html/vendor/laravel/framework/src/Illuminate/Routing/Router.php', name: 'dispatch' },
      { path: '/var/www/html/vendor/laravel/framework/src/Illuminate/Pipeline/Pipeline.php', name: 'then' },
    ],
    inner: [{ path: '/var/www/html/vendor/guzzlehttp/guzzle/src/Client.php', name: 'request' }],
    print: printPhp,
  },
  {
    name: '.NET',
    platform: 'csharp',
    types: {
      value: 'System.ArgumentException',
      state: 'System.InvalidOperationException',
      missing: 'System.Collections.Generic.KeyNotFoundException',
      io: 'System.IO.IOException',
    },
    otherType: 'System.NotSupportedException',
    path: (file) => `C:\\agent\\_work\\1\\s\\src\\${pascal(folder(file))}\\${pascal(base(file))}.cs`,
    module: (file) => `Acme.Shop.${pascal(folder(file))}.${pascal(base(file))}`,
    function: (name) => pascal(name),
    outer: [
      { path: '', name: 'Microsoft.AspNetCore.Mvc.Infrastructure.ControllerActionInvoker.InvokeAsync' },
      { path: '', name: 'Microsoft.AspNetCore.Routing.EndpointMiddleware.Invoke' },
    ],
    inner: [{ path: '', name: 'Npgsql.NpgsqlConnection.Open' }],
    print: printDotnet,
  },
  {
    name: 'Swift',
    platform: 'cocoa',
    types: {
      value: 'NSInvalidArgumentException',
      state: 'NSInternalInconsistencyException',
      missing: 'NSRangeException',
      io: 'NSFileHandleOperationException',
    },
    otherType: 'NSGenericException',
    path: (file) => `${pascal(base(file))}.swift`,
    module: () => null,
    function: (name, file) => `${pascal(base(file))}.${camel(name)}`,
    outer: [
      { path: 'UIKitCore', name: 'UIApplicationMain' },
      { path: 'CoreFoundation', name: '__CFRunLoopRun' },
    ],
    inner: [{ path: 'Foundation', name: '-[NSFileHandle writeData:]' }],
    print: printSwift,
  },
  {
    name: 'C++',
    platform: 'native',
    types: {
      value: 'std::invalid_argument',
      state: 'std::logic_error',
      missing: 'std::out_of_range',
      io: 'std::ios_base::failure',
    },
    otherType: 'std::bad_alloc',
    path: (file) => `/home/ci/shop/src/${folder(file)}/${snake(base(file))}.cpp`,
    module: () => null,
    function: (name, file) => `shop::${pascal(base(file))}::${camel(name)}`,
    outer: [{ path: '/build/glibc/csu/libc-start.c', name: '__libc_start_main' }],
    inner: [{ path: '/usr/include/c++/12/bits/basic_string.h', name: 'std::__throw_out_of_range_fmt' }],
    print: printNative,
  },
];
