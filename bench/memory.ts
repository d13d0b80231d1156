import { performance } from 'node:perf_hooks';
import { zstdCompressSync } from 'node:zlib';
import type { MemoryRow } from '../src/domain/lesson.ts';
import { DEFAULT_MEMORY_POLICY } from '../src/domain/policy/memory.ts';
import { untrusted } from '../src/domain/trust.ts';
import { seal, unseal } from '../src/memory/envelope.ts';
import { recall } from '../src/memory/recall.ts';
import { loadSqlite } from '../src/memory/sqlite.ts';
import { MemoryStore } from '../src/memory/store.ts';

/**
 * `node bench/memory.ts [ROWS…]`: what the memory costs at 1,000, 10,000 and 100,000 rows: lessons, which are the heaviest
 * and the only searched ones. Read the growth: opening, merging and saving may grow with the rows, recalling may not.
 * Then the size of a snapshot for 1,000 incidents, each with all the rows of its life.
 */
const ROOMY = { ...DEFAULT_MEMORY_POLICY, maxBytes: 2 ** 30 };
const NOW = { now: '2026-11-21T10:00:00.000Z' };
const TYPES = ['TypeError', 'KeyError', 'NullPointerException', 'TimeoutError', 'ValueError', 'RangeError'];

/** A generator of its own: every run of the benchmark sees the same rows (Lehmer, modulus 2³¹ − 1). */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % sides;
  };
}

/** Words are Zipf-like: a few stand in every tenth message, most in few. */
const word = (roll: (sides: number) => number): string =>
  `w${Math.floor(20_000 * (roll(10_000) / 10_000) ** 3).toString(36)}`;

function lessons(count: number, seed = 1): MemoryRow[] {
  const roll = dice(seed);
  const words = (many: number) => untrusted(Array.from({ length: many }, () => word(roll)).join(' '));
  return Array.from({ length: count }, (_, n) => ({
    kind: 'lesson',
    at: new Date(Date.UTC(2025, 0, 1) + n * 60_000 + seed).toISOString(),
    issue: n + 1,
    fingerprint: roll(Math.ceil(count / 4))
      .toString(16)
      .padStart(16, '0'),
    outcome: (['recovered', 'rejected', 'failed-gate', 'regressed'] as const)[roll(4)] ?? 'recovered',
    signature: untrusted(`${TYPES[roll(TYPES.length)]} at src/module${roll(500)}.ts:run`),
    message: words(8),
    cause: words(14),
    fix: words(16),
    paths: [`src/module${roll(500)}.ts`, `src/shared${roll(40)}.ts`],
    confidence: roll(100) / 100,
  }));
}

function time<T>(what: () => T): readonly [milliseconds: number, result: T] {
  const start = performance.now();
  const result = what();
  return [performance.now() - start, result];
}

const sql = await loadSqlite();

function open(bytes: Uint8Array | null): MemoryStore {
  const store = MemoryStore.open(sql, bytes, ROOMY);
  if (store instanceof MemoryStore) return store;
  throw new Error(store.why);
}

const INCIDENTS = 100;

/** Milliseconds of one recall: median and 95th of a hundred incidents, half of them of a known class. */
function recalls(
  store: MemoryStore,
  known: readonly MemoryRow[],
): readonly [median: number, slow: number, found: number] {
  const subjects = Array.from(
    { length: INCIDENTS },
    (_, n) => known[Math.floor((n * known.length) / INCIDENTS)],
  );
  let found = 0;
  const times = subjects.map((lesson, n) => {
    if (lesson?.kind !== 'lesson') return 0;
    const subject = n % 2 === 0 ? lesson : { ...lesson, fingerprint: 'f'.repeat(16) };
    const [spent, hints] = time(() => recall(store, subject, NOW));
    if (hints.some((hint) => hint.lesson.issue === lesson.issue)) found += 1;
    return spent;
  });
  times.sort((a, b) => a - b);
  return [times[INCIDENTS / 2] ?? 0, times[INCIDENTS * 0.95] ?? 0, found];
}

interface Figures {
  readonly rows: number;
  readonly append: number;
  readonly save: number;
  readonly open: number;
  readonly merge: number;
  readonly recall: number;
  readonly slow: number;
  readonly found: number;
  readonly bytes: number;
  readonly packed: number;
}

