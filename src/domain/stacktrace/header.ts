/** Type and message of an exception, as its header line says. */
export interface Header {
  readonly type: string | null;
  readonly value: string;
  /** Place that a header names itself (PHP, Rust, Swift): the innermost frame. */
  readonly place?: { readonly path: string; readonly line: number };
  /** How sure it is: a known ending or form, or only "text before frames". */
  readonly strong: boolean;
}

/** What languages, loggers and browsers put before the type. */
const LEAD =
  /^(?:[\w.-]{1,80}\.[cm]?[jt]sx?:\d{1,7}(?::\d{1,5})? )?(?:(?:error|fatal|warn(?:ing)?|severe|critical|stderr|err)\b[\]:|)]?\s+)?(?:\[[^\]]{1,60}\]:?\s*)?(?:(?:uncaught|unhandled)(?: exception)?(?: in promise)?[.:]?\s+|uncaught \(in promise\)\s+|exception in thread "[^"]{0,100}"\s+|php (?:fatal error|warning|notice):\s+|fatal error:\s+(?=uncaught)|caused by:\s+|suppressed:\s+|wrapped by:\s+|\[cause\]:\s+|next\s+(?=[\w\\]+(?:exception|error))|-{2,4}>\s+|⨯\s+|✖\s+|×\s+|\*\* \()*/i;

/** A name that says by itself that it is an exception. */
const STRONG_TYPE =
  /^(?:[A-Za-z_$][\w$]*(?:\.|::|\\|\/))*[A-Za-z_$][\w$]*(?:Error|Exception|Exit|Interrupt|Iteration|Fault|Failure|Warning|Panic|Throwable|Timeout|NotFound|Invalid|Missing|Refused|Denied|Overflow|Violation|Abort(?:ed)?|Err)(?:\d{1,3})?$/;
/** The base type alone, spelled as engines spell it: `Error: boom`, `Error [ERR_X]: boom`, `Error`. */
const BARE_TYPE = /^(Error|Exception)(?: \[[A-Z0-9_]{2,60}\])?(?::\s*(.*))?$/;
const ANY_TYPE = /^(?:[A-Za-z_$][\w$]*(?:\.|::|\\))*[A-Z_$][\w$]*$/;

/** `Type: message`, `Type (message):`, `panic: message`, and what loggers make of them; `null` for no header. */
export function headerLine(line: string): Header | null {
  const text = line
    .trim()
    .replace(/^(?:#{1,6} |\*{1,2}(?![* ])|`{1,2})/, '')
    .slice(0, 1_500);
  if (text === '') return null;
  return special(text) ?? typed(text);
}

function typed(text: string): Header | null {
  const led = named(text.replace(LEAD, '').replace(/^\([\w .]{1,40}\)\s+/, ''));
  // `Error: boom`: the word that loggers put first is the type itself.
  const bare = led?.strong ? null : BARE_TYPE.exec(text);
  return bare === null ? led : { type: bare[1] ?? null, value: bare[2] ?? '', strong: true };
}

function named(rest: string): Header | null {
  const colon = typeEnd(rest);
  // Node's codes, Dart's argument names
  const type = rest.slice(0, colon).replace(/ (?:\[[A-Z0-9_]{2,60}\]|\([a-z][A-Za-z]{1,30}\))$/, '');
  const strong = STRONG_TYPE.test(type);
  if (!strong && !(colon < rest.length && ANY_TYPE.test(type))) return null;
  const value = rest.slice(colon).replace(/^:\s?/, '').replace(/^\s+/, '');
  const php = PHP_PLACE.exec(value);
  return php === null
    ? { type, value, strong }
    : { ...placed(type, value.slice(0, php.index), [php[1], php[2]]), strong };
}

/** PHP's exceptions as a string: `RuntimeException: message in /app/src/Cart.php:12`. */
const PHP_PLACE = / in ((?:\/|[A-Z]:)[^\s:]{1,300}\.php):(\d{1,7})$/;

/** Where the type ends: the first colon that is not part of `::` or a namespace, or the end. */
function typeEnd(text: string): number {
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
    if (text[at + 1] === ':') {
      at += 1;
      continue;
    }
    return at;
  }
  return text.length;
}

const GO = /^(?:.{0,100}?\b)?(?:panic|fatal error): (.*)$/;
/** Gin and recovery middlewares leave `panic:` out. */
const GO_BARE = /^(runtime error: .*)$/;
const GO_SERVING = /^(?:.{0,60}? )?http: panic serving [^ ]{1,80}: (.*)$/;
const RUST_OLD = /^thread '([^']{0,80})' panicked at '(.{0,1000})', ([^ ]{1,300}):(\d{1,7}):\d{1,5}/;
const RUST_NEW = /^thread '([^']{0,80})'(?: \(\d+\))? panicked at ([^ ]{1,300}):(\d{1,7}):\d{1,5}:$/;
const PHP =
  /^(?:.{0,60}?)(?:PHP )?(?:Fatal error|Uncaught)[:\s]+(?:Uncaught )?([\w\\]{1,200}): (.{0,1000}?)(?: in ((?:\/|[A-Z]:)[^\s]{1,300}\.php)(?::| on line )(\d{1,7}))?$/;
