import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createZstdCompress, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { ENVELOPE_BYTES, seal } from '../../src/memory/envelope.ts';
import { sql } from './rows.ts';

/** The file that an archive of the memory holds. */
export const NAME = 'patchpilot-memory.snapshot';

const BLOCK = 512;

/** An archive of one entry, in the oldest form of tar. */
export function tar(name: string, content: Buffer, type = '0'): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name);
  header.write('0000644\0', 100);
  header.write(`${content.length.toString(8).padStart(11, '0')} `, 124);
  header.write(type, 156);
  const filling = Buffer.alloc(((BLOCK - (content.length % BLOCK)) % BLOCK) + 2 * BLOCK);
  return Buffer.concat([header, content, filling]);
}

/** A true archive with 500 MB of zeros behind it, made without holding them. */
export function bomb(archive: Buffer): Promise<Buffer> {
  const zeros = Buffer.alloc(1_000_000);
  const parts = [zstdDecompressSync(archive), ...Array.from({ length: 500 }, () => zeros)];
  return buffer(Readable.from(parts).pipe(createZstdCompress()));
}

/** A true archive whose database somebody changed with SQLite at hand, and sealed again. */
export function tamperedArchive(archive: Buffer, statements: readonly string[]): Buffer {
  const found = zstdDecompressSync(archive);
  const start = found.indexOf('patchpilot-memory 1\n');
  const end = found.lastIndexOf('SQLite format 3\0');
  const pages = found.subarray(end);
  // Page size and number of pages stand in the database's own header (sqlite.org/fileformat.html, 1.3).
  const size = pages.readUInt16BE(16) * pages.readUInt32BE(28);
  if (start < 0 || end !== start + ENVELOPE_BYTES) throw new Error('the archive holds no snapshot');
  const db = new sql.Database(pages.subarray(0, size));
  for (const statement of statements) db.run(statement);
  return zstdCompressSync(tar(NAME, seal(db.export(), null)));
}
