import type { Database, SqlJsStatic, SqlValue } from 'sql.js';

/** "PPLT" in the file's header: whose database this is. */
export const APPLICATION_ID = 0x50504c54;

/**
 * The schema's history: the script at index n leads from version n to n + 1, `PRAGMA user_version` tells which have run.
 * Scripts that were released are never edited. Every row's key carries its time, so no table has a time of its own.
 */
const MIGRATIONS: readonly string[] = [
  `
CREATE TABLE signals (id TEXT PRIMARY KEY NOT NULL, source TEXT NOT NULL, signal TEXT NOT NULL, issue INTEGER, fingerprint TEXT,
  "release" TEXT, count INTEGER NOT NULL, users INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX signals_by_class ON signals (fingerprint);
CREATE TABLE decisions (id TEXT PRIMARY KEY NOT NULL, issue INTEGER NOT NULL, fingerprint TEXT,
  verdict TEXT NOT NULL, reason TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX decisions_by_class ON decisions (fingerprint);
CREATE TABLE attempts (id TEXT PRIMARY KEY NOT NULL, issue INTEGER NOT NULL, fingerprint TEXT NOT NULL,
  number INTEGER NOT NULL, run TEXT NOT NULL, outcome TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX attempts_by_class ON attempts (fingerprint);
CREATE TABLE outcomes (id TEXT PRIMARY KEY NOT NULL, issue INTEGER NOT NULL, fingerprint TEXT NOT NULL,
  outcome TEXT NOT NULL, pull_request INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX outcomes_by_class ON outcomes (fingerprint);
CREATE TABLE file_index (id TEXT PRIMARY KEY NOT NULL, tree TEXT NOT NULL, path TEXT NOT NULL, blob TEXT NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE INDEX file_index_by_tree ON file_index (tree);
CREATE TABLE etags (id TEXT PRIMARY KEY NOT NULL, request TEXT NOT NULL, etag TEXT NOT NULL, value TEXT NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE INDEX etags_by_request ON etags (request);
CREATE TABLE snapshots (id TEXT PRIMARY KEY NOT NULL, "key" TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE lessons (number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, issue INTEGER NOT NULL,
  fingerprint TEXT NOT NULL, outcome TEXT NOT NULL, signature TEXT NOT NULL, message TEXT NOT NULL,
  cause TEXT NOT NULL, fix TEXT NOT NULL, paths TEXT NOT NULL, confidence REAL NOT NULL) STRICT;
CREATE TABLE lesson_terms (term INTEGER NOT NULL, lesson INTEGER NOT NULL, PRIMARY KEY (term, lesson))
  STRICT, WITHOUT ROWID;
`,
];

export const SCHEMA_VERSION = MIGRATIONS.length;

/** The first row of a query, or an empty one. */
export function firstRow(db: Database, sql: string): readonly SqlValue[] {
  return db.exec(sql)[0]?.values[0] ?? [];
}

/** Runs the scripts that a database lacks, all or none. */
export function migrate(db: Database, scripts: readonly string[] = MIGRATIONS): void {
  const from = Number(firstRow(db, 'PRAGMA user_version')[0] ?? 0);
  if (from >= scripts.length) return;
  db.run('BEGIN IMMEDIATE');
  try {
    for (const script of scripts.slice(from)) {
      db.run(script);
      stepVersion(db);
    }
    db.run('COMMIT');
  } catch (error) {
    db.run('ROLLBACK');
    throw error;
  }
}

/** `PRAGMA` takes no parameters: the next version is picked from constants. */
function stepVersion(db: Database): void {
  const next = Number(firstRow(db, 'PRAGMA user_version')[0] ?? 0) + 1;
  const step = VERSION_STEPS[next - 1];
  if (step === undefined) throw new RangeError('a migration without its version step');
  db.run(step);
}

const VERSION_STEPS: readonly string[] = [
  'PRAGMA user_version = 1',
  'PRAGMA user_version = 2',
  'PRAGMA user_version = 3',
  'PRAGMA user_version = 4',
];

/** Guards for every connection, opened from bytes or not: nothing in the file may call a function or lie about cells. */
export function guard(db: Database): void {
  db.run('PRAGMA trusted_schema = OFF');
  db.run('PRAGMA cell_size_check = ON');
  db.run('PRAGMA recursive_triggers = OFF');
}

/** Everything that the schema holds, in order: tables, indexes, and what should not be there. */
export function schemaOf(db: Database): string {
  const rows = db.exec('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name')[0]?.values;
  return JSON.stringify(rows ?? []);
}

/** The schema that a version has, to the letter: what its scripts make of an empty database. */
export function expectedSchema(sql: SqlJsStatic, version: number, scripts = MIGRATIONS): string {
  const known = scripts === MIGRATIONS ? KNOWN.get(sql)?.get(version) : undefined;
  if (known !== undefined) return known;
  const db = new sql.Database();
  try {
    migrate(db, scripts.slice(0, version));
    const schema = schemaOf(db);
    if (scripts === MIGRATIONS) KNOWN.set(sql, (KNOWN.get(sql) ?? new Map()).set(version, schema));
    return schema;
  } finally {
    db.close();
  }
}

/** It takes longer to build than a snapshot to open, and a run opens several. */
const KNOWN = new WeakMap<SqlJsStatic, Map<number, string>>();
