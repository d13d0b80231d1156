import type { MemoryKind } from '../domain/lesson.ts';

/** How one kind of row is kept. Every statement is a constant: values reach SQLite as bound parameters only. */
export interface Table {
  /** Fields of the row, in the order of the columns after `id`. */
  readonly fields: readonly string[];
  readonly insert: string;
  /** Every row with its key, oldest first. */
  readonly all: string;
  readonly keys: string;
  /** The row of a key. */
  readonly one: string;
  readonly count: string;
  /** Removes the oldest; the parameter says how many. */
  readonly dropOldest: string;
}

export const TABLES: Readonly<Record<MemoryKind, Table>> = {
  signal: {
    fields: ['source', 'signal', 'issue', 'fingerprint', 'release', 'count', 'users'],
    insert: `INSERT OR IGNORE INTO signals (id, source, signal, issue, fingerprint, "release", count, users)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    all: 'SELECT id, source, signal, issue, fingerprint, "release", count, users FROM signals ORDER BY id',
    keys: 'SELECT id FROM signals',
    one: 'SELECT id, source, signal, issue, fingerprint, "release", count, users FROM signals WHERE id = ?',
    count: 'SELECT count(*) FROM signals',
    dropOldest: 'DELETE FROM signals WHERE id IN (SELECT id FROM signals ORDER BY id LIMIT ?)',
  },
  decision: {
    fields: ['issue', 'fingerprint', 'verdict', 'reason'],
    insert:
      'INSERT OR IGNORE INTO decisions (id, issue, fingerprint, verdict, reason) VALUES (?, ?, ?, ?, ?)',
    all: 'SELECT id, issue, fingerprint, verdict, reason FROM decisions ORDER BY id',
    keys: 'SELECT id FROM decisions',
    one: 'SELECT id, issue, fingerprint, verdict, reason FROM decisions WHERE id = ?',
    count: 'SELECT count(*) FROM decisions',
    dropOldest: 'DELETE FROM decisions WHERE id IN (SELECT id FROM decisions ORDER BY id LIMIT ?)',
  },
  attempt: {
    fields: ['issue', 'fingerprint', 'number', 'run', 'outcome'],
    insert: `INSERT OR IGNORE INTO attempts (id, issue, fingerprint, number, run, outcome)
      VALUES (?, ?, ?, ?, ?, ?)`,
    all: 'SELECT id, issue, fingerprint, number, run, outcome FROM attempts ORDER BY id',
    keys: 'SELECT id FROM attempts',
    one: 'SELECT id, issue, fingerprint, number, run, outcome FROM attempts WHERE id = ?',
    count: 'SELECT count(*) FROM attempts',
    dropOldest: 'DELETE FROM attempts WHERE id IN (SELECT id FROM attempts ORDER BY id LIMIT ?)',
  },
  outcome: {
    fields: ['issue', 'fingerprint', 'outcome', 'pullRequest'],
    insert: `INSERT OR IGNORE INTO outcomes (id, issue, fingerprint, outcome, pull_request)
      VALUES (?, ?, ?, ?, ?)`,
    all: 'SELECT id, issue, fingerprint, outcome, pull_request FROM outcomes ORDER BY id',
    keys: 'SELECT id FROM outcomes',
    one: 'SELECT id, issue, fingerprint, outcome, pull_request FROM outcomes WHERE id = ?',
    count: 'SELECT count(*) FROM outcomes',
    dropOldest: 'DELETE FROM outcomes WHERE id IN (SELECT id FROM outcomes ORDER BY id LIMIT ?)',
  },
  lesson: {
    fields: [
      'issue',
      'fingerprint',
      'outcome',
      'signature',
      'message',
      'cause',
      'fix',
      'paths',
      'confidence',
    ],
    insert: `INSERT OR IGNORE INTO lessons
      (id, issue, fingerprint, outcome, signature, message, cause, fix, paths, confidence)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    all: `SELECT id, issue, fingerprint, outcome, signature, message, cause, fix, paths, confidence
      FROM lessons ORDER BY id`,
    keys: 'SELECT id FROM lessons',
    one: 'SELECT id, issue, fingerprint, outcome, signature, message, cause, fix, paths, confidence FROM lessons WHERE id = ?',
    count: 'SELECT count(*) FROM lessons',
    dropOldest: 'DELETE FROM lessons WHERE id IN (SELECT id FROM lessons ORDER BY id LIMIT ?)',
  },
  file: {
    fields: ['tree', 'path', 'blob'],
    insert: 'INSERT OR IGNORE INTO file_index (id, tree, path, blob) VALUES (?, ?, ?, ?)',
    all: 'SELECT id, tree, path, blob FROM file_index ORDER BY id',
    keys: 'SELECT id FROM file_index',
    one: 'SELECT id, tree, path, blob FROM file_index WHERE id = ?',
    count: 'SELECT count(*) FROM file_index',
    dropOldest: 'DELETE FROM file_index WHERE id IN (SELECT id FROM file_index ORDER BY id LIMIT ?)',
  },
  etag: {
    fields: ['request', 'etag', 'value'],
    insert: 'INSERT OR IGNORE INTO etags (id, request, etag, value) VALUES (?, ?, ?, ?)',
    all: 'SELECT id, request, etag, value FROM etags ORDER BY id',
    keys: 'SELECT id FROM etags',
    one: 'SELECT id, request, etag, value FROM etags WHERE id = ?',
    count: 'SELECT count(*) FROM etags',
    dropOldest: 'DELETE FROM etags WHERE id IN (SELECT id FROM etags ORDER BY id LIMIT ?)',
  },
  snapshot: {
    fields: ['key'],
    insert: 'INSERT OR IGNORE INTO snapshots (id, "key") VALUES (?, ?)',
    all: 'SELECT id, "key" FROM snapshots ORDER BY id',
    keys: 'SELECT id FROM snapshots',
    one: 'SELECT id, "key" FROM snapshots WHERE id = ?',
    count: 'SELECT count(*) FROM snapshots',
    dropOldest: 'DELETE FROM snapshots WHERE id IN (SELECT id FROM snapshots ORDER BY id LIMIT ?)',
  },
};

export const KINDS = Object.keys(TABLES) as readonly MemoryKind[];
