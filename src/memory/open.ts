import type { Database, SqlJsStatic } from 'sql.js';
import {
  APPLICATION_ID,
  expectedSchema,
  firstRow,
  guard,
  migrate,
  SCHEMA_VERSION,
  schemaOf,
} from './schema.ts';

/** Why bytes are not opened. */
export type Doubt =
  | 'empty'
  | 'too-large'
  | 'not-a-database'
  | 'foreign'
  | 'newer-schema'
  | 'foreign-schema'
  | 'damaged';

const MAGIC = 'SQLite format 3\0';

/**
 * A database from bytes that anybody may have written: size and header are checked before SQLite sees them, then the
 * schema must be ours to the letter (no trigger, no view, no table besides), then the pages must be sound.
 */
export function openDatabase(sql: SqlJsStatic, bytes: Uint8Array | null, maxBytes: number): Database | Doubt {
  if (bytes === null) return createDatabase(sql);
  const doubt = doubtHeader(bytes, maxBytes);
  if (doubt !== null) return doubt;
  let db: Database | null = null;
  try {
    // sql.js works in the very array that it is given: a copy keeps the caller's bytes, and two openings, apart.
    db = new sql.Database(new Uint8Array(bytes));
    guard(db);
    const wrong = doubtContent(sql, db);
    if (wrong === null) return db;
    db.close();
    return wrong;
  } catch {
    db?.close();
    return 'damaged';
  }
}

function createDatabase(sql: SqlJsStatic): Database {
  const db = new sql.Database();
  guard(db);
  db.run('PRAGMA application_id = 1347439700');
  migrate(db);
  return db;
}

/** SQLite's header, by its file format: page size at 16, versions at 18, reserved bytes at 20, encoding at 56. */
function doubtHeader(bytes: Uint8Array, maxBytes: number): Doubt | null {
  if (bytes.length === 0) return 'empty';
  if (bytes.length > maxBytes) return 'too-large';
  if (bytes.length < 512 || Buffer.from(bytes.subarray(0, 16)).toString('latin1') !== MAGIC)
    return 'not-a-database';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(68) !== APPLICATION_ID) return 'foreign';
  if (view.getUint32(60) > SCHEMA_VERSION) return 'newer-schema';
  const pageSize = view.getUint16(16);
  const plain =
    view.getUint8(18) === 1 && view.getUint8(19) === 1 && view.getUint8(20) === 0 && view.getUint32(56) === 1;
  return plain && pageSize >= 512 && bytes.length === pageSize * view.getUint32(28) ? null : 'damaged';
}

function doubtContent(sql: SqlJsStatic, db: Database): Doubt | null {
  const version = Number(firstRow(db, 'PRAGMA user_version')[0]);
  if (schemaOf(db) !== expectedSchema(sql, version)) return 'foreign-schema';
  if (firstRow(db, 'PRAGMA quick_check(1)')[0] !== 'ok') return 'damaged';
  migrate(db);
  return null;
}
