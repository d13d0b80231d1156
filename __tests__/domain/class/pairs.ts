/** Labelled pairs of reports: which are one bug, and which only look like it. */
export interface Pair {
  readonly name: string;
  readonly a: string;
  readonly b: string;
}

/** One error as seven browsers tell it. */
export const BROWSERS: Readonly<Record<string, string>> = {
  chrome: `TypeError: Cannot read properties of undefined (reading 'price')
    at lineTotal (https://shop.example/assets/cart.3f2a1b9c.js:48:13)
    at Cart.total (https://shop.example/assets/cart.3f2a1b9c.js:46:9)
    at https://shop.example/assets/cart.3f2a1b9c.js:82:1`,
  oldChrome: `TypeError: Cannot read property 'price' of undefined
    at lineTotal (https://shop.example/assets/cart.3f2a1b9c.js:48:13)
    at Object.total (https://shop.example/assets/cart.3f2a1b9c.js:46:9)
    at HTMLButtonElement.<anonymous> (https://shop.example/assets/cart.3f2a1b9c.js:82:1)`,
  firefox: `TypeError: can't access property "price", item is undefined
lineTotal@https://shop.example/assets/cart.3f2a1b9c.js:48:13
total@https://shop.example/assets/cart.3f2a1b9c.js:46:9
@https://shop.example/assets/cart.3f2a1b9c.js:82:1`,
  oldFirefox: `lineTotal()@https://shop.example/assets/cart.3f2a1b9c.js:48
total()@https://shop.example/assets/cart.3f2a1b9c.js:46
@https://shop.example/assets/cart.3f2a1b9c.js:82`,
  safari: `TypeError: undefined is not an object (evaluating 'item.price')
lineTotal@https://shop.example/assets/cart.3f2a1b9c.js:48:18
total@https://shop.example/assets/cart.3f2a1b9c.js:46:20
global code@https://shop.example/assets/cart.3f2a1b9c.js:82:3`,
  explorer: `TypeError: Unable to get property 'price' of undefined or null reference
   at lineTotal (https://shop.example/assets/cart.3f2a1b9c.js:48:13)
   at Cart.prototype.total (https://shop.example/assets/cart.3f2a1b9c.js:46:9)
   at Anonymous function (https://shop.example/assets/cart.3f2a1b9c.js:82:1)`,
  opera: `Uncaught TypeError: Cannot convert 'item' to object
Error thrown at line 48, column 12 in lineTotal(item) in https://shop.example/assets/cart.3f2a1b9c.js:
    return item.price * item.count;
called from line 46, column 8 in total() in https://shop.example/assets/cart.3f2a1b9c.js:
    lines.map(lineTotal)
called from line 82, column 0 in https://shop.example/assets/cart.3f2a1b9c.js:
    cart.total();`,
};

/** One error in a nameless handler: engines disagree on its line by one, and on what they call its callers. */
export const NAMELESS: Readonly<Record<string, string>> = {
  blink: `TypeError: Cannot read property 'label' of null
    at https://shop.example/js/menu.js:47:22
    at open (https://shop.example/js/menu.js:52:15)
    at start (https://shop.example/js/menu.js:108:168)`,
  gecko: `TypeError: entry is null
@https://shop.example/js/menu.js:48
openMenu@https://shop.example/js/menu.js:52
onclick@https://shop.example/js/menu.js:1`,
  oldWebkit: `TypeError: 'null' is not an object (evaluating 'entry.label')
@https://shop.example/js/menu.js:48
openMenu@https://shop.example/js/menu.js:52
onclick@https://shop.example/js/menu.js:82
[native code]`,
  webkit: `TypeError: null is not an object (evaluating 'entry.label')
https://shop.example/js/menu.js:47:22
open@https://shop.example/js/menu.js:52:15
start@https://shop.example/js/menu.js:108:23`,
  trident: `TypeError: Unable to get property 'label' of undefined or null reference
   at Anonymous function (https://shop.example/js/menu.js:48:13)
   at open (https://shop.example/js/menu.js:46:9)
   at start (https://shop.example/js/menu.js:82:1)`,
};

const py = (message: string, frames: readonly string[], type = 'ValueError') =>
  [
    'Traceback (most recent call last):',
    ...frames.map(
      (frame) =>
        `  File "/srv/shop/${frame.split(':')[0]}", line ${frame.split(':')[1]}, in ${frame.split(':')[2]}`,
    ),
    `${type}: ${message}`,
  ].join('\n');
const java = (type: string, message: string, frames: readonly string[]) =>
  [`${type}: ${message}`, ...frames.map((frame) => `\tat ${frame}`)].join('\n');

