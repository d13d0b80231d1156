import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { worstCaseHours } from '../../../src/decide/recovery/exposure.ts';
import { readRate } from '../../../src/decide/recovery/history.ts';
import { quantileInterval } from '../../../src/decide/recovery/quantile.ts';
import { chanceOfSilence, exposureForProof, type Rate } from '../../../src/decide/recovery/silence.ts';
import { DEFAULT_RECOVERY_POLICY } from '../../../src/domain/policy/recovery.ts';

const { dispersion } = DEFAULT_RECOVERY_POLICY;
const counts = (events: readonly number[], traffic = 100) =>
  events.map((count) => ({ events: count, hours: 1, traffic }));
const read = (events: readonly number[]) => {
  const rate = readRate(counts(events), true, dispersion);
  if (rate?.kind !== 'counted') throw new Error('no rate');
  return rate;
};

describe('chance of silence', () => {
  it('is exp(−λT) for a given rate', () => {
    expect(chanceOfSilence({ kind: 'given', perUnit: 0.1 }, 31)).toBeCloseTo(Math.exp(-3.1), 12);
    expect(1 - chanceOfSilence({ kind: 'given', perUnit: 0.1 }, 31)).toBeCloseTo(0.955, 3);
  });

  it('is never less than Poisson’s for a counted one, and approaches it with the history', () => {
    const short: Rate = {
      kind: 'counted',
      events: 5,
      exposure: 50,
      bursts: 5,
      longestSilence: 0,
      calms: null,
    };
    const long: Rate = { ...short, events: 50_000, exposure: 500_000, bursts: 50_000 };
    expect(chanceOfSilence(short, 31)).toBeGreaterThan(1.5 * Math.exp(-3.1));
    expect(chanceOfSilence(long, 31)).toBeCloseTo(Math.exp(-3.1), 3);
  });

  it('falls with the exposure, and is the limit where the proof should stand', () => {
    const rates = fc.record({
      kind: fc.constant('counted' as const),
      events: fc.integer({ min: 1, max: 10_000 }),
      exposure: fc.double({ min: 0.1, max: 1e7, noNaN: true }),
      bursts: fc.double({ min: 0.5, max: 1_000, noNaN: true }),
      longestSilence: fc.constant(0),
      calms: fc.option(
        fc.record({ ended: fc.nat(20), exposure: fc.double({ min: 0.1, max: 1e5, noNaN: true }) }),
      ),
    });
    fc.assert(
      fc.property(rates, fc.double({ min: 1e-4, max: 0.5, noNaN: true }), (rate, chance) => {
        const needed = exposureForProof(rate, chance);
        expect(chanceOfSilence(rate, needed)).toBeCloseTo(chance, 6);
        expect(chanceOfSilence(rate, needed * 1.5)).toBeLessThan(chance);
      }),
    );
  });
});

