import type { Database, SqlJsStatic } from 'sql.js';
import type { MemoryKind, MemoryRow, RowOf } from '../domain/lesson.ts';
import { DEFAULT_MEMORY_POLICY, type MemoryPolicy } from '../domain/policy/memory.ts';
import { type Doubt, openDatabase } from './open.ts';
import { type Dropped, makeRoom } from './retention.ts';
import { cleanRow, parseRow, type Written, writeRow } from './row.ts';
import { guard } from './schema.ts';
import { KINDS, TABLES } from './table.ts';
import { lessonTerms, termHash } from './terms.ts';

/** Bytes that are no memory of ours, and why. Whoever gets it starts from nothing and says so in one line. */
export interface Discarded {
  readonly kind: 'discarded';
  readonly why: Doubt;
}

/** What a merge did. */
export interface Merged {
  readonly kind: 'merged';
  /** Rows that were new here. */
  readonly added: number;
  /** Rows that did not fit their key or their schema and stayed out. */
  readonly refused: number;
}

export interface Snapshot {
  readonly bytes: Uint8Array;
  /** Rows that retention left out, by kind; empty when all fit. */
  readonly dropped: readonly Dropped[];
}

/** Selections by one bound value; the newest come last. */
const BY_CLASS = {
  signal: `SELECT id, source, signal, issue, fingerprint, "release", count, users FROM signals
    WHERE fingerprint = ? ORDER BY id`,
  decision: 'SELECT id, issue, fingerprint, verdict, reason FROM decisions WHERE fingerprint = ? ORDER BY id',
  attempt: `SELECT id, issue, fingerprint, number, run, outcome FROM attempts
    WHERE fingerprint = ? ORDER BY id`,
  outcome: `SELECT id, issue, fingerprint, outcome, pull_request FROM outcomes
    WHERE fingerprint = ? ORDER BY id`,
} as const;

const ETAG = 'SELECT id, request, etag, value FROM etags WHERE request = ? ORDER BY id DESC LIMIT 1';
const FILES = 'SELECT id, tree, path, blob FROM file_index WHERE tree = ? ORDER BY id';
const SNAPSHOT = 'SELECT id, "key" FROM snapshots WHERE "key" = ? LIMIT 8';
const ADD_TERM = 'INSERT OR IGNORE INTO lesson_terms (term, lesson) VALUES (?, last_insert_rowid())';
const CANDIDATES = `SELECT group_concat(lesson) FROM
  (SELECT lesson FROM lesson_terms WHERE term = ? ORDER BY lesson DESC LIMIT ?)`;
const LESSON = `SELECT id, issue, fingerprint, outcome, signature, message, cause, fix, paths, confidence
  FROM lessons WHERE number = ?`;

/**
 * The memory of past runs: append-only rows in an SQLite database that lives in this process and leaves it as a snapshot.
 * It is an index and a source of hints; the record on GitHub is the truth. Rows are cleaned on write and on read.
 */
export class MemoryStore {
  readonly #db: Database;
  readonly #sql: SqlJsStatic;
  readonly #policy: MemoryPolicy;
  #added = 0;

  private constructor(sql: SqlJsStatic, db: Database, policy: MemoryPolicy) {
    this.#sql = sql;
    this.#db = db;
    this.#policy = policy;
  }

  /** Opens a snapshot, or an empty memory for `null`. Never throws on bytes, whatever they are. */
  static open(
    sql: SqlJsStatic,
    bytes: Uint8Array | null,
    policy: MemoryPolicy = DEFAULT_MEMORY_POLICY,
  ): MemoryStore | Discarded {
    const opened = openDatabase(sql, bytes, policy.maxBytes);
    if (typeof opened === 'string') return { kind: 'discarded', why: opened };
    return new MemoryStore(sql, opened, policy);
  }

  /** Rows added since it was opened, by hand or by a merge. */
  get added(): number {
    return this.#added;
  }

  /** Adds rows, all or none of them; rows that are known or do not fit are passed over. Answers how many were new. */
  append(rows: readonly MemoryRow[]): number {
    const written = rows.map(writeRow).filter((row) => row !== null);
    return this.#insert(written);
  }

