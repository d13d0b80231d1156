import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import type { Incident } from '../domain/incident.ts';
import type { MemoryRow, RowOf } from '../domain/lesson.ts';
import { DEFAULT_MEMORY_POLICY } from '../domain/policy/memory.ts';
import type { LogText } from '../domain/trust.ts';
import { logLine } from '../safety/log-line.ts';
import type { CachePort } from './cache.ts';
import { createCacheClient } from './cache-client.ts';
import type { Carrier, CarrierRun, OpenMemory, Saved } from './carrier.ts';
import { ENVELOPE_BYTES } from './envelope.ts';
import { incidentRows } from './incident-rows.ts';
import { clearJournal, readJournal, writeJournal } from './journal.ts';
import { type Recalled, recall, subjectOf } from './recall.ts';
import { restoreMemory } from './restore.ts';
import { saveMemory } from './save.ts';
import { createSnapshotList, type RestApi, type SnapshotListOptions } from './snapshot-list.ts';
import { loadSqlite } from './sqlite.ts';
import type { Subject } from './terms.ts';
import { waitingIssues } from './waiting.ts';

export interface MemoryOptions extends SnapshotListOptions {
  readonly api: RestApi;
  readonly run: CarrierRun;
  /** `ACTIONS_RESULTS_URL` and `ACTIONS_RUNTIME_TOKEN`; `null` where there is no cache service of version 2. */
  readonly access: { readonly url: string; readonly token: string } | null;
  /** `RUNNER_TEMP`. */
  readonly temp: string;
  /** Where rows wait until they are saved. */
  readonly journal: string;
  readonly notice: (text: LogText) => void;
}

/** The memory as a mode uses it. Nothing of it throws; without a memory, every answer is "nothing known". */
export interface Memory {
  /** Began with nothing: fill it from the record. */
  readonly missing: boolean;
  /** What is remembered now can be saved for later runs. */
  readonly keeps: boolean;
  readonly recall: (subject: Subject) => readonly Recalled[];
  readonly remember: (rows: readonly MemoryRow[]) => void;
  /** What incidents on record stand for; folding the same record in again adds nothing. */
  readonly rememberIncidents: (incidents: readonly Incident[]) => void;
  /** The newest of what is known of each Sentry issue, by its number. */
  readonly signals: () => ReadonlyMap<string, RowOf<'signal'>>;
  /** Issues whose newest decision may change without anybody touching them: attempts under way, budgets, cool-downs. */
  readonly waiting: () => readonly number[];
  readonly etag: (request: string) => RowOf<'etag'> | null;
  /** Saves what is new; to be called once, at the end. */
  readonly save: () => Promise<Saved>;
}

/** Restores the memory and what a run that died left in the journal. */
export async function openMemory(options: MemoryOptions): Promise<Memory> {
  try {
    const carrier = await carrierOf(options);
    const open = await restoreMemory(carrier);
    open.store.append(readJournal(options.journal));
    return memoryOf(options, carrier, open);
  } catch {
    options.notice(logLine('The memory could not be opened; this run goes on without hints.'));
    return NOTHING;
  }
}

const NOTHING: Memory = {
  missing: true,
  keeps: false,
  recall: () => [],
  remember: () => undefined,
  rememberIncidents: () => undefined,
  signals: () => new Map(),
  waiting: () => [],
  etag: () => null,
  save: () => Promise.resolve({ kind: 'unchanged' }),
};

function memoryOf(
  { run, journal, access }: MemoryOptions,
  carrier: Carrier,
  { store, missing }: OpenMemory,
): Memory {
  const quietly = <T>(fallback: T, what: () => T): T => {
    try {
      return what();
    } catch {
      return fallback;
    }
  };
  const remember = (rows: readonly MemoryRow[]) =>
    quietly(undefined, () => {
      if (rows.length === 0) return;
      writeJournal(journal, rows);
      store.append(rows);
    });
  return {
    missing,
    keeps: access !== null && (run.cacheMode === 'write' || run.cacheMode === 'write-only'),
    recall: (subject) => quietly([], () => recall(store, subjectOf(subject), { now: run.now })),
    remember,
    rememberIncidents: (incidents) => remember(incidents.flatMap(incidentRows)),
    signals: () => quietly(new Map(), () => new Map(store.rows('signal').map((row) => [row.signal, row]))),
    waiting: () => quietly([], () => waitingIssues(store.rows('decision'))),
    etag: (request) => quietly(null, () => store.etag(request)),
    save: async () => {
      const saved = await saveMemory(carrier, store);
      // What this run may not save, its post step may not either.
      if (saved.kind !== 'failed') quietly(undefined, () => clearJournal(journal));
      return saved;
    },
  };
}

async function carrierOf(options: MemoryOptions): Promise<Carrier> {
  const wait = (milliseconds: number) => setTimeout(milliseconds);
  const maxBytes = DEFAULT_MEMORY_POLICY.maxBytes + ENVELOPE_BYTES;
  const access = options.access === null ? null : { ...options.access, wait };
  return {
    sql: await loadSqlite(),
    cache: access === null ? NO_CACHE : createCacheClient({ access, temp: options.temp, maxBytes }),
    snapshots: createSnapshotList(options.api, options),
    notice: options.notice,
    elapsed: () => performance.now(),
    wait,
    entropy: () => randomBytes(10),
    run: options.access === null ? { ...options.run, cacheMode: null } : options.run,
  };
}

/** GitHub Enterprise Server, or no runner at all. */
const NO_CACHE: CachePort = {
  fetch: () => Promise.resolve(null),
  save: () => Promise.resolve('failed'),
};