const LARAVEL =
  /(?:local|production|staging|testing)\.(?:ERROR|CRITICAL|EMERGENCY|ALERT): (.{0,1000}?) \{.{0,200}"exception":"\[object\] \(([\w\\]{1,200})\(code: [^)]{1,20}\): .{0,1000}? at ([^\s)]{1,300}):(\d{1,7})\)/;
const RAILS =
  /^([A-Z][\w:]{1,200}(?:Error|Exception|Invalid|NotFound|Missing|Required|Timeout|Invalid[A-Z]\w*|[A-Z]\w*)) \((.{0,1000})\):?$/;
const RUBY_TAIL = /^(.{0,1000}) \(([A-Z][\w:]{0,200})\)$/;
const SWIFT =
  /^(?:.{0,80}?)?(?:Fatal error|Precondition failed|Assertion failed): (.{0,500}?)(?:: file ([^,]{1,300}), line (\d{1,7}))?$/;
const ELIXIR = /^\*\* \(([\w.]{1,200})\) (.{0,1000})$/;
const APPLE = /^\*\*\* Terminating app due to uncaught exception '([^']{1,200})', reason: '(.{0,1000})'$/;

/** Apple's crash reports: kind of the fault and its signal. */
const CRASH = /^Exception Type: {1,10}(\w{1,60})(?: \((\w{1,60})\))?$/;
/** Flutter: the message stands on the next line. */
const FLUTTER = /^The following (\w{1,100}) was thrown(?: [^:]{1,300})?:$/;

/** C++'s runtimes: the message stands on the next line, behind `what():`. */
const TERMINATE =
  /^(?:terminate called after throwing an instance of '|libc\+\+abi: terminating (?:due to|with) uncaught exception of type (?!NSException\b))([\w:<>, ]{1,200})(?:'|: (.{0,1000}))?$/;

/** AddressSanitizer and its sisters name the kind of fault. */
const SANITIZER =
  /^(?:==\d{1,9}==)?\s?(?:ERROR|WARNING): (\w{1,40}Sanitizer): ([\w-]{1,60})(?: (.{0,1000}))?$/;
/** React's own type has two words. */
const INVARIANT = /^(?:Uncaught )?(?:Error: )?Invariant Violation: (.{0,1000})$/;
/** PHP's own complaints: they have a place, and mostly no stack. */
const PHP_WARNING =
  /^(?:PHP )?(Warning|Notice|Deprecated|Parse error): {1,2}(.{1,1000}?) in ((?:\/|[A-Z]:)\S{1,300}\.php)(?: on line |:)(\d{1,7})$/;
/** Symfony's console: the type alone, in brackets. */
const BRACKETED = /^\[((?:\w{1,100}\\){0,12}\w{1,100}(?:Error|Exception))\]()$/;
/** gdb, lldb and shells. */
const SIGNAL = /^(?:Program|Thread \d{1,6} .{0,200}?) received signal (SIG[A-Z]{2,10}), (.{1,100}?)\.?$/;

/** Forms of one language that the general rule would read wrongly. */
function special(text: string): Header | null {
  const go = GO_SERVING.exec(text) ?? GO.exec(text) ?? GO_BARE.exec(text);
  if (go?.[1] !== undefined)
    return { type: 'panic', value: go[1].replace(/ \[recovered(?:, repanicked)?\]$/, ''), strong: true };
  const old = RUST_OLD.exec(text);
  if (old !== null) return placed('panic', old[2], [old[3], old[4]]);
  const rust = RUST_NEW.exec(text);
  if (rust !== null) return placed('panic', '', [rust[2], rust[3]]);
  const laravel = LARAVEL.exec(text);
  if (laravel !== null) return placed(laravel[2] ?? null, laravel[1], [laravel[3], laravel[4]]);
  const php = /Fatal error|Uncaught/.test(text) ? PHP.exec(text) : null;
  if (php !== null && (php[3] !== undefined || text.includes('PHP')))
    return placed(php[1] ?? null, php[2], [php[3], php[4]]);
  const crash = CRASH.exec(text) ?? FLUTTER.exec(text) ?? TERMINATE.exec(text);
  if (crash !== null) return { type: crash[1] ?? null, value: crash[2] ?? '', strong: true };
  const sanitizer = SANITIZER.exec(text);
  if (sanitizer !== null)
    return {
      type: sanitizer[2] ?? null,
      value: (sanitizer[3] ?? '').replace(/(?:^| )(?:on|at) .{0,1000}$/, '').trim(),
      strong: true,
    };
  const invariant = INVARIANT.exec(text);
  if (invariant !== null) return { type: 'Invariant Violation', value: invariant[1] ?? '', strong: true };
  const signal = SIGNAL.exec(text);
  if (signal !== null) return { type: signal[1] ?? null, value: signal[2] ?? '', strong: true };
  const warning = PHP_WARNING.exec(text);
  if (warning !== null) return placed(warning[1] ?? null, warning[2], [warning[3], warning[4]]);
  const named = ELIXIR.exec(text) ?? BRACKETED.exec(text) ?? APPLE.exec(text) ?? RAILS.exec(text);
  if (named !== null) return { type: named[1] ?? null, value: named[2] ?? '', strong: true };
  const swift = SWIFT.exec(text);
  return swift === null ? null : placed('Fatal error', swift[1], [swift[2], swift[3]]);
}

/** `message (Type)`, as Ruby writes behind its first frame. */
export function rubyTail(tail: string): Header {
  const match = RUBY_TAIL.exec(tail.trim());
  return match === null
    ? { type: null, value: tail.trim(), strong: true }
    : { type: match[2] ?? null, value: match[1] ?? '', strong: true };
}

function placed(
  type: string | null,
  value: string | undefined,
  [path, line]: readonly (string | undefined)[],
): Header {
  const header = { type, value: value ?? '', strong: true };
  return path === undefined || line === undefined
    ? header
    : { ...header, place: { path, line: Number(line) } };
}