  /** The union with another snapshot, by key. Rows of the other one are checked one by one. */
  merge(bytes: Uint8Array): Merged | Discarded {
    const other = openDatabase(this.#sql, bytes, this.#policy.maxBytes);
    if (typeof other === 'string') return { kind: 'discarded', why: other };
    try {
      const fresh: Written[] = [];
      let refused = 0;
      for (const kind of KINDS) {
        for (const cells of this.#unknownRows(kind, other)) {
          const [id, ...values] = cells;
          const row = parseRow(kind, id, values);
          const written = row === null ? null : writeRow(row);
          if (written === null) refused += 1;
          else fresh.push(written);
        }
      }
      return { kind: 'merged', added: this.#insert(fresh), refused };
    } catch {
      return { kind: 'discarded', why: 'damaged' };
    } finally {
      other.close();
    }
  }

  /** Every row of a kind that is sound, oldest first. */
  rows<Kind extends MemoryKind>(kind: Kind): readonly RowOf<Kind>[] {
    return this.#read(kind, select(this.#db, TABLES[kind].all));
  }

  keys(kind: MemoryKind): readonly string[] {
    return select(this.#db, TABLES[kind].keys).map(([id]) => String(id));
  }

  /** What is known of an error class, oldest first. */
  ofClass<Kind extends keyof typeof BY_CLASS>(kind: Kind, fingerprint: string): readonly RowOf<Kind>[] {
    return this.#read(kind, select(this.#db, BY_CLASS[kind], [fingerprint]));
  }

  etag(request: string): RowOf<'etag'> | null {
    return this.#read('etag', select(this.#db, ETAG, [request]))[0] ?? null;
  }

  /** Blobs of the suspect files of a tree. */
  files(tree: string): readonly RowOf<'file'>[] {
    return this.#read('file', select(this.#db, FILES, [tree]));
  }

  /** Whether all rows of a snapshot are in here. */
  contains(snapshot: string): boolean {
    return this.#read('snapshot', select(this.#db, SNAPSHOT, [snapshot])).length > 0;
  }

  /** Numbers of the newest lessons under each term. */
  lessonsUnder(terms: readonly string[], limit: number): ReadonlyMap<string, readonly number[]> {
    const statement = this.#db.prepare(CANDIDATES);
    try {
      return new Map(
        terms.map((term) => {
          statement.bind([termHash(term), limit]);
          const list = statement.step() ? statement.get()[0] : null;
          return [term, typeof list === 'string' ? list.split(',').map(Number) : []];
        }),
      );
    } finally {
      statement.free();
    }
  }

  /** A lesson as it was written: genuine, but clean only by the rules of its time. */
  lesson(number: number): RowOf<'lesson'> | null {
    const [id, ...cells] = select(this.#db, LESSON, [number])[0] ?? [];
    return parseRow('lesson', id, cells) as RowOf<'lesson'> | null;
  }

  /** The database as bytes, at most `policy.maxBytes` of them: the oldest rows that matter least are left out. */
  exportSnapshot(): Snapshot {
    const dropped = makeRoom(this.#db, this.#policy.maxBytes);
    const bytes = this.#db.export();
    // sql.js closes and opens the database to export it: the guards are gone.
    guard(this.#db);
    return { bytes, dropped };
  }

  close(): void {
    this.#db.close();
  }

  #read<Kind extends MemoryKind>(kind: Kind, rows: readonly (readonly unknown[])[]): readonly RowOf<Kind>[] {
    return rows
      .map(([id, ...cells]) => parseRow(kind, id, cells))
      .map((row) => (row === null ? null : cleanRow(row)))
      .filter((row): row is RowOf<Kind> => row !== null);
  }

  /** Rows of another database whose keys are not here. */
  *#unknownRows(kind: MemoryKind, other: Database): Generator<readonly unknown[]> {
    const known = new Set(this.keys(kind));
    const statement = other.prepare(TABLES[kind].one);
    try {
      for (const [id] of select(other, TABLES[kind].keys)) {
        if (known.has(String(id))) continue;
        statement.bind([id as string]);
        if (statement.step()) yield statement.get();
        statement.reset();
      }
    } finally {
      statement.free();
    }
  }

  #insert(rows: readonly Written[]): number {
    if (rows.length === 0) return 0;
    let added = 0;
    this.#db.run('BEGIN IMMEDIATE');
    try {
      for (const kind of KINDS) added += this.#insertAll(kind, rows);
      this.#db.run('COMMIT');
    } catch (error) {
      this.#db.run('ROLLBACK');
      throw error;
    }
    this.#added += added;
    return added;
  }

  #insertAll(kind: MemoryKind, rows: readonly Written[]): number {
    const statement = this.#db.prepare(TABLES[kind].insert);
    const term = this.#db.prepare(ADD_TERM);
    let added = 0;
    try {
      for (const row of rows) {
        if (row.kind !== kind) continue;
        statement.run([row.id, ...row.cells]);
        if (this.#db.getRowsModified() === 0) continue;
        added += 1;
        if (kind === 'lesson') for (const hash of lessonTerms(row.cells)) term.run([hash]);
      }
    } finally {
      statement.free();
      term.free();
    }
    return added;
  }
}

/** All rows of a statement. Throws what SQLite throws on damaged pages. */
function select(db: Database, sql: string, values: readonly (string | number)[] = []): unknown[][] {
  return (db.exec(sql, [...values])[0]?.values ?? []) as unknown[][];
}
