import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStacktrace } from '../../../src/domain/stacktrace/parse.ts';

/** Traces as they are pasted into issues, one of each kind. */
const TRACES = {
  v8: `TypeError: Cannot read properties of undefined (reading 'x')
    at Object.total (/app/src/cart.js:12:5)
    at async checkout (file:///app/src/checkout.mjs:3:9)
    at node:internal/process/task_queues:95:5
    at new Foo (webpack-internal:///(rsc)/./src/a.tsx:4:1)
    at eval (eval at foo (http://x/y.js:1:2), <anonymous>:1:3)
    at Array.forEach (<anonymous>)
  [cause]: RangeError: bad
      at deep (/app/src/deep.js:1:2)`,
  ff: `total@http://localhost/static/app.js:12:5
foo/<@https://x.com/a.js?x=1:3:1
@http://x.com/b.js:4`,
  safari: `TypeError: undefined is not an object (evaluating 'a.b')
total@https://x.com/app.js:12:5
global code@https://x.com/app.js:20:1
[native code]`,
  py: `Some prose
Traceback (most recent call last):
  File "/app/a.py", line 3, in f
    return g()
           ^^^
  File "/app/b.py", line 9, in g
    raise KeyError('x')
KeyError: 'x'

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/app/c.py", line 3, in h
    f()
app.errors.CartError: could not
compute
`,
  java: `Exception in thread "main" java.lang.IllegalStateException: outer
	at com.acme.Cart.total(Cart.java:12)
	at java.base/java.lang.Thread.run(Thread.java:833)
Caused by: java.lang.NullPointerException: Cannot invoke "String.length()" because "s" is null
	at com.acme.Price$$EnhancerBySpringCGLIB$$1.of(<generated>)
	at com.acme.Price.of(Price.kt:5) ~[app.jar!/:na]
	... 12 more`,
  go: `panic: runtime error: index out of range [3] with length 2

goroutine 1 [running]:
main.total(0xc000010000, 0x2)
	/src/cart/main.go:12 +0x1d
github.com/acme/shop/cart.(*Cart).Add(...)
	/src/cart/cart.go:40
main.main()
	/src/cart/main.go:5 +0x20
exit status 2`,
  ruby: `app/models/cart.rb:12:in 'Cart#total': undefined method 'price' for nil (NoMethodError)
	from app/controllers/x.rb:3:in \`block in index'
	from /usr/lib/ruby/3.2/gems/rack.rb:3:in \`call'`,
  rails: `NoMethodError (undefined method \`x' for nil:NilClass):
  
app/models/cart.rb:12:in \`total'
app/controllers/carts_controller.rb:4:in \`show'`,
  php: `PHP Fatal error:  Uncaught TypeError: Cart::add(): Argument #1 must be int in /app/src/Cart.php:12
Stack trace:
#0 /app/src/Checkout.php(33): Cart->add('x')
#1 {main}
  thrown in /app/src/Cart.php on line 12`,
  net: `System.InvalidOperationException: outer ---> System.NullReferenceException: Object reference not set
   at Acme.Price.Of(String s) in C:\\src\\Price.cs:line 5
   at Acme.Cart.<Total>d__5.MoveNext() in /src/Cart.cs:line 12
   --- End of inner exception stack trace ---
   at Acme.Checkout.Run(Order o) in /src/Checkout.cs:line 8
   at System.Threading.Tasks.Task.Execute()`,
  rust: `thread 'main' panicked at src/main.rs:4:5:
index out of bounds: the len is 3
stack backtrace:
   0: rust_begin_unwind
             at /rustc/abc/library/std/src/panicking.rs:652:5
   1: shop::cart::total
             at ./src/cart.rs:9:13`,
  sentryjs: `Sentry Issue: [SHOP-1](https://acme.sentry.io/issues/1/)

\`\`\`
TypeError: x is undefined
  File "src/a.ts", line 28, in fn
    source line
  File "src/b.ts", line 3, in outer
(5 additional frame(s) were not displayed)
\`\`\`
This work item was automatically created by Sentry`,
  sentrypy: `\`\`\`
KeyError: 'x'
  File "app/a.py", line 28, in fn
    source line
  File "app/b.py", line 3, in inner
\`\`\``,
  md: "When I click I get **TypeError: Cannot read property 'a' of null** at line 3.\n\nError in `src/foo.js`",
  pytest: `E   ValueError: bad\n\nsrc/x.py:12: ValueError`,
  pytestShort: `test_cart.py:5: in test_total
    assert total() == 3
src/cart.py:12: in total
    raise ValueError("boom")
E   ValueError: boom
_______ test_other _______
test_cart.py:9: in test_other
    go()
E   KeyError: 'x'`,
  pytestLong: `    def test_total():
>       assert total() == 3

test_cart.py:5: 
_ _ _ _ _ _ _ _ _
src/cart.py:12: in total
    return one()
E       ValueError: boom

src/one.py:4: ValueError`,
  group: `  + Exception Group Traceback (most recent call last):
  |   File "/app/m.py", line 5, in run
  |     raise ExceptionGroup("two", errors)
  | ExceptionGroup: two (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | Traceback (most recent call last):
    |   File "/app/n.py", line 2, in inner
    |     raise ValueError(1)
    | ValueError: 1
    +---------------- 2 ----------------
    | Traceback (most recent call last):
    |   File "/app/o.py", line 3, in other
    |     raise KeyError('x')
    | KeyError: 'x'
    +------------------------------------`,
  logcat: `01-02 03:04:05.678  1234  1234 E AndroidRuntime: FATAL EXCEPTION: main
01-02 03:04:05.678  1234  1234 E AndroidRuntime: java.lang.NullPointerException: x
01-02 03:04:05.678  1234  1234 E AndroidRuntime: \tat com.acme.Main.onCreate(Main.kt:12)`,
  logcatBrief: `E/AndroidRuntime( 1234): java.lang.NullPointerException: x
E/AndroidRuntime( 1234): \tat com.acme.Main.onCreate(Main.kt:12)`,
  compose: `2026-01-02T03:04:05.678Z ERROR web | TypeError: x is undefined
2026-01-02T03:04:05.678Z ERROR web |     at total (/app/src/cart.js:12:5)`,
  composeFirst: `web-1  | 2026-01-02T03:04:05.678Z TypeError: x is undefined
web-1  | 2026-01-02T03:04:05.678Z     at total (/app/src/cart.js:12:5)`,
  heroku: `2026-01-02T03:04:05.678901+00:00 app[web.1]: TypeError: x is undefined
2026-01-02T03:04:05.678901+00:00 app[web.1]:     at total (/app/src/cart.js:12:5)`,
  react: `TypeError: boom
    at Cart (webpack-internal:///(rsc)/./src/Cart.tsx:12:5)

The above error occurred in the <Cart> component:

    at Cart (http://x.io/static/js/main.3f2a1b9c.js:1:200)
    at div
    at App (http://x.io/static/js/main.3f2a1b9c.js:1:100)

Consider adding an error boundary to your tree.`,
  goErrors: `failed to load: no such row
github.com/acme/shop/store.(*Store).Load
	/go/src/github.com/acme/shop/store/store.go:42
main.main
	/app/main.go:10`,
  goRecovered: `panic: boom [recovered]
	panic: boom

goroutine 1 [running]:
main.main()
	/app/main.go:9 +0x20

goroutine 34 [select]:
other.run()
	/app/other.go:9 +0x20`,
  dart: `Unhandled exception:
RangeError (index): Invalid value: 5
#0      Cart.total (package:shop/cart.dart:12:5)`,
  elixir: `** (KeyError) key :price not found
    (shop 0.1.0) lib/shop/cart.ex:12: Shop.Cart.total/1
    (phoenix 1.7.2) lib/phoenix/router.ex:430: Phoenix.Router.__call__/5`,
  phpString: `RuntimeException: cart 5 is empty in /app/src/Cart.php:12
Stack trace:
#0 /app/src/Checkout.php(33): Acme\\Cart->total()
#1 {main}`,
  cpp: `terminate called after throwing an instance of 'std::out_of_range'
  what():  vector::_M_range_check: __n (which is 5)
    #0 0x55d0c10380 in shop::Cart::total /home/ci/shop/src/cart.cpp:600:9`,
  apple: `Exception Type:  EXC_BAD_ACCESS (SIGSEGV)
Triggered by Thread:  1

Thread 0:
0   libsystem_kernel.dylib        	0x00000001b2c3d000 mach_msg_trap + 8

Thread 1 Crashed:
0   Shop                          	0x0000000104c3d2a4 Cart.total() + 120 (Cart.swift:42)

Thread 2:
0   libsystem_kernel.dylib        	0x00000001b2c3d000 poll + 8`,
};

