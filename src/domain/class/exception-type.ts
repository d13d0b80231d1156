/** Types that runtimes, their versions and SDKs spell differently, and Go's carriers of a mere text. */
const ALIASES: Readonly<Record<string, string>> = {
  InternalError: 'RangeError',
  Uncaught: 'Error',
  UnhandledRejection: 'Error',
  UnhandledPromiseRejection: 'Error',
  IOError: 'OSError',
  EnvironmentError: 'OSError',
  EXC_BAD_ACCESS: 'SIGSEGV',
  errorString: 'panic',
  wrapError: 'panic',
  wrapErrors: 'panic',
  joinError: 'panic',
  fundamental: 'panic',
  withStack: 'panic',
  withMessage: 'panic',
};

/** Short name of an exception's type, without namespace, generics and generated suffixes; `''` when it tells nothing. */
export function canonicalType(type: string): string {
  const plain = type
    .replace(/^(?:Uncaught|Unhandled)\s+/, '')
    .replace(/[<`[].*$/, '')
    .replace(/\$\d+$/, '');
  const name =
    plain
      .split(/[.\\/]|::/)
      .filter((part) => part !== '')
      .at(-1) ?? plain;
  // One or two letters are what a minifier left.
  return name.length <= 2 ? '' : (ALIASES[name] ?? name);
}

/** Exceptions that only carry another one through threads, futures, reflection and proxies. */
const CARRIER =
  /^(?:ExecutionException|CompletionException|InvocationTargetException|UndeclaredThrowableException|RuntimeException|AggregateException|TargetInvocationException|UnhandledRejection|UnhandledPromiseRejection)$/;
const CARRIED =
  /^(?:One or more errors occurred\. \()?((?:[A-Za-z_$][\w$]{0,80}\.){0,20}[A-Z][\w$]{0,80}(?:Error|Exception)): /;

/** The exception that a carrier's message spells out: `CompletionException: java.io.IOException: x` is an `IOException`. */
export function carried(type: string, value: string): { readonly type: string; readonly value: string } {
  if (!CARRIER.test(canonicalType(type))) return { type, value };
  const match = CARRIED.exec(value.slice(0, 2_000));
  return match === null ? { type, value } : { type: match[1] ?? type, value: value.slice(match[0].length) };
}
