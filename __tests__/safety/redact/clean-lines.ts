import { randomText } from './samples.ts';

type Random = () => number;
type Make = (random: Random) => string;

const one = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)] as T;
const number = (random: Random, max: number): string => String(1 + Math.floor(random() * max));

const NOUNS =
  `Order Cart Checkout User Session Token Password ApiKey Secret Credential Invoice Payment Webhook Report
  Search Image Upload Avatar Locale Currency Shipping Discount Coupon Ledger Tenant Account Login Profile Inventory`.split(
    /\s+/,
  );
const VERBS =
  `get set load save parse render update create delete verify refresh rotate encrypt sign fetch apply
  validate decode resolve handle dispatch compute merge flush`.split(/\s+/);
const PACKAGES =
  `express next react-dom @nestjs/core @prisma/client axios stripe lodash @sentry/node openai undici
  pg ioredis jsonwebtoken @aws-sdk/client-s3 googleapis @octokit/rest twilio sendgrid firebase-admin`.split(
    /\s+/,
  );
const USERS = 'app node ubuntu runner ec2-user root deploy jenkins vscode alice jdoe mkowalski'.split(' ');

const noun: Make = (r) => one(NOUNS, r);
const method: Make = (r) => `${one(VERBS, r)}${noun(r)}${r() < 0.4 ? noun(r) : ''}`;
const kebab = (name: string): string => name.replace(/(?<=.)([A-Z])/g, '-$1').toLowerCase();
const snake = (name: string): string => kebab(name).replaceAll('-', '_');
const version: Make = (r) => `${number(r, 20)}.${number(r, 30)}.${number(r, 20)}`;
const at: Make = (r) => `${number(r, 900)}:${number(r, 120)}`;
const hex =
  (length: number): Make =>
  (r) =>
    randomText('hex', length, r);
const home: Make = (r) => one(['/home/', '/Users/'], r) + one(USERS, r);