/** Exceptions root cause first; frames outermost first. */
const summary = (text: string) =>
  parseStacktrace(text).map(
    ({ type, value, frames }) =>
      `${type} | ${value} | ${frames.map((f) => `${f.path}:${f.line} ${f.module === null ? '' : `${f.module} `}${f.function}`).join(' > ')}`,
  );

const EXPECTED: Record<keyof typeof TRACES, string[]> = {
  v8: [
    'RangeError | bad | /app/src/deep.js:1 deep',
    "TypeError | Cannot read properties of undefined (reading 'x') | <anonymous>:null Array.forEach > http://x/y.js:1 eval > webpack-internal:///(rsc)/./src/a.tsx:4 new Foo > node:internal/process/task_queues:95 null > file:///app/src/checkout.mjs:3 checkout > /app/src/cart.js:12 Object.total",
  ],
  ff: [
    'null | null | http://x.com/b.js:4 null > https://x.com/a.js?x=1:3 foo/< > http://localhost/static/app.js:12 total',
  ],
  safari: [
    "TypeError | undefined is not an object (evaluating 'a.b') | https://x.com/app.js:20 global code > https://x.com/app.js:12 total",
  ],
  py: ["KeyError | 'x' | /app/a.py:3 f > /app/b.py:9 g", 'app.errors.CartError | could not | /app/c.py:3 h'],
  java: [
    'java.lang.NullPointerException | Cannot invoke "String.length()" because "s" is null | Price.kt:5 com.acme.Price of > null:null com.acme.Price$$EnhancerBySpringCGLIB$$1 of',
    'java.lang.IllegalStateException | outer | Thread.java:833 java.lang.Thread run > Cart.java:12 com.acme.Cart total',
  ],
  go: [
    'panic | runtime error: index out of range [3] with length 2 | /src/cart/main.go:5 main main > /src/cart/cart.go:40 github.com/acme/shop/cart (*Cart).Add > /src/cart/main.go:12 main total',
  ],
  ruby: [
    "NoMethodError | undefined method 'price' for nil | /usr/lib/ruby/3.2/gems/rack.rb:3 call > app/controllers/x.rb:3 block in index > app/models/cart.rb:12 Cart#total",
  ],
  rails: [
    "NoMethodError | undefined method `x' for nil:NilClass | app/controllers/carts_controller.rb:4 show > app/models/cart.rb:12 total",
  ],
  php: [
    'TypeError | Cart::add(): Argument #1 must be int | /app/src/Checkout.php:33 Cart->add > /app/src/Cart.php:12 null',
  ],
  net: [
    'System.NullReferenceException | Object reference not set | /src/Cart.cs:12 Acme.Cart.<Total>d__5 MoveNext > C:\\src\\Price.cs:5 Acme.Price Of',
    'System.InvalidOperationException | outer | null:null System.Threading.Tasks.Task Execute > /src/Checkout.cs:8 Acme.Checkout Run',
  ],
  rust: [
    'panic | index out of bounds: the len is 3 | ./src/cart.rs:9 shop::cart::total > /rustc/abc/library/std/src/panicking.rs:652 rust_begin_unwind > src/main.rs:4 null',
  ],
  sentryjs: ['TypeError | x is undefined | src/b.ts:3 outer > src/a.ts:28 fn'],
  sentrypy: ["KeyError | 'x' | app/a.py:28 fn > app/b.py:3 inner"],
  md: [],
  pytest: ['ValueError | bad | src/x.py:12 null'],
  pytestShort: [
    'ValueError | boom | test_cart.py:5 test_total > src/cart.py:12 total',
    "KeyError | 'x' | test_cart.py:9 test_other",
  ],
  pytestLong: ['ValueError | boom | test_cart.py:5 test_total > src/cart.py:12 total > src/one.py:4 null'],
  group: [
    'ValueError | 1 | /app/n.py:2 inner',
    "KeyError | 'x' | /app/o.py:3 other",
    'ExceptionGroup | two (2 sub-exceptions) | /app/m.py:5 run',
  ],
  logcat: ['java.lang.NullPointerException | x | Main.kt:12 com.acme.Main onCreate'],
  logcatBrief: ['java.lang.NullPointerException | x | Main.kt:12 com.acme.Main onCreate'],
  compose: ['TypeError | x is undefined | /app/src/cart.js:12 total'],
  composeFirst: ['TypeError | x is undefined | /app/src/cart.js:12 total'],
  heroku: ['TypeError | x is undefined | /app/src/cart.js:12 total'],
  react: ['TypeError | boom | webpack-internal:///(rsc)/./src/Cart.tsx:12 Cart'],
  goErrors: [
    'null | failed to load: no such row | /app/main.go:10 main main > /go/src/github.com/acme/shop/store/store.go:42 github.com/acme/shop/store (*Store).Load',
  ],
  goRecovered: ['panic | boom | /app/main.go:9 main main'],
  dart: ['RangeError | Invalid value: 5 | package:shop/cart.dart:12 Cart.total'],
  elixir: [
    'KeyError | key :price not found | lib/phoenix/router.ex:430 Phoenix.Router.__call__/5 > lib/shop/cart.ex:12 Shop.Cart.total/1',
  ],
  phpString: [
    'RuntimeException | cart 5 is empty | /app/src/Checkout.php:33 Acme\\Cart->total > /app/src/Cart.php:12 null',
  ],
  cpp: [
    'std::out_of_range | vector::_M_range_check: __n (which is 5) | /home/ci/shop/src/cart.cpp:600 shop::Cart::total',
  ],
  apple: ['EXC_BAD_ACCESS | SIGSEGV | Cart.swift:42 Shop Cart.total()'],
};

