import { describe, expect, it } from 'vitest';
import { JUDGES, score } from '../../evals/class/measure.ts';
import { labelledPairs } from '../../evals/class/pairs.ts';

const pairs = labelledPairs();
const [ours, ...references] = JUDGES.map(([name, judge]) => ({ name, all: score(pairs, judge), judge }));

describe('error classes on labelled pairs', () => {
  it('has enough of them, in every language, and the same ones at every run', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(1_000);
    expect(new Set(pairs.map(({ language }) => language)).size).toBeGreaterThanOrEqual(11);
    expect(JSON.stringify(labelledPairs())).toBe(JSON.stringify(pairs));
  });

  it('merges what is one and keeps apart what is not', () => {
    expect(ours?.all.f1).toBeGreaterThanOrEqual(0.97);
    expect(ours?.all.falseMerges).toBeLessThanOrEqual(3);
  });

  it('is better than what is simple', () => {
    for (const { all } of references) expect(ours?.all.f1).toBeGreaterThan(all.f1 + 0.03);
  });

  it('holds on kinds that no rule was tuned on', () => {
    const held = pairs.filter(({ kind }) => kind.heldOut);
    const { f1, falseMerges } = score(held, ours?.judge ?? (() => false));
    expect(f1).toBeGreaterThanOrEqual(0.97);
    expect(falseMerges).toBeLessThanOrEqual(3);
  });

  it('sees through lines that all moved', () => {
    const moved = pairs.filter(({ kind }) => kind.name.startsWith('all lines moved'));
    const { falseSplits } = score(moved, ours?.judge ?? (() => false));
    expect(falseSplits / moved.length).toBeLessThanOrEqual(0.05);
  });
});
