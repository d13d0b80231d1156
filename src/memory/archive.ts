import { gunzipSync, zstdDecompressSync } from 'node:zlib';

/** Block size of the tar format (POSIX.1-1988, ustar). */
const BLOCK = 512;
/** Headers that a cache client's tar may add before our file: pax attributes. */
const ROOM = 64 * 1024;

/**
 * The one file of a cache archive, in memory and never on disk. The cache client's own way is `tar -x -P`, which writes
 * wherever the archive says and as much as it says; whoever can poison a cache would then own the runner. Here the
 * archive is unpacked up to `maxBytes`, and only a plain file of exactly the expected name counts. `null`: no such file,
 * or too much, or not an archive.
 */
export function readArchive(bytes: Uint8Array, name: string, maxBytes: number): Uint8Array | null {
  const tar = unpack(bytes, maxBytes + ROOM);
  return tar === null ? null : fileOf(tar, name, maxBytes);
}

/** The magic numbers of zstd (RFC 8878) and gzip (RFC 1952), which are what the cache client writes. */
function unpack(bytes: Uint8Array, maxOutputLength: number): Buffer | null {
  try {
    const magic = Buffer.from(bytes.subarray(0, 4)).toString('hex');
    if (magic === '28b52ffd') return zstdDecompressSync(bytes, { maxOutputLength });
    return magic.startsWith('1f8b') ? gunzipSync(bytes, { maxOutputLength }) : null;
  } catch {
    return null;
  }
}

function fileOf(tar: Buffer, name: string, maxBytes: number): Uint8Array | null {
  for (let at = 0; at + BLOCK <= tar.length; ) {
    const header = tar.subarray(at, at + BLOCK);
    if (header[0] === 0) return null;
    const size = octal(header.subarray(124, 136));
    if (size === null || size > maxBytes) return null;
    const start = at + BLOCK;
    // Type flag at 156: '0' or NUL is a plain file; links, devices and folders are passed over.
    const plain = header[156] === 0x30 || header[156] === 0;
    if (plain && text(header.subarray(0, 100)) === name && header[345] === 0)
      return start + size <= tar.length ? tar.subarray(start, start + size) : null;
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return null;
}

function text(field: Uint8Array): string {
  const end = field.indexOf(0);
  return Buffer.from(end < 0 ? field : field.subarray(0, end)).toString('latin1');
}

function octal(field: Uint8Array): number | null {
  const digits = text(field).trim();
  return /^[0-7]{1,11}$/.test(digits) ? Number.parseInt(digits, 8) : null;
}