/** One line of a stack trace in each of the usual forms; every random part is of a kind that must survive. */
const FORMS: readonly Make[] = [
  (r) => `    at ${method(r)} (/app/src/${kebab(noun(r))}/${kebab(method(r))}.ts:${at(r)})`,
  (r) => `    at ${noun(r)}Service.${method(r)} (${home(r)}/shop/dist/${kebab(noun(r))}.service.js:${at(r)})`,
  (r) =>
    `    at async ${method(r)} (file:///var/task/node_modules/${one(PACKAGES, r)}/dist/index.mjs:${at(r)})`,
  (r) =>
    `    at ${method(r)} (https://shop.example.com/_next/static/chunks/${number(r, 900)}-${hex(16)(r)}.js:1:${number(r, 90000)})`,
  (r) =>
    `    at ${one(['a', 'e.t', 'n', 'r.value', 'Object.u'], r)} (https://cdn.example.com/assets/index-${randomText('base64url', 8, r)}.js:${at(r)})`,
  (r) =>
    `    at Object.<anonymous> (/app/node_modules/.pnpm/${one(PACKAGES, r).replace('/', '+')}@${version(r)}/node_modules/${one(PACKAGES, r)}/lib/index.js:${at(r)})`,
  (r) => `${method(r)}@https://example.com/static/js/main.${hex(8)(r)}.chunk.js:${at(r)}`,
  (r) =>
    `    at ${noun(r)} (webpack-internal:///(rsc)/./src/app/[locale]/${kebab(noun(r))}/page.tsx:${at(r)})`,
  (r) =>
    `  File "/usr/local/lib/python3.${number(r, 13)}/site-packages/${snake(noun(r))}/${snake(method(r))}.py", line ${number(r, 900)}, in ${snake(method(r))}`,
  (r) => `  File "${home(r)}/shop/${snake(noun(r))}.py", line ${number(r, 900)}, in <lambda>`,
  (r) => `    return self.${snake(method(r))}(${snake(noun(r))}=${snake(noun(r))}, timeout=${number(r, 60)})`,
  (r) => `<app.models.${noun(r)} object at 0x7f${hex(10)(r)}>`,
  (r) =>
    `\tat com.acme.shop.${noun(r).toLowerCase()}.${noun(r)}Service.${method(r)}(${noun(r)}Service.java:${number(r, 900)})`,
  (r) => `\tat com.acme.shop.${noun(r)}$$Lambda$${number(r, 2000)}/0x${hex(16)(r)}.apply(Unknown Source)`,
  (r) => `\tat com.acme.shop.${noun(r)}$$EnhancerBySpringCGLIB$$${hex(8)(r)}.${method(r)}(<generated>)`,
  (r) =>
    `\tat org.springframework.${noun(r).toLowerCase()}.${noun(r)}Filter.doFilter(${noun(r)}Filter.java:${number(r, 400)}) ~[spring-web-${version(r)}.jar!/:${version(r)}]`,
  (r) => `Caused by: com.acme.shop.${noun(r)}Exception: ${snake(noun(r))} must not be null`,
  (r) => `com.acme.shop.${noun(r)}@${hex(8)(r)}`,
  (r) =>
    `\tat com.acme.android.${noun(r)}ViewModel$${method(r)}$1.invokeSuspend(${noun(r)}ViewModel.kt:${number(r, 300)})`,
  (r) => `main.(*${noun(r)}Server).${method(r)}(0xc000${hex(6)(r)}, {0x${hex(6)(r)}, 0xc000${hex(6)(r)}})`,
  (r) =>
    `\t/go/pkg/mod/github.com/acme/${kebab(noun(r))}@v0.0.0-20240115093012-${hex(12)(r)}/${snake(method(r))}.go:${number(r, 900)} +0x${hex(3)(r)}`,
  (r) =>
    `/usr/local/bundle/gems/${kebab(noun(r))}-${version(r)}/lib/${snake(noun(r))}.rb:${number(r, 400)}:in \`${snake(method(r))}'`,
  (r) => `app/models/${snake(noun(r))}.rb:${number(r, 400)}:in 'block in ${noun(r)}#${snake(method(r))}'`,
  (r) =>
    `#${number(r, 40)} /var/www/html/app/Services/${noun(r)}Service.php(${number(r, 400)}): App\\Services\\${noun(r)}Service->${method(r)}(Object(App\\Models\\${noun(r)}))`,
  (r) =>
    `   at Acme.Shop.${noun(r)}Service.<${method(r)}Async>d__${number(r, 40)}.MoveNext() in C:\\src\\Shop\\${noun(r)}Service.cs:line ${number(r, 400)}`,
  (r) =>
    `   at Acme.Shop.${noun(r)}Controller.${method(r)}(${noun(r)} ${snake(noun(r))}, CancellationToken token)`,
  (r) =>
    `${number(r, 40)}   Shop    0x00000001${hex(8)(r)} $s4Shop12${noun(r)}C7${method(r)}yyF + ${number(r, 900)} (${noun(r)}View.swift:${number(r, 300)})`,
  (r) => `  ${number(r, 40)}: shop::${snake(noun(r))}::${snake(method(r))}::h${hex(16)(r)}`,
  (r) => `             at /rustc/${hex(40)(r)}/library/core/src/${snake(noun(r))}.rs:${at(r)}`,
  (r) =>
    `  #0${number(r, 9)} pc 00000000000${hex(5)(r)}  /apex/com.android.runtime/lib64/bionic/libc.so (abort+${number(r, 200)}) (BuildId: ${hex(32)(r)})`,
  (r) =>
    `#${number(r, 30)}      ${noun(r)}Repository.${method(r)} (package:shop/data/${snake(noun(r))}_repository.dart:${at(r)})`,
  (r) =>
    `    (shop ${version(r)}) lib/shop/${snake(noun(r))}.ex:${number(r, 300)}: Shop.${noun(r)}.${snake(method(r))}/2`,
  (r) => `commit ${hex(40)(r)}`,
  (r) => `release: shop@${version(r)}+${hex(7)(r)}`,
  (r) => `image: ghcr.io/acme/${kebab(noun(r))}@sha256:${hex(64)(r)}`,
  (r) => `request ${randomText('uuid', 36, r)} to ${kebab(method(r))} failed with status ${number(r, 500)}`,
  (r) => `trace_id=${hex(32)(r)} span_id=${hex(16)(r)} msg="${kebab(method(r))} failed"`,
  (r) => `TypeError: Cannot read properties of undefined (reading '${method(r)}')`,
  (r) => `AttributeError: '${noun(r)}' object has no attribute '${snake(method(r))}'`,
  (r) => `Error: Cannot find module '../${kebab(noun(r))}/${kebab(method(r))}'`,
  (r) => `undefined method \`${snake(method(r))}' for an instance of ${noun(r)}`,
  (r) =>
    `Expected ${snake(noun(r))} to be of type ${noun(r)}, got ${noun(r)} instead (${one(PACKAGES, r)}@${version(r)})`,
];

/** Lines of stack traces and logs without a secret, varied over languages, paths, names, hashes and versions. */
export function cleanLines(count: number, random: Random): readonly string[] {
  return Array.from({ length: count }, (_, at) => FORMS[at % FORMS.length]?.(random) ?? '');
}