describe('bursts', () => {
  it('are the events where these come one by one', () => {
    const { events, bursts } = read([4, 6, 5, 3, 7, 5, 4, 6, 5, 5, 4, 6, 3, 7, 5, 5]);
    expect(bursts).toBeGreaterThan(0.8 * events);
    expect(bursts).toBeLessThanOrEqual(events);
  });

  it('are few where many events come at once', () => {
    const { events, bursts } = read([0, 0, 90, 0, 0, 0, 0, 110, 0, 0, 0, 0, 0, 95, 0, 0]);
    expect(events).toBe(295);
    expect(bursts).toBeGreaterThan(1.5);
    expect(bursts).toBeLessThanOrEqual(4);
  });

  it('that outlast an interval are seen in larger blocks', () => {
    const on = [5, 4, 6, 5, 5, 4, 6, 5];
    const off = Array.from({ length: 8 }, () => 0);
    expect(read([...on, ...off, ...on, ...off, ...on, ...off]).bursts).toBeLessThan(20);
  });

  it('follow the traffic, not the clock', () => {
    const day = Array.from({ length: 72 }, (_, at) => Math.round(100 * (1 + 0.9 * Math.cos(at / 3.82))));
    const events = day.map((traffic) => Math.round(traffic / 20));
    const intervals = day.map((traffic, at) => ({ events: events[at] ?? 0, hours: 1, traffic }));
    const byTraffic = readRate(intervals, true, dispersion);
    const byTime = readRate(intervals, false, dispersion);
    if (byTraffic?.kind !== 'counted' || byTime?.kind !== 'counted') throw new Error('no rate');
    expect(byTraffic.bursts).toBeGreaterThan(3 * byTime.bursts);
  });

  it('do not count the one that the history begins with', () => {
    const singles = [0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0];
    expect(read(singles.slice(2)).bursts).toBeCloseTo(read(singles).bursts - 1, 0);
  });

  it('never exceed the events, whatever the history', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000), { minLength: 1, maxLength: 60 }), (events) => {
        const rate = read(events);
        expect(rate.bursts).toBeLessThanOrEqual(rate.events);
        expect(rate.bursts).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('the rate', () => {
  it('is of the newer half once the class has clearly fallen off', () => {
    const { events, exposure } = read([100, 90, 110, 95, 100, 105, 2, 1, 3, 2, 1, 2]);
    expect(events / exposure).toBeLessThan(0.1);
  });

  it('keeps the longest silence', () => {
    expect(read([5, 0, 0, 0, 5, 0, 5, 0, 0]).longestSilence).toBe(300);
  });

  it('is none without exposure', () => {
    expect(readRate([], true, dispersion)).toBeNull();
    expect(readRate([{ events: 3, hours: 1, traffic: null }], true, dispersion)).toBeNull();
  });
});

describe('calms', () => {
  const calms = (text: string) =>
    read([...text].map((letter) => (letter === '.' ? 0 : Number(letter)))).calms;

  it('are silences that the pace does not explain', () => {
    expect(calms('35475............34647........4573')).toEqual({ ended: 2, exposure: 2_000 });
  });

  it('count while they last, when the class had stopped before the fix', () => {
    expect(calms('5454545454......')).toEqual({ ended: 0, exposure: 600 });
    expect(calms('999999999999999.')).toBeNull();
    expect(calms('9999999999999999..')).toEqual({ ended: 0, exposure: 200 });
  });

  it('are none where events are rare anyway', () => {
    expect(calms('1...1.....1.......1..1......')).toBeNull();
  });

  it('make a silence likelier', () => {
    const wavy = read([5, 4, 6, 0, 0, 0, 0, 0, 0, 5, 4, 6, 5]);
    expect(chanceOfSilence(wavy, 1_000)).toBeGreaterThan(chanceOfSilence({ ...wavy, calms: null }, 1_000));
  });
});

describe('hours of the worst case', () => {
  it('count little at first and whole days whole', () => {
    expect(worstCaseHours(1, 0.6)).toBeCloseTo(0.4, 1);
    expect(worstCaseHours(24, 0.6)).toBeCloseTo(24, 9);
    expect(worstCaseHours(48, 0.6)).toBeCloseTo(48, 9);
  });

  it('grow with the hours', () => {
    const hours = fc.double({ min: 0, max: 500, noNaN: true });
    fc.assert(
      fc.property(hours, fc.double({ min: 0, max: 10, noNaN: true }), (at, more) => {
        expect(worstCaseHours(at + more, 0.6)).toBeGreaterThanOrEqual(worstCaseHours(at, 0.6) - 1e-9);
      }),
    );
  });
});

describe('interval of a quantile', () => {
  const upTo = (n: number) => Array.from({ length: n }, (_, at) => at + 1);

  it('has the ranks of the textbook', () => {
    // Median at 95%: ranks 2 and 9 of 10, 1 and 6 of 6, none of 5.
    expect(quantileInterval(upTo(10), 0.5, 0.95)).toMatchObject({ lower: 2, upper: 9 });
    expect(quantileInterval(upTo(6), 0.5, 0.95)).toMatchObject({ lower: 1, upper: 6 });
    expect(quantileInterval(upTo(5), 0.5, 0.95)).toBeNull();
    // An upper limit for the 95th percentile needs 72 values at 97.5% one-sided.
    expect(quantileInterval(upTo(71), 0.95, 0.95)).toBeNull();
    expect(quantileInterval(upTo(73), 0.95, 0.95)).toMatchObject({ upper: 73 });
  });

  it('does not depend on the order and holds the quantile', () => {
    const values = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 80, maxLength: 200 });
    fc.assert(
      fc.property(values, (ms) => {
        const interval = quantileInterval(ms, 0.75, 0.95);
        expect(interval).toEqual(quantileInterval(ms.toReversed(), 0.75, 0.95));
        if (interval === null) throw new Error('too few');
        expect(interval.lower).toBeLessThanOrEqual(interval.at);
        expect(interval.at).toBeLessThanOrEqual(interval.upper);
      }),
    );
  });

  it('takes many values in linear time and drops what is no number', () => {
    expect(quantileInterval([...upTo(50_000), Number.NaN], 0.95, 0.95)?.at).toBeGreaterThan(47_000);
  });
});