export const SAME: readonly Pair[] = [
  {
    name: 'other values in the message',
    a: py('bad quantity 7 for order 1234', ['app.py:3:main', 'cart.py:9:add']),
    b: py('bad quantity -2 for order 99', ['app.py:3:main', 'cart.py:9:add']),
  },
  {
    name: 'lines moved',
    a: py("invalid literal: 'x'", ['app.py:3:main', 'cart.py:9:add']),
    b: py("invalid literal: 'yy'", ['app.py:13:main', 'cart.py:41:add']),
  },
  {
    name: 'another caller of the same fault',
    a: py('stock is negative', ['web.py:3:post', 'cart.py:9:add']),
    b: py('stock is negative', ['jobs.py:8:sync', 'cart.py:9:add']),
  },
  {
    name: 'another root of the deployment',
    a: py('no price', ['cart.py:9:add']),
    b: py('no price', ['cart.py:9:add']).replace('/srv/shop', '/var/task/shop'),
  },
  {
    name: 'a spring proxy between',
    a: java('java.lang.IllegalStateException', 'cart is empty', [
      'com.acme.Cart.total(Cart.java:12)',
      'com.acme.Checkout.pay(Checkout.java:40)',
    ]),
    b: java('java.lang.IllegalStateException', 'cart is empty', [
      'com.acme.Cart.total(Cart.java:14)',
      'com.acme.Checkout$$EnhancerBySpringCGLIB$$1a2b.pay(<generated>)',
      'com.acme.Checkout.pay(Checkout.java:44)',
    ]),
  },
  {
    name: 'a lambda number',
    a: java('java.lang.ArithmeticException', '/ by zero', [
      'com.acme.Price.lambda$rate$0(Price.java:9)',
      'com.acme.Price.rate(Price.java:7)',
    ]),
    b: java('java.lang.ArithmeticException', '/ by zero', [
      'com.acme.Price.lambda$rate$3(Price.java:19)',
      'com.acme.Price.rate(Price.java:17)',
    ]),
  },
  {
    name: 'another bundle hash',
    a: BROWSERS.chrome ?? '',
    b: (BROWSERS.chrome ?? '').replaceAll('3f2a1b9c', '77aa00ff'),
  },
  {
    name: 'an async path',
    a: 'Error: card declined\n    at charge (/app/src/pay.js:10:3)\n    at checkout (/app/src/checkout.js:4:1)',
    b: 'Error: card declined\n    at async charge (/app/src/pay.js:12:3)\n    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)\n    at async checkout (/app/src/checkout.js:8:1)',
  },
  {
    name: 'a carrier that spells out what it carries',
    a: java('java.util.concurrent.CompletionException', 'java.lang.IllegalStateException: cart is empty', [
      'com.acme.Cart.total(Cart.java:12)',
    ]),
    b: java('java.lang.IllegalStateException', 'cart is empty', ['com.acme.Cart.total(Cart.java:19)']),
  },
  {
    name: 'another language of the runtime',
    a: 'System.IO.FileNotFoundException: Could not find the file from the import\n   at Acme.Cart.Load() in /src/Cart.cs:line 12\n   at Acme.Web.Get() in /src/Web.cs:line 8',
    b: 'System.IO.FileNotFoundException: Die Datei des Imports wurde nicht gefunden\n   at Acme.Cart.Load() in /src/Cart.cs:line 14\n   at Acme.Web.Get() in /src/Web.cs:line 8',
  },
  {
    name: "TypeScript's async runner between",
    a: 'Error: card declined\n    at charge (/app/src/pay.js:10:3)\n    at checkout (/app/src/checkout.js:4:1)',
    b: 'Error: card declined\n    at charge (/app/src/pay.js:10:3)\n    at fulfilled (/app/src/pay.js:5:58)\n    at Generator.next (<anonymous>)\n    at checkout (/app/src/checkout.js:4:1)',
  },
  {
    name: 'an index file as source and as built',
    a: 'Error: card declined\n    at charge (webpack:///./src/index.ts:10:3)\n    at checkout (webpack:///./src/checkout.ts:4:1)',
    b: 'Error: card declined\n    at charge (https://shop.example/assets/index-BxY12z_a.js:12:3)\n    at checkout (https://shop.example/assets/checkout-Q9_kd83f.js:8:1)',
  },
  {
    name: 'recursion of another depth',
    a: py(
      'maximum recursion depth exceeded',
      ['tree.py:3:main', ...Array(5).fill('tree.py:9:walk')],
      'RecursionError',
    ),
    b: py(
      'maximum recursion depth exceeded',
      ['tree.py:3:main', ...Array(40).fill('tree.py:9:walk')],
      'RecursionError',
    ),
  },
  {
    name: 'go with other addresses',
    a: 'panic: runtime error: index out of range [3] with length 2\n\ngoroutine 1 [running]:\nmain.total(0xc000010000, 0x2)\n\t/src/cart/main.go:12 +0x1d\nmain.main()\n\t/src/cart/main.go:5 +0x20',
    b: 'panic: runtime error: index out of range [9] with length 5\n\ngoroutine 44 [running]:\nmain.total(0xc00009f000, 0x5)\n\t/build/cart/main.go:22 +0x3a\nmain.main()\n\t/build/cart/main.go:8 +0x20',
  },
  {
    name: 'old and new ruby',
    a: "app/models/cart.rb:12:in `total': undefined method `price' for nil:NilClass (NoMethodError)\n\tfrom app/controllers/carts_controller.rb:4:in `show'",
    b: "app/models/cart.rb:14:in 'Cart#total': undefined method 'price' for nil (NoMethodError)\n\tfrom app/controllers/carts_controller.rb:4:in 'CartsController#show'",
  },
  {
    name: '.NET async state machines',
    a: 'System.InvalidOperationException: Sequence contains no elements\n   at Acme.Cart.<Total>d__5.MoveNext() in /src/Cart.cs:line 12\n   at Acme.Checkout.<Run>d__2.MoveNext() in /src/Checkout.cs:line 8',
    b: 'System.InvalidOperationException: Sequence contains no elements\n   at Acme.Cart.<Total>d__6.MoveNext() in C:\\agent\\Cart.cs:line 19\n   at Acme.Checkout.Run() in C:\\agent\\Checkout.cs:line 8',
  },
];

