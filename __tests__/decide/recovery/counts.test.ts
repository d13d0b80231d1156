import { describe, expect, it } from 'vitest';
import { readHistory, withCompared } from '../../../src/decide/recovery/ancestry.ts';
import { type Counted, readCounts } from '../../../src/decide/recovery/counts.ts';
import { namedCommit, releaseContains } from '../../../src/decide/recovery/releases.ts';
import { isMissing, type Missing } from '../../../src/domain/facts.ts';
import type { CountSeries, SeriesTable } from '../../../src/domain/series.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-21T00:00:00Z');
const at = (hour: number) => START + hour * HOUR;
const iso = (hour: number) => new Date(at(hour)).toISOString();
const NONE: Missing = { kind: 'missing', source: 'sentry', why: 'not-found', advice: 'None.' };

const series = (release: string | null, counts: readonly number[], other = false): CountSeries => ({
  release,
  counts,
  other,
});
const table = (...all: CountSeries[]): SeriesTable => ({ from: START, step: HOUR, series: all });

/** Six hours; the fix goes live at half past two. */
const read = (change: Partial<Counted>) =>
  readCounts({
    events: table(),
    traffic: NONE,
    since: at(2.5),
    now: at(6),
    firstSeen: at(0),
    contains: (release) => (release === 'new' ? 'contains' : release === 'old' ? 'not' : 'unknown'),
    ...change,
  });

describe('counts of a class', () => {
  it('end where their interval ends, so that no silence begins too early', () => {
    const { events } = read({ events: table(series('new', [0, 0, 0, 0, 3, 0])) });
    expect(events).toMatchObject({ withFix: 3, withoutFix: 0, unknown: 0, lastWithFixAt: iso(5) });
    expect(events.precisionMs).toBe(HOUR);
    expect(read({ events: table(series('new', [0, 0, 0, 0, 0, 1])) }).events.lastWithFixAt).toBe(iso(6));
    expect(
      read({ events: table(series('new', [0, 0, 0, 0, 0, 1])), now: at(5.2) }).events.lastWithFixAt,
    ).toBe(iso(5.2));
  });

  it('split the hour of the deploy: old clients by their share, the rest in doubt as a whole', () => {
    const { events } = read({
      events: table(series('old', [4, 4, 4, 0, 2, 0]), series(null, [0, 0, 5, 0, 0, 0])),
    });
    expect(events).toMatchObject({ withFix: 0, withoutFix: 4, unknown: 5, lastUnknownAt: iso(3) });
  });

  it('of several releases in one group are of an unknown one', () => {
    const { events } = read({ events: table(series('new', [0, 0, 0, 0, 2, 0], true)) });
    expect(events).toMatchObject({ withFix: 0, unknown: 2 });
  });

  it('make the history of whole hours before the deploy', () => {
    const { prior } = read({ events: table(series('old', [4, 0, 9, 1, 0, 0])) });
    expect(prior).toEqual({
      kind: 'intervals',
      traffic: null,
      intervals: [
        { events: 4, hours: 1, traffic: null },
        { events: 0, hours: 1, traffic: null },
      ],
    });
  });

  it('begin no history before the class was there, or before traffic was measured', () => {
    const events = table(series('old', [0, 2, 0, 0, 0, 0]));
    const of = (change: Partial<Counted>) => {
      const { prior } = read({ events, since: at(4), ...change });
      return isMissing(prior) || prior.kind !== 'intervals' ? -1 : prior.intervals.length;
    };
    expect(of({ firstSeen: at(1.5) })).toBe(3);
    expect(of({ firstSeen: null })).toBe(4);
    const traffic = { kind: 'sessions' as const, table: table(series('old', [0, 0, 10, 10, 0, 0])) };
    expect(of({ traffic, firstSeen: null })).toBe(3);
  });

  it('count traffic under the fix, told apart where every release is known', () => {
    const both = table(series('old', [10, 10, 10, 5, 5, 5]), series('new', [0, 0, 10, 20, 20, 20]));
    const { traffic, events } = read({ traffic: { kind: 'sessions', table: both } });
    expect(traffic).toEqual({ kind: 'sessions', amount: 65, onlyWithFix: true });
    expect(events.telemetryAlive).toBe(true);
    const mixed = table(series('old', [10, 10, 10, 5, 5, 5]), series(null, [0, 0, 10, 20, 20, 20]));
    const unsure = read({ traffic: { kind: 'sessions', table: mixed } });
    expect(unsure.traffic).toEqual({ kind: 'sessions', amount: 85, onlyWithFix: false });
    expect(unsure.events.telemetryAlive).toBeNull();
  });

  it('notice a release that sends nothing while others do', () => {
    const silent = table(series('old', [10, 10, 10, 10, 10, 10]));
    expect(read({ traffic: { kind: 'sessions', table: silent } }).events.telemetryAlive).toBe(false);
    const young = read({ traffic: { kind: 'sessions', table: silent }, now: at(3) });
    expect(young.events.telemetryAlive).toBeNull();
  });

  it('begin silence at the last event where there is no fix', () => {
    const { events, prior } = read({ since: null, events: table(series(null, [3, 0, 2, 0, 0, 0])) });
    expect(events.lastAt).toBe(iso(3));
    expect(prior).toMatchObject({ intervals: [{ events: 3 }, { events: 0 }, { events: 2 }] });
    expect(read({ since: null }).events.lastAt).toBeNull();
  });

  it('take exact times where events since were counted by release', () => {
    const recent = {
      complete: true,
      counts: [
        { release: 'old', events: 7, lastAt: at(5.5) },
        { release: 'new', events: 2, lastAt: at(3.25) },
        { release: null, events: 1, lastAt: at(2) },
      ],
    };
    const { events, prior } = read({ events: table(series(null, [4, 4, 4, 3, 1, 2])), recent });
    expect(events).toMatchObject({ withFix: 2, withoutFix: 7, unknown: 0, lastWithFixAt: iso(3.25) });
    expect(events).toMatchObject({ complete: true, precisionMs: 1_000 });
    expect(prior).toMatchObject({ intervals: [{ events: 4 }, { events: 4 }] });
    const partial = read({ events: table(), recent: { ...recent, complete: false } });
    expect(partial.events.complete).toBe(false);
  });
});