function measure(rows: number): Figures {
  const store = open(null);
  const known = lessons(rows);
  const [append] = time(() => store.append(known));
  const [save, sealed] = time(() => seal(store.exportSnapshot().bytes, null));
  const [opening, again] = time(() => open(unseal(sealed, null)));
  // What a parallel run adds: a snapshot that shares all rows but the hundred that it wrote.
  const other = open(unseal(sealed, null));
  other.append(lessons(100, 3));
  const { bytes } = other.exportSnapshot();
  const [merge] = time(() => again.merge(bytes));
  recalls(again, known);
  const [median, slow, found] = recalls(again, known);
  const packed = zstdCompressSync(sealed).length;
  for (const one of [store, again, other]) one.close();
  return {
    rows,
    append,
    save,
    open: opening,
    merge,
    recall: median,
    slow,
    found,
    bytes: sealed.length,
    packed,
  };
}

const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;

function print(figures: readonly Figures[]): void {
  console.log(
    'lessons | append | save | open | merge (100 new) | recall, median | 95th | found of 100 | bytes | zstd',
  );
  for (const one of figures) {
    const times = [one.append, one.save, one.open, one.merge, one.recall, one.slow].map(ms).join(' | ');
    console.log(
      `${one.rows} | ${times} | ${(one.bytes / 1e6).toFixed(2)} MB | ${(one.packed / 1e6).toFixed(2)} MB`,
    );
  }
  const [first, last] = [figures[0], figures.at(-1)];
  if (first === undefined || last === undefined || first === last) return;
  const growth = (name: 'append' | 'save' | 'open' | 'merge' | 'recall') =>
    `${name} ×${(last[name] / first[name]).toFixed(1)}`;
  const names = ['append', 'save', 'open', 'merge', 'recall'] as const;
  console.log(`rows ×${last.rows / first.rows}: ${names.map(growth).join(', ')}`);
}

/** The rows that one incident leaves in its life: three signals, two decisions, attempt, outcome, lesson, two files. */
function lifeOf(lesson: MemoryRow): MemoryRow[] {
  if (lesson.kind !== 'lesson') return [];
  const { at, issue, fingerprint } = lesson;
  const later = (minutes: number) => new Date(Date.parse(at) + minutes * 60_000).toISOString();
  const sha = (n: number) => (issue * 31 + n).toString(16).padStart(40, 'a');
  const signal = (n: number): MemoryRow => ({
    kind: 'signal',
    issue: 1,
    at: later(n),
    source: 'sentry',
    signal: untrusted(String(4_000_000_000 + issue)),
    fingerprint,
    release: untrusted(`shop@1.${issue % 90}.0`),
    count: 10 + n,
    users: 4,
  });
  const decision = (n: number): MemoryRow => ({
    ...{ kind: 'decision', at: later(n), issue, fingerprint, verdict: 'accept', reason: 'accepted' },
  });
  const file = (n: number): MemoryRow => ({
    ...{ kind: 'file', at: later(n), tree: sha(0), path: lesson.paths[n] ?? 'src/a.ts', blob: sha(n + 1) },
  });
  return [
    ...[signal(0), signal(600), signal(1200), decision(1), decision(601), file(0), file(1)],
    { kind: 'attempt', at: later(2), issue, fingerprint, number: 1, run: '123456789', outcome: 'proposed' },
    { kind: 'outcome', at: later(900), issue, fingerprint, outcome: lesson.outcome, pullRequest: issue + 1 },
    lesson,
  ];
}

function printIncidents(): void {
  const base = seal(open(null).exportSnapshot().bytes, null).length;
  for (const count of [1000, 2000, 4000]) {
    const store = open(null);
    store.append(lessons(count).flatMap(lifeOf));
    const sealed = seal(store.exportSnapshot().bytes, null);
    const each = (((sealed.length - base) / count) * 1000) / 1e6;
    const packed = (zstdCompressSync(sealed).length / count) * 1e-3;
    console.log(
      `${count} incidents, ${count * 10} rows: ${(sealed.length / 1e6).toFixed(2)} MB; per 1,000 ${each.toFixed(2)} MB, ${packed.toFixed(2)} MB compressed`,
    );
    store.close();
  }
}

const sizes = process.argv.slice(2).map(Number);
print((sizes.length > 0 ? sizes : [1000, 10_000, 100_000]).map(measure));
printIncidents();