export const APART: readonly Pair[] = [
  {
    name: 'two bugs in one helper',
    a: py('missing field price', ['cart.py:3:load', 'check.py:9:require']),
    b: py('date is in the past', ['user.py:8:birthday', 'check.py:19:require']),
  },
  {
    name: 'another type at the same place',
    a: py('x', ['cart.py:9:add'], 'KeyError'),
    b: py('x', ['cart.py:9:add'], 'TypeError'),
  },
  {
    name: 'one library error, two callers',
    a: 'Error: connect ECONNREFUSED 10.0.0.1:5432\n    at TCPConnectWrap.afterConnect (node:net:1300:16)\n    at Client.connect (/app/node_modules/pg/lib/client.js:1:1)\n    at loadCart (/app/src/cart.js:3:1)',
    b: 'Error: connect ECONNREFUSED 10.0.0.2:5432\n    at TCPConnectWrap.afterConnect (node:net:1300:16)\n    at Client.connect (/app/node_modules/pg/lib/client.js:1:1)\n    at saveUser (/app/src/user.js:9:1)',
  },
  {
    name: 'one null error in two files',
    a: BROWSERS.chrome ?? '',
    b: (BROWSERS.chrome ?? '')
      .replaceAll('cart.', 'profile.')
      .replaceAll('lineTotal', 'avatarUrl')
      .replaceAll('total', 'render'),
  },
  {
    name: 'one helper, nearly the same words, other callers',
    a: py('missing key price in record 5', ['cart.py:3:load', 'web.py:5:show', 'check.py:9:require']),
    b: py('missing key currency in record 7', ['user.py:8:read', 'job.py:4:run', 'check.py:9:require']),
  },
  {
    name: 'one helper, another name, other callers',
    a: py("'price'", ['cart.py:3:load', 'web.py:5:show', 'check.py:9:require'], 'KeyError'),
    b: py("'currency'", ['user.py:8:read', 'job.py:4:run', 'check.py:9:require'], 'KeyError'),
  },
  {
    name: 'siblings of one file under the same callers',
    a: py('the cart is empty here', ['a.py:1:main', 'b.py:2:run', 'c.py:3:pay', 'cart.py:9:total']),
    b: py('the cart is empty here', ['a.py:1:main', 'b.py:2:run', 'c.py:3:pay', 'cart.py:29:rebate']),
  },
  {
    name: 'functions with names like the language’s own',
    a: 'Error: bad state\n    at apply (/app/src/rules.js:10:3)\n    at a (/app/src/x1.js:4:1)\n    at c (/app/src/x2.js:4:1)',
    b: 'Error: bad state\n    at call (/app/src/rules.js:40:3)\n    at a (/app/src/x1.js:4:1)\n    at c (/app/src/x2.js:4:1)',
  },
  {
    name: 'one wrapper around two causes',
    a: 'app.JobError: job failed\n\tat com.acme.Jobs.run(Jobs.java:5)\nCaused by: java.io.IOException: disk full\n\tat com.acme.Disk.write(Disk.java:7)',
    b: 'app.JobError: job failed\n\tat com.acme.Jobs.run(Jobs.java:5)\nCaused by: java.lang.IllegalStateException: no cart\n\tat com.acme.Cart.total(Cart.java:7)',
  },
  {
    name: 'handlers of one name in folders side by side',
    a: 'Error: not found\n    at handler (/app/src/users/index.js:10:3)\n    at route (/app/src/router.js:4:1)',
    b: 'Error: not found\n    at handler (/app/src/orders/index.js:10:3)\n    at route (/app/src/router.js:4:1)',
  },
  {
    name: 'sibling functions',
    a: java('java.lang.NullPointerException', 'null', [
      'com.acme.Cart.total(Cart.java:12)',
      'com.acme.Web.get(Web.java:4)',
    ]),
    b: java('java.lang.NullPointerException', 'null', [
      'com.acme.Cart.rebate(Cart.java:30)',
      'com.acme.Web.get(Web.java:4)',
    ]),
  },
  {
    name: 'only a type in common',
    a: py('no such table: cart', ['db.py:4:run'], 'OperationalError'),
    b: py('disk is full', ['log.py:4:write'], 'OperationalError'),
  },
  { name: 'two words without stacks', a: 'Error: failed', b: 'Error: broken' },
];