describe('parseStacktrace', () => {
  it.each(Object.keys(TRACES) as (keyof typeof TRACES)[])('reads a trace of %s', (name) => {
    expect(summary(TRACES[name])).toEqual(EXPECTED[name]);
  });

  it.each(['v8', 'java', 'py', 'go', 'net', 'php'] as const)(
    'reads %s behind quotes, log prefixes, fences and Windows line ends',
    (name) => {
      const lines = TRACES[name].split('\n');
      expect(summary(lines.map((line) => `> ${line}`).join('\n'))).toEqual(EXPECTED[name]);
      expect(summary(lines.map((line) => `2026-11-20T10:11:12.123Z ${line}`).join('\r\n'))).toEqual(
        EXPECTED[name],
      );
      expect(summary(['It broke:', '```', ...lines, '```', 'Thanks!'].join('\n'))).toEqual(EXPECTED[name]);
    },
  );

  it('is total and bounded on anything', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'at ',
        ' (',
        ')',
        '@',
        ':1',
        'File "',
        '", line ',
        'Error: ',
        '\n',
        '\t',
        '#0 ',
        'Caused by: ',
        ' in ',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 200 }), (pieces) => {
        expect(parseStacktrace(pieces.join('')).length).toBeLessThanOrEqual(20);
      }),
    );
    for (const junk of [
      '('.repeat(65_536),
      'at '.repeat(22_000),
      '@'.repeat(65_536),
      'a:'.repeat(33_000),
      'Error: '.repeat(9_000),
      '#1 ('.repeat(16_000),
    ]) {
      expect(parseStacktrace(junk).length).toBeLessThanOrEqual(20);
    }
  });
});
