import { describe, expect, it } from 'vitest';
import { KINDS } from '../../evals/recovery/history.ts';
import { draw, score } from '../../evals/recovery/measure.ts';
import { ours, quietWindow } from '../../evals/recovery/rules.ts';

const histories = KINDS.flatMap((kind) => draw(kind, 150));
const rule = score(histories, (history) => ours(history, { traffic: true }));
const window = (hours: number) => score(histories, (history) => quietWindow(history, hours));

describe('recovery on incidents whose truth is known', () => {
  it('sees enough of them, half truly fixed', () => {
    expect(rule.histories).toBeGreaterThanOrEqual(1_000);
    expect(rule.fixed / rule.histories).toBeGreaterThan(0.45);
    expect(rule.fixed / rule.histories).toBeLessThan(0.55);
  });

  it('closes at most one in a hundred too early', () => {
    expect(rule.falseCloses / rule.histories).toBeLessThanOrEqual(0.01);
  });

  it('closes sooner than any quiet window of equal safety', () => {
    for (const hours of [1 / 6, 1, 24, rule.median]) {
      expect(window(hours).falseCloses).toBeGreaterThan(rule.falseCloses);
    }
  });

  it('opens again what came back', () => {
    expect(rule.cameBack).toBeGreaterThan(20);
    expect(rule.reopened).toBeGreaterThanOrEqual(rule.cameBack);
  });

  it('is no less safe where only time is known', () => {
    const byTime = score(histories, (history) => ours(history, { traffic: false }));
    expect(byTime.falseCloses / byTime.histories).toBeLessThanOrEqual(0.01);
  });
});
