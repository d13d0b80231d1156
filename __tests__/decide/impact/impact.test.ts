import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../../evals/recovery/random.ts';
import { productImpact } from '../../../src/decide/impact/impact.ts';
import { impactPlace } from '../../../src/decide/impact/place.ts';
import { fromShelf, toShelf } from '../../../src/decide/impact/shelf.ts';
import { impactWindow } from '../../../src/decide/impact/window.ts';
import type { EventCounts } from '../../../src/domain/impact.ts';
import { DEFAULT_IMPACT_POLICY as POLICY } from '../../../src/domain/policy/impact.ts';
import { untrusted } from '../../../src/domain/trust.ts';
import { cleanField } from '../../../src/memory/clean.ts';

const WINDOW = { from: '2026-11-21T08:00:00Z', to: '2026-11-21T10:00:00Z' };
const counts = (now: number, lastWeek: number, more: Partial<EventCounts> = {}): EventCounts => {
  const of = (count: number) => ({ count, actors: Math.round(count * 0.8) });
  return {
    name: 'checkout_completed',
    exists: true,
    now: of(now),
    lastWeek: of(lastWeek),
    previous: of(lastWeek),
    previousLastWeek: of(lastWeek),
    onPage: null,
    byRelease: null,
    ...more,
  };
};
const verdict = (one: EventCounts) => productImpact([one], { window: WINDOW }, POLICY).events[0]?.verdict;

