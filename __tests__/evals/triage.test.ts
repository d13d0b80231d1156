import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readScenarios } from '../../evals/suspects/read.ts';
import { triageCases } from '../../evals/triage/cases.ts';
import { decideCase } from '../../evals/triage/measure.ts';

const cases = triageCases(readScenarios(join(import.meta.dirname, '../../evals/suspects')));
const dropped = (truth: string) => {
  const all = cases.filter((one) => one.truth === truth);
  return { all: all.length, dropped: all.filter((one) => decideCase(one).verdict === 'ignore').length };
};

describe('the gate on labelled errors', () => {
  it('drops hardly any real error', () => {
    const { all, dropped: lost } = dropped('real');
    expect(lost / all).toBeLessThanOrEqual(0.03);
  });

  it('drops nothing that only looks like noise', () => {
    expect(dropped('lookalike').dropped).toBe(0);
  });

  it('keeps out every kind of noise that it knows', () => {
    const { all, dropped: kept } = dropped('noise');
    expect(kept).toBe(all);
  });
});
