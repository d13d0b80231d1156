import type { RawFrame } from './raw-frame.ts';

const PYTHON = /^[\s|]*File "([^"]{1,500})", line (\d{1,7})(?:, in (.{1,300}))?\s*$/;
const RUBY =
  /^\s*(?:#\s+|\d+: )?(?:from )?((?:[A-Z]:)?[^\s:'"`(][^:'"`]{0,400}|\([^)]{1,80}\)|<internal:[^>]{1,80}>):(\d{1,7}):in [`'‘]([^'’]{1,300})['’](?:: (.{0,1000}))?$/;
const RUBY_BARE = /^\s*(?:#\s+|from )((?:\.{0,2}\/)[^\s:]{1,400}\.rb):(\d{1,7})\s*$/;
const PHP = /^\s*#\d{1,4} (?:(.{1,400}?)\((\d{1,7})\)|\[internal function\]): (.{1,600})$/;
const ELIXIR =
  /^\s*(?:\(([a-z_0-9]{1,60})(?: [\w.+-]{1,40})?\) )?((?:(?:lib|src|test|deps|apps|web)\/)?[^\s:()]{1,300}\.(?:exs?|erl)):(\d{1,7}): (.{1,300})$/;
/** Erlang's and Elixir's own applications, and the packages that most projects on Hex stand on. */
const ELIXIR_LIBRARY =
  /^(?:elixir|stdlib|kernel|mix|ex_unit|eex|iex|logger|ssl|inets|crypto|phoenix(?:_\w{1,40})?|plug(?:_\w{1,40})?|bandit|cowboy|cowlib|ranch|thousand_island|ecto(?:_\w{1,40})?|db_connection|postgrex|myxql|oban|absinthe(?:_\w{1,40})?|gen_stage|broadway|flow|jason|poison|tesla|hackney|finch|mint|req|httpoison|telemetry|sentry|swoosh|bamboo|nimble_\w{1,40}|ash(?:_\w{1,40})?|commanded|exq|quantum|guardian|timex|decimal|gettext)$/;
const PERL = /^\s*(?:called )?at (.{1,300}\.p[lm]) line (\d{1,7})\.?\s*$/;

/** `File "app/cart.py", line 12, in total`; Sentry writes every language's frames so. */
export function pythonFrame(line: string): RawFrame | null {
  const match = PYTHON.exec(line);
  if (match === null) return null;
  const path = match[1] ?? '';
  const python = /\.(?:pyx?|pyc|ipynb)$|^<[\w .-]+>$/.test(path);
  return {
    kind: python ? 'python' : 'sentry',
    path,
    function: match[3]?.trim() ?? null,
    line: Number(match[2]),
  };
}

/** A Ruby frame and, on the first line of an uncaught error, what stands behind it. */
export function rubyFrame(line: string): (RawFrame & { readonly tail?: string }) | null {
  const match = RUBY.exec(line);
  if (match === null) {
    const bare = RUBY_BARE.exec(line);
    return bare === null
      ? null
      : { kind: 'ruby', path: bare[1] ?? null, function: null, line: Number(bare[2]) };
  }
  const frame: RawFrame = {
    kind: 'ruby',
    path: match[1] ?? null,
    function: match[3] ?? null,
    line: Number(match[2]),
  };
  return match[4] === undefined ? frame : { ...frame, tail: match[4] };
}

/** `#0 /app/Cart.php(12): Acme\Cart->total(Array)`. */
export function phpFrame(line: string): RawFrame | null {
  const match = PHP.exec(line);
  if (match === null) return symfonyFrame(line);
  const call = match[3] ?? '';
  const open = call.indexOf('(');
  return {
    kind: 'php',
    path: match[1] ?? null,
    function: open < 0 ? call : call.slice(0, open),
    line: match[2] === undefined ? null : Number(match[2]),
  };
}

/** ` Acme\Cart->total() at /app/src/Cart.php:12`: Symfony's console; the innermost has no name. */
const SYMFONY =
  /^\s{1,4}(?:([\w\\]{1,300}(?:(?:->|::)[\w{}]{1,100})?)?\(\) )?at ((?:\/|[A-Z]:[\\/])[^\s:]{1,400}\.php):(\d{1,7})\s*$/;

function symfonyFrame(line: string): RawFrame | null {
  const match = SYMFONY.exec(line);
  if (match === null) return null;
  return { kind: 'php', path: match[2] ?? null, function: match[1] ?? null, line: Number(match[3]) };
}

export function elixirFrame(line: string): RawFrame | null {
  const match = ELIXIR.exec(line);
  return match === null
    ? null
    : {
        kind: 'elixir',
        path: match[2] ?? null,
        function: match[4] ?? null,
        line: Number(match[3]),
        ...(ELIXIR_LIBRARY.test(match[1] ?? '') || match[2]?.startsWith('deps/') ? { inApp: false } : {}),
      };
}

export function perlFrame(line: string): RawFrame | null {
  const match = PERL.exec(line);
  return match === null
    ? null
    : { kind: 'perl', path: match[1] ?? null, function: null, line: Number(match[2]) };
}
