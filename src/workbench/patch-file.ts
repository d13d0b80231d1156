import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { ProofCode } from '../domain/proof.ts';

/** A file that was handed over, as bytes; or why it was not read. */
export type HandedOver =
  | { readonly kind: 'read'; readonly bytes: Buffer; readonly digest: string }
  | { readonly kind: 'refused'; readonly code: ProofCode; readonly size: number | null };

/** What to read and how much of it. */
export interface HandOver {
  readonly path: string;
  readonly limit: number;
  /** Promised SHA-256 in hex, or `null` when nothing was promised. */
  readonly digest: string | null;
}

/** What may lie beside a patch: what the jobs of the templates leave there. */
const BESIDE: ReadonlySet<string> = new Set([
  'report.json',
  'report.md',
  'usage.json',
  'usage.jsonl',
  'proof.json',
  'brief.md',
]);

/**
 * Whether anything else lies in a patch's folder: more files, folders, links. An artifact of ours holds the patch, the
 * report and the cost; another entry is an accident or an attempt, and nobody should have to find out which.
 */
export function hasStrays(patch: string, known: readonly string[]): boolean {
  const asked = new Set([basename(patch), ...known.map((path) => basename(path))]);
  return readdirSync(dirname(patch), { withFileTypes: true }).some(
    (entry) => !entry.isFile() || !(asked.has(entry.name) || BESIDE.has(entry.name)),
  );
}

/** Reads a file once, never more than the limit, never through a link; what grows while it is read is too large. */
export function readHandedOver({ path, limit, digest }: HandOver): HandedOver {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return { kind: 'refused', code: 'patch-missing', size: null };
  }
  try {
    const state = fstatSync(file);
    if (!state.isFile()) return { kind: 'refused', code: 'patch-missing', size: null };
    if (state.size > limit) return { kind: 'refused', code: 'patch-too-large', size: state.size };
    const bytes = readUpTo(file, limit + 1);
    if (bytes.length > limit) return { kind: 'refused', code: 'patch-too-large', size: bytes.length };
    const actual = createHash('sha256').update(bytes).digest('hex');
    if (digest !== null && digest !== actual)
      return { kind: 'refused', code: 'digest-mismatch', size: bytes.length };
    return { kind: 'read', bytes, digest: actual };
  } finally {
    closeSync(file);
  }
}

function readUpTo(file: number, most: number): Buffer {
  const buffer = Buffer.alloc(most);
  let filled = 0;
  while (filled < most) {
    const count = readSync(file, buffer, filled, most - filled, null);
    if (count === 0) break;
    filled += count;
  }
  return buffer.subarray(0, filled);
}
