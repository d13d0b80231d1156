import type { Database } from 'sql.js';
import type { MemoryKind } from '../domain/lesson.ts';
import { firstRow } from './schema.ts';
import { TABLES } from './table.ts';

/** Rows that were left out for room. */
export interface Dropped {
  readonly kind: MemoryKind;
  readonly count: number;
}

/** What goes first: what can be asked again, then what is only counted, last what a person decided and we learned. */
const ORDER: readonly MemoryKind[] = [
  'etag',
  'file',
  'signal',
  'decision',
  'snapshot',
  'attempt',
  'outcome',
  'lesson',
];

/** Share of a kind that goes at a time, and the share below which the next kind is asked first. */
const STEP = 0.25;
const FLOOR = 64;
/** A page that is half empty still counts whole: aim below the limit. */
const AIM = 0.95;

const DROP_SUPERSEDED = 'DELETE FROM etags WHERE id NOT IN (SELECT max(id) FROM etags GROUP BY request)';
const DROP_TERMS = 'DELETE FROM lesson_terms WHERE lesson NOT IN (SELECT number FROM lessons)';

/** Makes room until the file is small enough; says what went. */
export function makeRoom(db: Database, maxBytes: number): readonly Dropped[] {
  if (size(db) <= maxBytes) return [];
  const gone = new Map<MemoryKind, number>();
  const note = (kind: MemoryKind) => {
    const count = db.getRowsModified();
    if (count > 0) gone.set(kind, (gone.get(kind) ?? 0) + count);
  };
  db.run(DROP_SUPERSEDED);
  note('etag');
  for (const floor of [FLOOR, 0]) {
    for (const kind of ORDER) {
      while (used(db) > maxBytes * AIM) {
        const count = Number(firstRow(db, TABLES[kind].count)[0]);
        if (count <= floor) break;
        db.run(TABLES[kind].dropOldest, [Math.ceil((count - floor) * STEP)]);
        note(kind);
        if (kind === 'lesson') db.run(DROP_TERMS);
      }
    }
  }
  db.run('VACUUM');
  return [...gone].map(([kind, count]) => ({ kind, count }));
}

const number = (db: Database, pragma: string) => Number(firstRow(db, pragma)[0]);

function size(db: Database): number {
  return number(db, 'PRAGMA page_count') * number(db, 'PRAGMA page_size');
}

/** Bytes of the pages that hold something. */
function used(db: Database): number {
  return size(db) - number(db, 'PRAGMA freelist_count') * number(db, 'PRAGMA page_size');
}
