import { measuredSignal, type PerformanceFinding } from '../../domain/performance.ts';
import type { CandidateIssue, Surroundings } from '../../domain/record.ts';
import { untrusted } from '../../domain/trust.ts';
import { type FinishedSweep, onRecord } from '../intake/remember.ts';
import type { World } from '../world.ts';

/** Name under which the memory keeps the time of the last look that read every open issue. */
const WHOLE = 'whole-look';
/** Days after which every open issue is read again, whatever the memory says: it may be wrong. */
const WHOLE_DAYS = 7;
const DAY = 86_400_000;

/** How far a look reads the record. */
export interface LookReach {
  /** Issues changed since then (ISO 8601, UTC); `null`: every open one. */
  readonly since: string | null;
}

/** With a memory only the issues of what was found are read, and once a week every open one. */
export async function reachOfLook({ memory: open, now }: Pick<World, 'memory' | 'now'>): Promise<LookReach> {
  const memory = await open();
  const last = memory.missing ? null : (memory.etag(WHOLE)?.value ?? null);
  const age = last === null ? Number.POSITIVE_INFINITY : Date.parse(now) - Date.parse(last);
  return { since: age >= 0 && age < WHOLE_DAYS * DAY ? now : null };
}

interface Found {
  readonly reach: LookReach;
  /** What the sweep read. */
  readonly read: readonly CandidateIssue[];
  readonly around: Pick<Surroundings, 'incidents'>;
  readonly findings: readonly PerformanceFinding[];
}

/** Issues of the classes that were found, open or closed, beside those that were read: one request at most. */
export async function known(
  world: Pick<World, 'memory' | 'record'>,
  found: Found,
): Promise<readonly CandidateIssue[]> {
  const { reach, read, around, findings } = found;
  if (reach.since === null || findings.length === 0) return [];
  const signals = (await world.memory()).signals();
  const classes = new Set(findings.map(({ class: { fingerprint } }) => fingerprint));
  const numbers = [
    ...around.incidents.flatMap(({ incident: { fingerprint, issue }, live }) =>
      live && fingerprint !== null && classes.has(fingerprint) ? [issue] : [],
    ),
    ...[...classes].flatMap((one) => signals.get(untrusted(measuredSignal(one)))?.issue ?? []),
  ];
  const here = new Set(read.map(({ facts }) => facts.number));
  return world.record.issues([...new Set(numbers)].filter((number) => !here.has(number)));
}

/** What a look leaves behind: its incidents, and that every open issue was read. */
export async function rememberLook(
  { memory: open, now }: Pick<World, 'memory' | 'now'>,
  look: Pick<FinishedSweep, 'judged' | 'effects' | 'receipts'> & { readonly reach: LookReach },
): Promise<void> {
  const memory = await open();
  memory.rememberIncidents(onRecord(look));
  if (look.reach.since === null)
    memory.remember([{ kind: 'etag', at: now, request: WHOLE, etag: untrusted(''), value: untrusted(now) }]);
  await memory.save();
}
