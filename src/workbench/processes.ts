import { readdirSync, readFileSync } from 'node:fs';

/** A process as `/proc` shows it. */
export interface Seen {
  readonly pid: number;
  /** Bytes of memory that it holds now, pages shared with others included. */
  readonly resident: number;
}

/** Whose processes to look for: everything of a user, or everything whose environment holds a mark. */
export type Whose =
  | { readonly kind: 'user'; readonly uid: number }
  | { readonly kind: 'mark'; readonly mark: string; readonly group: number };

/** Bytes of one `/proc` page counter. */
const PAGE = 4_096;

/** Live processes; empty where there is no `/proc`. Zombies are none: they hold nothing and cannot be ended. */
export function seeProcesses(whose: Whose): Seen[] {
  return pids().flatMap((pid) => {
    const stat = statOf(pid);
    if (stat === null || stat.state === 'Z' || stat.state === 'X') return [];
    const is =
      whose.kind === 'user'
        ? uidOf(pid) === whose.uid
        : stat.group === whose.group || hasMark(pid, whose.mark);
    return is ? [{ pid, resident: stat.resident }] : [];
  });
}

/** User ids that own a process now. */
export function usersAtWork(): Set<number> {
  return new Set(pids().flatMap((pid) => uidOf(pid) ?? []));
}

function pids(): number[] {
  try {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
  } catch {
    return [];
  }
}

/** State, process group and resident pages from `/proc/PID/stat`; the name in it may hold anything, even brackets. */
function statOf(pid: number): { state: string; group: number; resident: number } | null {
  const text = read(`/proc/${pid}/stat`);
  const fields = text === null ? [] : text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, , group] = fields;
  if (state === undefined || group === undefined) return null;
  return { state, group: Number(group), resident: Number(fields[21] ?? 0) * PAGE };
}

function uidOf(pid: number): number | null {
  const found = /^Uid:\t(\d+)/m.exec(read(`/proc/${pid}/status`) ?? '');
  return found === null ? null : Number(found[1]);
}

function hasMark(pid: number, mark: string): boolean {
  return read(`/proc/${pid}/environ`)?.includes(mark) ?? false;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return null;
  }
}
