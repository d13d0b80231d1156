import { describe, expect, it } from 'vitest';
import { SourceError } from '../../../src/domain/errors.ts';
import { isMissing } from '../../../src/domain/facts.ts';
import type { HttpAnswer, HttpClient } from '../../../src/sources/http/client.ts';
import { readIssueSeries, readRecent } from '../../../src/sources/sentry/issue-series.ts';

const HOUR = 3_600_000;
const TO = Date.parse('2026-11-21T10:00:00Z');
const ISSUES = [
  { id: '11', shortId: 'SHOP-1' },
  { id: '12', shortId: 'SHOP-2' },
];

/** A Sentry that gives these answers, one after the other. */
function sentry(...answers: readonly (HttpAnswer | Error)[]) {
  const asked: URLSearchParams[] = [];
  const client: HttpClient = {
    get: async (path) => {
      asked.push(new URLSearchParams(path.split('?')[1]));
      const answer = answers[asked.length - 1];
      if (answer === undefined || answer instanceof Error) throw answer ?? new Error('asked too often');
      return answer;
    },
    send: () => Promise.reject(new Error('nothing is sent')),
  };
  return { client, asked };
}

const series = (value: unknown, counts: readonly number[], isOther = false) => ({
  values: counts.map((count, at) => ({ timestamp: TO - (counts.length - at) * HOUR, value: count })),
  groupBy: [{ key: 'issue', value }],
  meta: { isOther },
});

const hours = (...timeSeries: readonly unknown[]) =>
  readIssueSeries(sentry({ data: { timeSeries }, next: null }).client, '/o', {
    from: TO - 3 * HOUR,
    to: TO,
    issues: ISSUES,
    environments: ['production'],
  });

describe('events of several issues by hour', () => {
  it('are told apart by short id or number, and are none where an issue has none', async () => {
    const found = await hours(series('SHOP-1', [0, 2, 1]));
    if (isMissing(found)) throw new Error(found.advice);
    expect(found.get('11')?.series).toEqual([{ release: null, other: false, counts: [0, 2, 1] }]);
    expect(found.get('12')?.series).toEqual([]);
    const numbered = await hours(series(12, [1, 0, 0]));
    expect(!isMissing(numbered) && numbered.get('12')?.series[0]?.counts).toEqual([1, 0, 0]);
  });

  it.each([
    ['an issue that nobody asked for', series('unknown', [0, 0, 1])],
    ['several issues as one', series(null, [1, 0, 0], true)],
    ['no issue at all', { values: [{ timestamp: TO - HOUR, value: 1 }], meta: null }],
  ])('are nobody’s when the answer names %s', async (_, one) => {
    expect(await hours(one)).toMatchObject({ kind: 'missing', why: 'malformed' });
  });
});

const row = (id: number, release: string | null, seen: string) => ({
  'issue.id': id,
  release,
  'count()': 4,
  'last_seen()': seen,
});
const page = (rows: readonly unknown[], next: string | null = null): HttpAnswer => ({
  data: { data: rows },
  next,
});
const full = (from: number) =>
  Array.from({ length: 100 }, (_, at) => row(11, `r${from + at}`, '2026-11-21T09:00:00+00:00'));
const CUT = new SourceError({
  source: 'sentry',
  status: 500,
  why: 'unavailable',
  retryable: true,
  advice: 'Later.',
});
const ORDERS = [
  { issues: ['11'], since: TO - 2 * HOUR },
  { issues: ['12', 'x) OR (issue.id:[99]'], since: TO - HOUR },
];

async function recent(...answers: readonly (HttpAnswer | Error)[]) {
  const { client, asked } = sentry(...answers);
  return { found: await readRecent(client, '/o', { orders: ORDERS, to: TO, environments: [] }), asked };
}

describe('events of several incidents since their deploys', () => {
  it('are asked for in one question, each since its own moment', async () => {
    const { found, asked } = await recent(page([row(12, 'new', '2026-11-21T09:30:00+00:00')]));
    expect(asked[0]?.get('query')).toBe(
      '(issue.id:[11] timestamp:>=2026-11-21T08:00:00) OR (issue.id:[12] timestamp:>=2026-11-21T09:00:00)',
    );
    expect(asked[0]?.get('start')).toBe('2026-11-21T08:00:00.000');
    if (isMissing(found)) throw new Error(found.advice);
    expect(found.complete).toBe(true);
    const lastAt = Date.parse('2026-11-21T09:30:01Z');
    expect(found.counts.get('12')).toEqual([{ release: 'new', events: 4, lastAt }]);
  });

  it('name no release where they have none, and came as late as they can where their time is odd', async () => {
    const { found } = await recent(page([row(11, '', 'soon')]));
    expect(!isMissing(found) && found.counts.get('11')).toEqual([{ release: null, events: 4, lastAt: TO }]);
  });

  it.each([
    ['a page is cut off', [page(full(0), '/o/events/?cursor=1'), CUT], false],
    ['a page is not read', [page(full(0), '/n'), page(full(100), '/n')], false],
    ['nobody says whether there are more', [page(full(0))], false],
    ['the last page is short', [page(full(0), '/n'), page([])], true],
  ])('are %s: complete or not', async (_, answers, complete) => {
    const { found } = await recent(...(answers as (HttpAnswer | Error)[]));
    expect(!isMissing(found) && found.complete).toBe(complete);
  });
});
