/** FNV-1a, 64 bit (Fowler, Noll, Vo): 16 lower-case hex digits. A key, not a seal: collisions cost a wrong hint only. */
export function hash64(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of utf8(text)) {
    hash ^= BigInt(byte);
    hash = BigInt.asUintN(64, hash * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

/** UTF-8 of a well-formed text; `domain` knows no TextEncoder of a host. */
function* utf8(text: string): Generator<number> {
  for (const char of text.toWellFormed()) {
    const code = char.codePointAt(0) ?? 0xfffd;
    if (code < 0x80) yield code;
    else if (code < 0x800) yield* [0xc0 | (code >> 6), 0x80 | (code & 63)];
    else if (code < 0x10000) yield* [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
    else
      yield* [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
  }
}
