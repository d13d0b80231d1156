const js = (p: string, p2: string) => `TypeError: Cannot read properties of undefined (reading 'price')
    at lineTotal (${p}:12:5)
    at Array.map (<anonymous>)
    at total (${p}:4:5)
    at checkout (${p2}:9:1)`;
const jsTold = [
  js('webpack:///./src/cart.ts', 'webpack:///./src/pages/checkout.tsx'),
  js('webpack-internal:///(rsc)/./src/cart.ts', 'webpack-internal:///(rsc)/./src/pages/checkout.tsx'),
  js('/app/src/cart.js', '/app/src/pages/checkout.js'),
  js('app:///src/cart.js', 'app:///src/pages/checkout.js'),
  js('http://localhost:3000/src/cart.ts?t=1699', 'http://localhost:3000/src/pages/checkout.tsx?t=1699'),
  js('file:///C:/work/shop/dist/cart.mjs', 'file:///C:/work/shop/dist/pages/checkout.mjs'),
  js(
    'https://x.io/_next/static/chunks/cart-3f2a1b9c77aa00ff.js',
    'https://x.io/_next/static/chunks/pages/checkout-aa2a1b9c77aa00ff.js',
  ),
  js('https://x.io/assets/cart-DkLmQxYz.js', 'https://x.io/assets/checkout-B1x_9-Zz.js'),
  js('/var/task/.next/server/chunks/cart.js', '/var/task/.next/server/pages/checkout.js'),
  `TypeError: Cannot read properties of undefined (reading 'price')
    at Proxy.lineTotal (/app/src/cart.js:12:5)
    at Function.apply (native)
    at __awaiter (/app/src/cart.js:2:5)
    at new Promise (<anonymous>)
    at Cart.total [as sum] (/app/src/cart.js:4:5)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)
    at async Promise.all (index 0)
    at async checkout (/app/src/pages/checkout.js:9:1)`,
];
const jv = (l: string[]) =>
  `java.lang.IllegalStateException: cart 12 is empty\n` + l.map((x) => '\tat ' + x).join('\n');
const javaTold = [
  jv([
    'com.acme.Cart.total(Cart.java:12)',
    'com.acme.Checkout.pay(Checkout.java:40)',
    'com.acme.Web.get(Web.java:4)',
  ]),
  jv([
    'com.acme.Cart.total(Cart.java:14)',
    'com.acme.Cart$$FastClassBySpringCGLIB$$5b9c.invoke(<generated>)',
    'org.springframework.cglib.proxy.MethodProxy.invoke(MethodProxy.java:218)',
    'com.acme.Cart$$EnhancerBySpringCGLIB$$c1.total(<generated>)',
    'sun.reflect.GeneratedMethodAccessor312.invoke(Unknown Source)',
    'com.sun.proxy.$Proxy45.total(Unknown Source)',
    'com.acme.Checkout.pay(Checkout.java:44)',
    'com.acme.Web.get(Web.java:4)',
  ]),
  jv([
    'com.acme.Cart.total(SourceFile:3)',
    'com.acme.Checkout.pay(SourceFile:40)',
    'com.acme.Web.get(SourceFile:4)',
  ]),
  jv([
    'com.acme.Cart.lambda$total$7(Cart.java:12)',
    'java.base/java.util.stream.ReferencePipeline$3$1.accept(ReferencePipeline.java:197)',
    'com.acme.Cart.total(Cart.java:12)',
    'com.acme.Checkout$HibernateProxy$abc.pay(Unknown Source)',
    'com.acme.Checkout.pay(Checkout.java:40)',
    'com.acme.Web.get(Web.java:4)',
  ]),
  jv([
    'com.acme.Cart.$anonfun$total$1(Cart.scala:12)',
    'com.acme.Cart.total(Cart.scala:12)',
    'com.acme.Checkout.pay(Checkout.scala:40)',
  ]),
  jv([
    'com.acme.Cart$total$2.invokeSuspend(Cart.kt:12)',
    'kotlin.coroutines.jvm.internal.BaseContinuationImpl.resumeWith(ContinuationImpl.kt:33)',
    'com.acme.Checkout.pay(Checkout.kt:40)',
  ]),
  jv(['com.acme.Cart$Companion.total(Cart.kt:12)', 'com.acme.CheckoutKt.pay(Checkout.kt:40)']),
];
const cs = (l: string[]) =>
  `System.InvalidOperationException: Cart 12 is empty\n` + l.map((x) => '   at ' + x).join('\n');