describe('what an incident cost the product', () => {
  it('is a loss when far fewer did it than last week', () => {
    expect(productImpact([counts(112, 400)], { window: WINDOW }, POLICY)).toMatchObject({
      verdict: 'loss',
      events: [{ absolute: -288, relative: { at: -0.719 } }],
      facts: { severity: 1, summary: 'checkout_completed fell by 72 % (112 instead of 400)' },
    });
  });

  it.each([
    ['chance explains it', counts(90, 100), 'no-loss'],
    ['it grew', counts(500, 400), 'no-loss'],
    ['there were too few to tell', counts(0, 20), 'not-enough-data'],
    ['the project has never seen the event', counts(0, 0, { exists: false }), 'unknown-event'],
    ['it had fallen before', counts(112, 400, { previous: { count: 110, actors: 90 } }), 'earlier-loss'],
  ] as const)('is none when %s', (_, one, expected) => {
    expect(verdict(one)).toBe(expected);
  });

  it('says that there is not enough data, and adds nothing to severity then', () => {
    expect(productImpact([counts(0, 10)], { window: WINDOW }, POLICY)).toMatchObject({
      verdict: 'not-enough-data',
      facts: null,
    });
    expect(productImpact([], { window: WINDOW }, POLICY)).toMatchObject({
      verdict: 'not-enough-data',
      facts: null,
    });
  });

  it('is the harder to claim the more events are looked at', () => {
    const one = counts(280, 400);
    const many = [one, ...Array.from({ length: 30 }, (_, at) => counts(400, 400, { name: `event_${at}` }))];
    const alone = productImpact([one], { window: WINDOW }, { ...POLICY, maxChance: 0.05 });
    expect(alone.verdict).toBe('loss');
    expect(productImpact(many, { window: WINDOW }, { ...POLICY, maxChance: 0.05 }).verdict).toBe('no-loss');
  });

  it('has a severity between 0 and 1 that grows with the loss', () => {
    const anyCount = fc.nat(100_000);
    fc.assert(
      fc.property(anyCount, anyCount, anyCount, (a, b, lastWeek) => {
        const of = (now: number) =>
          productImpact([counts(now, lastWeek)], { window: WINDOW }, POLICY).facts?.severity ?? 0;
        const [less, more] = [of(Math.min(a, b)), of(Math.max(a, b))];
        expect(less).toBeGreaterThanOrEqual(more);
        expect(less).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('where the incident was', () => {
  const place = { page: '/checkout/{id}', releases: ['shop@2.4.0', '2.4.0'] };
  const judge = (one: EventCounts) => productImpact([one], { window: WINDOW, place }, POLICY);
  const windows = (now: number, lastWeek: number) => {
    const { now: a, lastWeek: b, previous, previousLastWeek } = counts(now, lastWeek);
    return { now: a, lastWeek: b, previous, previousLastWeek };
  };

  it('a loss on its page counts by how much of the whole the page is', () => {
    const found = judge(counts(1_850, 2_000, { onPage: windows(100, 400) }));
    expect(found).toMatchObject({
      verdict: 'loss',
      events: [{ verdict: 'no-loss' }],
      slices: [{ kind: 'page', verdict: 'loss', absolute: -300 }],
      facts: { summary: 'checkout_completed on /checkout/{id} fell by 75 % (100 instead of 400)' },
    });
    expect(found.facts?.severity).toBeGreaterThan(0.2);
    expect(found.facts?.severity).toBeLessThan(0.35);
  });

  it.each([
    [30, 600, 'loss'],
    [110, 600, 'no-loss'],
    [0, 40, 'not-enough-data'],
  ] as const)(
    'people on its release are held against those on others: %i of %i',
    (actors, activeOn, verdict) => {
      const byRelease = {
        on: { count: actors, actors },
        others: { count: 900, actors: 800 },
        activeOn,
        activeOthers: 4_000,
      };
      expect(judge(counts(900, 950, { byRelease })).slices).toMatchObject([{ kind: 'release', verdict }]);
    },
  );

  it('nothing is said of a page that an event never happens on, or of people whom nothing tells of', () => {
    const byRelease = {
      on: { count: 3, actors: 3 },
      others: { count: 9, actors: 9 },
      activeOn: null,
      activeOthers: null,
    };
    const found = judge(counts(400, 400, { onPage: windows(0, 0), byRelease }));
    expect(found).not.toHaveProperty('slices');
    expect(found).not.toHaveProperty('place');
  });

  it('comparisons without a difference are rarely called a loss, however many there are', () => {
    const random = seeded(7);
    let alarms = 0;
    for (let round = 0; round < 300; round += 1) {
      const around = (mean: number) =>
        Math.round(
          mean * Math.exp(0.05 * (random.next() - 0.5)) + Math.sqrt(mean) * (random.next() * 2 - 1) * 1.7,
        );
      const byRelease = {
        on: { count: 60, actors: around(100) },
        others: { count: 900, actors: around(800) },
        activeOn: 500,
        activeOthers: 4_000,
      };
      const one = counts(around(900), around(900), { onPage: windows(around(200), around(200)), byRelease });
      if (judge(one).verdict === 'loss') alarms += 1;
    }
    expect(alarms).toBeLessThanOrEqual(6);
  });
});

describe('answers on the shelf', () => {
  const amount = fc.nat(10_000_000);
  const pair = fc.record({ count: amount, actors: amount });
  const windows = { now: pair, lastWeek: pair, previous: pair, previousLastWeek: pair };
  const active = fc.option(amount, { nil: null });
  const any = fc.record({
    name: fc.constant('a'),
    exists: fc.boolean(),
    ...windows,
    onPage: fc.option(fc.record(windows), { nil: null }),
    byRelease: fc.option(fc.record({ on: pair, others: pair, activeOn: active, activeOthers: active }), {
      nil: null,
    }),
  });

  it('come back as they were, and the memory keeps their words', () => {
    fc.assert(
      fc.property(any, (one) => {
        const line = toShelf(one);
        expect(cleanField(line, 280)).toBe(line);
        expect(fromShelf('a', line)).toEqual(one);
      }),
    );
  });

  it.each(['', 'known', 'known ALL a b', 'known ALL a b c d e f g h PAGE a', 'known ALL 1 2 3 4 5 6 7 8'])(
    'a line that is not whole is no answer: %j',
    (line) => expect(fromShelf('a', line)).toBeNull(),
  );
});

describe('the place of an incident', () => {
  const at = (event: { url?: string; transaction?: string; release?: string }) =>
    impactPlace({
      event: {
        tags: event.url === undefined ? {} : { url: untrusted(event.url) },
        transaction: event.transaction === undefined ? null : untrusted(event.transaction),
        release: event.release === undefined ? null : untrusted(event.release),
      },
      slow: null,
      release: null,
    });

  it.each([
    [{ url: 'https://shop.example/orders/4711?token=x#top' }, '/orders/{id}'],
    [{ url: 'https://shop.example' }, null],
    [{ transaction: '/checkout/[cart]' }, '/checkout/{id}'],
    [{ transaction: 'GET /api/orders/{id}' }, null],
    [{ transaction: 'OrdersController#show' }, null],
  ])('has the page of %j', (event, page) => {
    expect(at(event).page).toBe(page);
  });

  it('has the release in the ways that products write it', () => {
    expect(at({ release: 'com.acme.shop@2.4.0+77' }).releases).toEqual([
      'com.acme.shop@2.4.0+77',
      '2.4.0+77',
      '2.4.0',
    ]);
    expect(at({}).releases).toEqual([]);
    expect(impactPlace({ event: null, slow: null, release: 'a1b2c3' }).releases).toEqual(['a1b2c3']);
  });

  it('of slow requests is a page only when people look at them', () => {
    const slow = (op: string, transaction: string) =>
      impactPlace({ event: null, slow: { op, transaction: untrusted(transaction) }, release: null }).page;
    expect(slow('pageload', '/orders/4711')).toBe('/orders/{id}');
    expect(slow('http.server', '/orders/4711')).toBeNull();
  });
});

describe('the window', () => {
  const of = (startedAt: string) => impactWindow({ startedAt, now: '2026-11-21T10:00:31Z' }, POLICY);
  it('begins with the incident, within limits, on whole minutes', () => {
    expect(of('2026-11-21T07:00:31Z')).toEqual({
      from: '2026-11-21T07:00:00.000Z',
      to: '2026-11-21T10:00:00.000Z',
    });
    expect(of('2020-01-01T00:00:00Z').from).toBe('2026-11-20T10:00:00.000Z');
    expect(of('2026-11-21T10:00:30Z').from).toBe('2026-11-21T09:30:00.000Z');
    expect(of('nonsense').from).toBe('2026-11-21T09:30:00.000Z');
  });
});
