import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemoryRow } from '../../src/domain/lesson.ts';
import { DEFAULT_MEMORY_POLICY } from '../../src/domain/policy/memory.ts';
import { untrusted } from '../../src/domain/trust.ts';
import { expectedSchema, guard, migrate, schemaOf } from '../../src/memory/schema.ts';
import { MemoryStore } from '../../src/memory/store.ts';
import { TABLES } from '../../src/memory/table.ts';
import { anyRow, CLASS, contentOf, lesson, open, sql } from './rows.ts';

describe('the store', () => {
  it('gives back what it was given, also through a snapshot', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 30 }), (rows) => {
        const store = open();
        store.append(rows);
        const again = open(store.exportSnapshot().bytes);
        expect(contentOf(again)).toBe(contentOf(store));
        expect(again.append(rows)).toBe(0);
        for (const row of again.rows('lesson')) expect(again.append([row])).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it('leaves the bytes alone that it was opened from', () => {
    const store = open();
    store.append([lesson()]);
    const bytes = Buffer.from(store.exportSnapshot().bytes);
    const before = Buffer.from(bytes);
    const [one, other] = [open(bytes), open(bytes)];
    one.append(Array.from({ length: 300 }, (_, n) => lesson({ issue: n + 100 })));
    other.append([lesson({ issue: 8 })]);
    expect(Buffer.from(bytes).equals(before)).toBe(true);
    expect([one.rows('lesson').length, other.rows('lesson').length]).toEqual([301, 2]);
  });

  it('answers by class, request and tree, oldest first', () => {
    const store = open();
    const decision = (day: number, fingerprint: string): MemoryRow => ({
      kind: 'decision',
      at: `2026-10-0${day}T00:00:00.000Z`,
      issue: day,
      fingerprint,
      verdict: 'ignore',
      reason: 'noise',
    });
    store.append([decision(3, CLASS), decision(1, CLASS), decision(2, 'f'.repeat(16))]);
    expect(store.ofClass('decision', CLASS).map((row) => row.issue)).toEqual([1, 3]);
    const etag = (minute: number): MemoryRow => ({
      kind: 'etag',
      at: `2026-10-01T00:0${minute}:00.000Z`,
      request: 'issues',
      etag: untrusted(`W/"${minute}"`),
      value: untrusted('x'),
    });
    store.append([etag(2), etag(5), etag(3)]);
    expect(store.etag('issues')?.etag).toBe('W/"5"');
    expect(store.etag('pulls')).toBe(null);
    const tree = 'a'.repeat(40);
    store.append([
      { kind: 'file', at: '2026-10-01T00:00:00.000Z', tree, path: 'src/a.ts', blob: 'b'.repeat(40) },
    ]);
    expect(store.files(tree).map((row) => row.path)).toEqual(['src/a.ts']);
    expect(store.files('c'.repeat(40))).toEqual([]);
  });

  it('keeps no secret and no personal data, nothing hidden, no line break, nothing long', () => {
    const store = open();
    const token = `ghp_${'a1B2c3D4'.repeat(5).slice(0, 36)}`;
    store.append([
      lesson({
        cause: untrusted(`token ${token}\nmail jane@shop.example, see\u202e \u{e0041}`),
        fix: untrusted('x'.repeat(5000)),
      }),
    ]);
    const [row] = store.rows('lesson');
    const bytes = Buffer.from(store.exportSnapshot().bytes).toString('latin1');
    expect(bytes).not.toContain(token);
    expect(bytes).not.toContain('jane@shop.example');
    expect(row?.cause).toMatch(/^token \[github-[a-z-]+:1\] mail \[email:1\], see$/);
    expect(row?.fix.length).toBe(DEFAULT_MEMORY_POLICY.maxText);
  });

  it('refuses what does not fit its closed fields', () => {
    const store = open();
    const wrong = [
      lesson({ fingerprint: 'no hex' }),
      lesson({ confidence: 2 }),
      lesson({ at: 'yesterday' }),
      { ...lesson(), outcome: 'merged' },
      { ...lesson(), extra: 'field' },
      {
        kind: 'decision',
        at: lesson().at,
        issue: 1,
        fingerprint: null,
        verdict: 'accept',
        reason: 'because',
      },
      { kind: 'snapshot', at: lesson().at, key: 'a;\nDROP' },
    ] as MemoryRow[];
    expect(store.append(wrong)).toBe(0);
    expect(store.append([lesson({ paths: ['../../etc/passwd', '/etc/passwd', 'a\u0000b', 'ok.ts'] })])).toBe(
      1,
    );
    expect(store.rows('lesson')[0]?.paths).toEqual(['ok.ts']);
  });

  it('a thousand hostile strings stay rows', () => {
    const store = open();
    const corpus = readFileSync(join(import.meta.dirname, 'corpus/sql.txt'), 'utf8')
      .trimEnd()
      .split('\n');
    const schema = schemaOf(new sql.Database(store.exportSnapshot().bytes));
    const hostile = Array.from({ length: 1000 }, (_, n) => {
      const [head = '', tail = ''] = [corpus[n % corpus.length], corpus[(n * 7 + 3) % corpus.length]];
      return lesson({
        issue: n,
        fix: untrusted(`${head} ${n}`),
        cause: untrusted(tail),
        message: untrusted(head),
      });
    });
    expect(store.append(hostile)).toBe(1000);
    for (const text of corpus) store.etag(text);
    for (const text of corpus) store.ofClass('signal', text);
    store.lessonsUnder(corpus, 5);
    const rows = store.rows('lesson');
    expect(rows.length).toBe(1000);
    expect(new Set(rows.map((row) => row.issue)).size).toBe(1000);
    expect(schemaOf(new sql.Database(store.exportSnapshot().bytes))).toBe(schema);
  });

  it('has a table and its indexes for every kind, no more', () => {
    const tables = expectedSchema(sql, 1).match(/CREATE TABLE/g)?.length;
    expect(tables).toBe(Object.keys(TABLES).length + 1);
  });
});

