import { describe, expect, it } from 'vitest';
import { greatestSkew, readClock, shifted } from '../../../src/decide/recovery/clock.ts';
import { createServerClocks } from '../../../src/sources/http/server-clock.ts';

const NOW = '2026-11-21T10:00:00.400Z';
const heard = (...dates: readonly (readonly [string, string | null])[]) => {
  const clocks = createServerClocks(() => Date.parse(NOW));
  for (const [service, date] of dates) clocks.hear(service, date);
  return clocks.ahead();
};
const at = (time: string) => `Sat, 21 Nov 2026 ${time} GMT`;

describe('clocks of services', () => {
  it('tell whole seconds: within one there is no difference', () => {
    expect(heard(['github', at('10:00:00')]).get('github')).toBe(0);
    expect(heard(['github', at('10:00:02')]).get('github')).toBe(1_600);
    expect(heard(['github', at('09:59:58')]).get('github')).toBe(-1_401);
  });

  it('are as near as their nearest answer: others were slow, or kept by a cache', () => {
    const ahead = heard(['sentry', at('09:30:00')], ['sentry', at('09:59:59')], ['sentry', at('09:00:00')]);
    expect(ahead.get('sentry')).toBe(-401);
  });

  it('that cannot be read say nothing', () => {
    expect(heard(['github', null], ['sentry', 'yesterday']).size).toBe(0);
    expect(greatestSkew(new Map())).toBeNull();
    expect(readClock(NOW, new Map())).toEqual({ now: NOW, correctedMs: 0 });
  });

  it('correct ours from a minute on, and the rest is left to be judged', () => {
    expect(readClock(NOW, new Map([['github', 59_000]])).correctedMs).toBe(0);
    const ahead = new Map([
      ['github', -3 * 3_600_000],
      ['sentry', -2 * 3_600_000],
    ]);
    const { now, correctedMs } = readClock(NOW, ahead);
    expect(now).toBe('2026-11-21T07:00:00.400Z');
    expect(greatestSkew(shifted(ahead, correctedMs))).toBe(3_600_000);
  });

  it('other than GitHub’s never correct ours', () => {
    expect(readClock(NOW, new Map([['sentry', 9e6]]))).toEqual({ now: NOW, correctedMs: 0 });
  });
});
