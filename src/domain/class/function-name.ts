import { demangled } from './mangled.ts';

/** What compilers, engines and proxies put around the name that a programmer wrote, in the order of removal. */
const WRAPPINGS: readonly (readonly [pattern: RegExp, to: string])[] = [
  // .NET: async state machines, local functions, closures
  [/^.*<([A-Za-z_]\w*)>[bdg]__(?:([A-Za-z]\w*)\|)?.*$/, '$1'],
  // Java: lambdas, accessors, Kotlin's defaults and coroutines, Spring's proxies
  [/^lambda\$([A-Za-z_]\w*)\$\d+$/, '$1'],
  [/^\$anonfun\$([A-Za-z_]\w*)\$\d+$/, '$1'],
  [/^access\$\w*$/, ''],
  [/\$(?:default|suspendImpl|lambda\$\d+|\d+|\w+\$\d+)$/, ''],
  // Go: closures, method values
  [/(?:\.func\d+|\.\d+|-fm|\.gowrap\d+)+$/, ''],
  // Ruby
  [/^(?:(?:block(?: \(\d+ levels\))?|rescue|ensure) in )+/, ''],
  // Rust
  [/(?:::\{\{closure\}\})+$|::h[0-9a-f]{16}$/, ''],
  // JavaScript: engines' decorations
  [/^(?:async |new |get |set |bound |static )+/, ''],
  [/ \[as [^\]]{1,100}\]$/, ''],
  [/(?:\/<|<)+$/, ''],
  [/\(.*\)$/, ''],
  [/\*$/, ''],
];

const NAMELESS =
  /^(?:<?anonymous(?: function)?>?|\{anonymous\}|\?|<unknown>|global code|eval code|module code|eval|\[.*\]|<(?:module|lambda|listcomp|genexpr|dictcomp|setcomp|top \(required\)|main|cctor)>|\{closure(?:[:}].*)?|\{main\}|MoveNext|invokeSuspend|(?:Function|Reflect|Object)(?:\.prototype)?\.(?:apply|call)|closure#\d+|_callee\d*\$?|_context\d*|tryCatch|_next|_throw|__awaiter|fulfilled|rejected|step|Generator\.next|asyncGeneratorStep|top level|\(null\))$/;

/**
 * The name a programmer gave to a function, alike in every engine, build and wrapper; `''` when it has none. Only the
 * last part counts: `Cart.prototype.total`, `Object.total`, `Cart#total`, `(*Cart).total` are all `total`.
 */
export function functionName(raw: string | null): string {
  const symbol = demangled((raw ?? '').slice(0, 400));
  if (symbol !== null) return symbol;
  const unwrapped = WRAPPINGS.reduce(
    (name, [pattern, to]) => name.replace(pattern, to),
    (raw ?? '').slice(0, 400).trim(),
  );
  const parts = unwrapped.split(/[.#\\/]|::|->|\$\$/).filter((part) => part !== '');
  const last = parts.at(-1) ?? '';
  if (NAMELESS.test(last) || NAMELESS.test(unwrapped)) return named(parts.slice(0, -1));
  return last.replace(/^_+(?=callee)/, '');
}

/** A nameless inner function counts as its nearest named outer one, when the engine says so. */
function named(outer: readonly string[]): string {
  const last = outer.at(-1) ?? '';
  return /^(?:Object|Module|Function|Array|Promise|window|global|exports|prototype|Reflect|module|Anonymous|<anonymous>|)$/.test(
    last,
  ) || NAMELESS.test(last)
    ? ''
    : /^[a-z_]\w{2,}$/.test(last)
      ? last
      : '';
}
