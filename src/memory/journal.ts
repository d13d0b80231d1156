import { appendFileSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { z } from 'zod';
import type { MemoryRow } from '../domain/lesson.ts';
import { KINDS } from './table.ts';

/** Bytes of a journal that are read; a run writes some kilobytes. */
const MAX_BYTES = 1_000_000;

const LINE = z.looseObject({ kind: z.enum(KINDS), at: z.string() });

/**
 * Rows of this run on disk until they are saved, one JSON a line: a step that dies leaves them to its post step. Rows know
 * their own keys, so one that was saved all the same is not there twice.
 */
export function writeJournal(file: string, rows: readonly MemoryRow[]): void {
  if (rows.length > 0) appendFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

/** What a journal holds; lines that are none are passed over. The store checks every field. */
export function readJournal(file: string): readonly MemoryRow[] {
  if (!existsSync(file) || statSync(file).size > MAX_BYTES) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => LINE.safeParse(parse(line)).data)
    .filter((row) => row !== undefined) as unknown as readonly MemoryRow[];
}

export function clearJournal(file: string): void {
  rmSync(file, { force: true });
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