const sha = (text: string) => text.repeat(40).slice(0, 40);
const [FIX, HEAD, OLD, SIDE] = ['b', 'c', 'a', 'd'].map(sha) as [string, string, string, string];
const history = readHistory([
  { sha: HEAD, parents: [FIX] },
  { sha: FIX, parents: [OLD] },
  { sha: OLD, parents: [] },
]);

describe('ancestry', () => {
  it('is certain where both commits are on the page, and unknown elsewhere', () => {
    expect(history.contains(FIX, HEAD)).toBe('contains');
    expect(history.contains(FIX, FIX)).toBe('contains');
    expect(history.contains(FIX, OLD)).toBe('not');
    expect(history.contains(FIX, SIDE)).toBe('unknown');
    expect(history.contains(SIDE, HEAD)).toBe('unknown');
    expect(withCompared(history, new Map([[`${FIX}...${SIDE}`, 'not']])).contains(FIX, SIDE)).toBe('not');
  });

  it('stands a history of cycles and of 300 commits', () => {
    const names = Array.from({ length: 300 }, (_, n) => n.toString(16).padStart(40, '0'));
    const long = readHistory(names.map((name, n) => ({ sha: name, parents: [names[(n + 1) % 300] ?? ''] })));
    expect(long.contains(names[299] ?? '', names[0] ?? '')).toBe('contains');
  });
});

describe('releases', () => {
  it.each([
    [HEAD, HEAD],
    ['shop@1.4.0+1f2e3d4', '1f2e3d4'],
    ['web-1f2e3d4c5b6a', '1f2e3d4c5b6a'],
    ['shop@1.4.0', null],
    ['shop@20261121', null],
    ['1234567890', null],
    ['backend@2.0.0-deadbeef', 'deadbeef'],
    ['facade', null],
  ])('%s names %s', (version, commit) => {
    expect(namedCommit(version)).toBe(commit);
  });

  it('contain the fix by name, by Sentry’s commits, or by nobody’s word', () => {
    const releases = [{ version: 'shop@2.0.0', commit: HEAD, deployedAt: null }];
    const contains = (version: string | null) => releaseContains(version, FIX, { history, releases });
    expect(contains(HEAD)).toBe('contains');
    expect(contains('shop@1.0.0+aaaaaaa')).toBe('not');
    expect(contains('shop@2.0.0')).toBe('contains');
    expect(contains('shop@1.0.0')).toBe('unknown');
    expect(contains(null)).toBe('unknown');
    expect(contains(SIDE)).toBe('unknown');
    expect(contains('shop+bbbbbbb')).toBe('contains');
  });
});
