/** How far a sweep looks, and what it leaves behind for the next one. */
export interface Reach {
  /** Issues changed since then (ISO 8601, UTC); `null`: every open one. */
  readonly since: string | null;
  /** Everything on record is read, closed issues too: the memory began with nothing. */
  readonly rebuild: boolean;
}

/** When the last sweeps were, as the memory knows; `null`: never. */
export interface LastSweeps {
  readonly any: string | null;
  readonly whole: string | null;
}

/** Minutes that two sweeps overlap: clocks differ, and a change may be written while a sweep reads. */
const OVERLAP = 15;
/** Hours after which every open issue is looked at again, whatever the memory says: it may be wrong. */
const WHOLE_HOURS = 24;
/** Hours after which the time of a sweep is worth a snapshot of its own. */
const MARK_HOURS = 6;

/** With a memory a sweep looks at what changed since the last one, and once a day at everything. */
export function reachOf(
  { missing, last }: { readonly missing: boolean; readonly last: LastSweeps },
  now: string,
): Reach {
  const time = Date.parse(now);
  const { any, whole } = last;
  const known = !missing && any !== null && whole !== null && Date.parse(any) <= time;
  if (!known || time - Date.parse(whole) >= WHOLE_HOURS * HOUR) return { since: null, rebuild: missing };
  return { since: new Date(Date.parse(any) - OVERLAP * MINUTE).toISOString(), rebuild: false };
}

/** Whether the time of this sweep is to be kept although nothing else is. */
export function isMarkDue({ any }: LastSweeps, { since }: Reach, now: string): boolean {
  return since === null || any === null || Date.parse(now) - Date.parse(any) >= MARK_HOURS * HOUR;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