const csTold = [
  cs([
    'Acme.Cart.Total(Order o) in C:\\src\\Cart.cs:line 12',
    'Acme.Checkout.Pay() in C:\\src\\Checkout.cs:line 3',
  ]),
  cs([
    'Acme.Cart.<Total>d__5.MoveNext() in /src/Cart.cs:line 14',
    'System.Runtime.CompilerServices.TaskAwaiter.HandleNonSuccessAndDebuggerNotification(Task task)',
    'Acme.Checkout.<Pay>d__9.MoveNext() in /src/Checkout.cs:line 5',
  ]),
  cs(['Acme.Cart.Total(Order o)', 'Acme.Checkout.Pay()']),
  cs([
    'Acme.Cart.<>c__DisplayClass3_0.<Total>b__1(Item i) in /src/Cart.cs:line 14',
    'System.Linq.Enumerable.Sum[TSource](IEnumerable`1 source, Func`2 selector)',
    'Acme.Cart.Total(Order o) in C:\\src\\Cart.cs:line 12',
    'Acme.Checkout.Pay() in C:\\src\\Checkout.cs:line 3',
  ]),
];
const py = (p: string, extra = '') =>
  `Traceback (most recent call last):\n  File "${p}web.py", line 4, in get\n    pay()\n${extra}  File "${p}cart.py", line 12, in total\n    x\nValueError: cart 12 is empty`;
const pyTold = [
  py('/srv/shop/'),
  py('C:\\shop\\shop\\'),
  py('/usr/lib/python3/dist-packages/shop/'),
  py(
    '/srv/shop/',
    '  File "/usr/lib/python3.11/contextlib.py", line 81, in inner\n    return func(*args, **kwds)\n  File "/srv/shop/deco.py", line 8, in wrapper\n    return f()\n',
  ),
];
const rb = (a: string, b: string) => `${a}: cart 12 is empty (ArgumentError)\n\tfrom ${b}`;
const rbTold = [
  rb("app/models/cart.rb:12:in `total'", "app/controllers/carts_controller.rb:4:in `show'"),
  rb(
    "/app/releases/20240102/app/models/cart.rb:14:in `block (2 levels) in total'",
    "/app/releases/20240102/app/controllers/carts_controller.rb:4:in `show'",
  ),
  rb(
    "app/models/cart.rb:12:in 'Cart#total'",
    "app/controllers/carts_controller.rb:4:in 'CartsController#show'",
  ),
];
const go = (a: string, b: string) => `panic: cart 12 is empty\n\ngoroutine 1 [running]:\n${a}\n${b}`;
const goTold = [
  go('main.(*Cart).Total(0xc000, 0x1)\n\t/src/cart.go:12 +0x1d', 'main.main()\n\t/src/main.go:4 +0x2'),
  go('main.(*Cart).Total.func1(...)\n\t/build/cart.go:14', 'main.main()\n\t/build/main.go:4 +0x2'),
  go(
    'panic({0x1, 0x2})\n\t/usr/local/go/src/runtime/panic.go:884 +0x213\nmain.(*Cart).Total(0xc000, 0x1)\n\t/src/cart.go:12 +0x1d',
    'main.main()\n\t/src/main.go:4 +0x2',
  ),
];
const phpTold = [
  `PHP Fatal error:  Uncaught RuntimeException: cart 12 is empty in /app/src/Cart.php:12\nStack trace:\n#0 /app/src/Checkout.php(33): Acme\\Cart->total()\n#1 {main}\n  thrown in /app/src/Cart.php on line 12`,
  `[2024-01-02 10:00:00] production.ERROR: cart 99 is empty {"exception":"[object] (RuntimeException(code: 0): cart 99 is empty at /var/www/src/Cart.php:14)\n[stacktrace]\n#0 /var/www/src/Checkout.php(35): Acme\\\\Cart->total()\n#1 {main}\n"}`,
  `RuntimeException: cart 5 is empty in /app/src/Cart.php:12\nStack trace:\n#0 /app/src/Checkout.php(33): Acme\\Cart->total()\n#1 {main}`,
];
const swiftTold = [
  `Fatal error: Index out of range: file Swift/ContiguousArrayBuffer.swift, line 600\n0   Shop    0x0000000104c3d2a4 Cart.total(at:) + 120 (Cart.swift:42)\n1   Shop    0x0000000104c3d000 ViewController.tap(_:) + 16 (ViewController.swift:7)`,
  `Swift/Array.swift:1234: Fatal error: Index out of range\n0   Shop    0x0000000204c3d2a4 closure #1 in Cart.total(at:) + 99 (Cart.swift:44)\n1   Shop    0x0000000104c3d000 ViewController.tap(_:) + 16 (ViewController.swift:7)`,
  `Fatal error: Index out of range\n0   Shop    0x0000000204c3d2a4 $s4Shop4CartV5totalyyF + 99\n1   Shop    0x0000000104c3d000 ViewController.tap(_:) + 16`,
];

/** One error as builds, bundlers, runtimes, proxies and versions of its language tell it. The first is compared with the rest. */
export const VARIANTS: Readonly<Record<string, readonly string[]>> = {
  javascript: jsTold,
  jvm: javaTold,
  dotnet: csTold,
  python: pyTold,
  ruby: rbTold,
  go: goTold,
  php: phpTold,
  swift: swiftTold,
};
