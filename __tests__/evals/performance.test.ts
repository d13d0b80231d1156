import { describe, expect, it } from 'vitest';
import { score } from '../../evals/performance/measure.ts';

describe('regressions on series whose truth is known', () => {
  it('raises at most two false alarms in a hundred seasonal series', { timeout: 60_000 }, () => {
    const { series, found } = score('seasonal', 1_000, { samples: 0 });
    expect(series).toBe(1_000);
    expect(found / series).toBeLessThanOrEqual(0.02);
  });

  it.each(['low-sample', 'odd-week', 'recurring', 'one-customer'] as const)('is not misled by %s', (kind) => {
    const { series, found } = score(kind, 100, { samples: 0 });
    expect(found / series).toBeLessThanOrEqual(0.04);
  });

  it.each(['deploy', 'n-plus-one', 'drift', 'tail'] as const)('finds %s', (kind) => {
    const { series, found } = score(kind, 120, { samples: 200 });
    expect(series).toBe(120);
    expect(found / series).toBeGreaterThanOrEqual(0.95);
  });
});
