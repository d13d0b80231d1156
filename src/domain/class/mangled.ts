/**
 * The name of a function behind a linker's symbol: C++ and Rust (`_ZN4shop4Cart5totalEv`, Itanium ABI), Swift
 * (`$s4Shop4CartV5totalyyF`). `null`: no such symbol. Reads only the names with their lengths; linear.
 */
export function demangled(symbol: string): string | null {
  if (/^_{1,3}ZN?K?\d/.test(symbol)) return itanium(identifiers(symbol.replace(/^_{1,3}ZN?K?/, '')));
  if (/^_?\$[sS]\d/.test(symbol)) return swift(identifiers(symbol.replace(/^_?\$[sS]/, '')));
  return null;
}

interface Identifier {
  readonly name: string;
  /** The sign behind it: tells what it names. */
  readonly kind: string;
}

/** Names at the beginning of a symbol, each with its length before it; ends where something else stands. */
function identifiers(text: string): Identifier[] {
  const found: Identifier[] = [];
  let at = 0;
  while (found.length < 30) {
    const digits = /^\d{1,3}/.exec(text.slice(at, at + 3))?.[0];
    if (digits === undefined) break;
    const end = at + digits.length + Number(digits);
    const name = text.slice(at + digits.length, end);
    const kind = text[end] ?? '';
    found.push({ name, kind });
    at = end + (/[VCOPE]/.test(kind) ? 1 : 0);
  }
  return found;
}

/** Nested names end with the function; Rust adds a hash. */
function itanium(names: readonly Identifier[]): string | null {
  return names.filter(({ name }) => !/^h[0-9a-f]{16}$/.test(name)).at(-1)?.name ?? null;
}

/** Module, types (marked as struct, class, enum or protocol), then the function; its labels follow. */
function swift(names: readonly Identifier[]): string | null {
  return names.slice(1).find(({ kind }) => !/[VCOP]/.test(kind))?.name ?? null;
}