describe('the guards', () => {
  it('are on: nothing in a schema may call what is not harmless', () => {
    const db = new sql.Database();
    guard(db);
    const value = (pragma: string) => db.exec(pragma)[0]?.values[0]?.[0];
    expect([value('PRAGMA trusted_schema'), value('PRAGMA cell_size_check')]).toEqual([0, 1]);
  });
});

describe('migrations', () => {
  const scripts = ['CREATE TABLE a (x INTEGER) STRICT', 'ALTER TABLE a ADD COLUMN y TEXT'];
  const version = (db: InstanceType<typeof sql.Database>) =>
    db.exec('PRAGMA user_version')[0]?.values[0]?.[0];

  it('run what is missing, once', () => {
    const db = new sql.Database();
    migrate(db, scripts.slice(0, 1));
    db.run('INSERT INTO a VALUES (1)');
    migrate(db, scripts);
    migrate(db, scripts);
    expect([version(db), db.exec('SELECT * FROM a')[0]?.values]).toEqual([2, [[1, null]]]);
    expect(schemaOf(db)).toBe(expectedSchema(sql, 2, scripts));
  });

  it('run all or none', () => {
    const db = new sql.Database();
    migrate(db, scripts.slice(0, 1));
    expect(() => migrate(db, [...scripts, 'CREATE TABLE a (again INTEGER)'])).toThrow();
    expect([version(db), schemaOf(db)]).toEqual([1, expectedSchema(sql, 1, scripts)]);
  });
});

describe('retention', () => {
  const small = { ...DEFAULT_MEMORY_POLICY, maxBytes: 300_000 };

  it('keeps lessons longest, the newest of each, and says what it dropped', () => {
    const store = MemoryStore.open(sql, null, small) as MemoryStore;
    const day = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 3_600_000).toISOString();
    const many = 1500;
    store.append(
      Array.from({ length: many }, (_, n) => [
        lesson({ at: day(n), issue: n, fix: untrusted(`fix number ${n} of many`) }),
        {
          kind: 'signal' as const,
          issue: 1,
          at: day(n),
          source: 'sentry' as const,
          signal: untrusted(String(n)),
          fingerprint: CLASS,
          release: null,
          count: n,
          users: 1,
        },
      ]).flat(),
    );
    const { bytes, dropped } = store.exportSnapshot();
    expect(bytes.length).toBeLessThanOrEqual(small.maxBytes);
    const again = MemoryStore.open(sql, bytes, small) as MemoryStore;
    const [lessons, signals] = [again.rows('lesson'), again.rows('signal')];
    expect(lessons.length).toBeGreaterThan(signals.length);
    expect(lessons.at(-1)?.issue).toBe(many - 1);
    expect(lessons.map((row) => row.issue)).toEqual(
      Array.from({ length: lessons.length }, (_, n) => many - lessons.length + n),
    );
    expect(dropped).toEqual([
      { kind: 'signal', count: many - signals.length },
      { kind: 'lesson', count: many - lessons.length },
    ]);
    expect([...again.lessonsUnder([`c${CLASS}`], many).values()][0]?.length).toBe(lessons.length);
  });

  it('drops nothing while there is room', () => {
    const store = open();
    store.append([lesson()]);
    expect(store.exportSnapshot().dropped).toEqual([]);
  });
});
