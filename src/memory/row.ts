import { z } from 'zod';
import { LESSON_OUTCOMES, type MemoryKind, type MemoryRow } from '../domain/lesson.ts';
import { DEFAULT_MEMORY_POLICY } from '../domain/policy/memory.ts';
import { REASON_CODES } from '../domain/reason-codes.ts';
import { cleanField, cleanPath } from './clean.ts';
import { rowKey, ulidTime } from './row-key.ts';
import { TABLES } from './table.ts';

const { maxText, maxPaths } = DEFAULT_MEMORY_POLICY;

const text = z.string().max(maxText);
const count = z.int().min(0);
const issue = z.int().min(0);
const fingerprint = z.string().regex(/^[0-9a-f]{16}$/);
const digits = z.string().regex(/^\d{1,20}$/);
const object = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const name = z.string().regex(/^[\w.:/ -]{1,200}$/);
const path = z.string().min(1).max(maxText);

/** What each kind may hold: fields are closed, texts bounded. The time is in the key. */
const SHAPES = {
  signal: z.strictObject({
    source: z.enum(['sentry', 'posthog', 'vercel', 'health']),
    signal: text,
    issue: issue.nullable(),
    fingerprint: fingerprint.nullable(),
    release: text.nullable(),
    count,
    users: count,
  }),
  decision: z.strictObject({
    issue,
    fingerprint: fingerprint.nullable(),
    verdict: z.enum(['accept', 'defer', 'ignore', 'escalate']),
    reason: z.enum(REASON_CODES),
  }),
  attempt: z.strictObject({
    issue,
    fingerprint,
    number: count,
    run: digits,
    outcome: z.enum(['dispatched', 'proposed', 'refused', 'failed']),
  }),
  outcome: z.strictObject({
    issue,
    fingerprint,
    outcome: z.enum([...LESSON_OUTCOMES, 'merged', 'escalated']),
    pullRequest: count.nullable(),
  }),
  lesson: z.strictObject({
    issue,
    fingerprint,
    outcome: z.enum(LESSON_OUTCOMES),
    signature: text,
    message: text,
    cause: text,
    fix: text,
    paths: z.array(path).max(maxPaths),
    confidence: z.number().min(0).max(1),
  }),
  file: z.strictObject({ tree: object, path, blob: object }),
  etag: z.strictObject({ request: name, etag: text, value: text }),
  snapshot: z.strictObject({ key: name }),
} satisfies Record<MemoryKind, z.ZodType>;

/** Fields whose text came from outside: cleaned on write and again on read. */
const TEXTS = new Set(['signal', 'release', 'signature', 'message', 'cause', 'fix', 'etag', 'value']);

type Fields = Readonly<Record<string, unknown>>;
export type Cell = string | number | null;

/** A row ready to be bound: its key and its cells in the order of the columns. */
export interface Written {
  readonly kind: MemoryKind;
  readonly id: string;
  readonly cells: readonly Cell[];
}

/** Cleans a row and gives it its key; `null` when a field does not fit: such a row is not worth keeping. */
export function writeRow(row: MemoryRow): Written | null {
  const { kind, at, ...fields } = row;
  const time = Date.parse(at);
  const shape = SHAPES[kind].safeParse(cleanFields(fields));
  if (!shape.success || !Number.isFinite(time) || time < 0) return null;
  const cells = toCells(kind, shape.data);
  return { kind, id: rowKey(time, [kind, ...cells]), cells };
}

/**
 * The row of a key and its cells, as they stand in a file that anybody may have written: `null` when they do not fit the
 * schema, or the key does not fit the content (damaged, or changed by hand). Its texts are not yet clean by today's rules.
 */
export function parseRow(kind: MemoryKind, id: unknown, cells: readonly unknown[]): MemoryRow | null {
  const time = typeof id === 'string' ? ulidTime(id) : null;
  if (time === null || rowKey(time, [kind, ...cells]) !== id) return null;
  const fields = fromCells(kind, cells);
  return fields === null ? null : shaped(kind, time, fields);
}

/** The row with its texts cleaned by today's rules; `null` when nothing fit to use is left. */
export function cleanRow({ kind, at, ...fields }: MemoryRow): MemoryRow | null {
  return shaped(kind, Date.parse(at), cleanFields(fields));
}

function shaped(kind: MemoryKind, time: number, fields: Fields): MemoryRow | null {
  const shape = SHAPES[kind].safeParse(fields);
  return shape.success ? ({ kind, at: new Date(time).toISOString(), ...shape.data } as MemoryRow) : null;
}

function cleanFields(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => {
      if (TEXTS.has(field) && typeof value === 'string') return [field, cleanField(value, maxText)];
      if (field === 'path') return [field, cleanPath(value, maxText) ?? ''];
      if (field !== 'paths' || !Array.isArray(value)) return [field, value];
      const paths = value.map((one: unknown) => cleanPath(one, maxText)).filter((one) => one !== null);
      return [field, paths.slice(0, maxPaths)];
    }),
  );
}

function toCells(kind: MemoryKind, fields: Fields): readonly Cell[] {
  return TABLES[kind].fields.map((field) => {
    const value = fields[field];
    return Array.isArray(value) ? JSON.stringify(value) : (value as Cell);
  });
}

function fromCells(kind: MemoryKind, cells: readonly unknown[]): Fields | null {
  const { fields } = TABLES[kind];
  if (cells.length !== fields.length) return null;
  const named = fields.map((field, at) => [field, cells[at]] as const);
  try {
    return Object.fromEntries(
      named.map(([field, value]) => [field, field === 'paths' ? JSON.parse(String(value)) : value]),
    );
  } catch {
    return null;
  }
}
