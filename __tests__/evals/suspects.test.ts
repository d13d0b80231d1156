import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judge, type Result } from '../../evals/suspects/measure.ts';
import { readScenarios } from '../../evals/suspects/read.ts';
import { ALL_SIGNALS } from '../../src/decide/suspects/visit.ts';

const scenarios = readScenarios(join(import.meta.dirname, '../../evals/suspects'));
const results = scenarios.map((scenario) => judge(scenario, ALL_SIGNALS));
const share = (all: readonly Result[], good: (result: Result) => boolean) =>
  all.filter(good).length / all.length;
const onStack = results.filter((result) => result.onStack);

describe('suspects on labelled errors', () => {
  it('has enough of them', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(120);
    for (const { fixed, tree, name } of scenarios) {
      for (const path of fixed) expect(tree, name).toContain(path);
    }
  });

  it('finds the fixed file where a frame names it', () => {
    expect(share(onStack, (result) => result.place === 1)).toBeGreaterThanOrEqual(0.8);
    expect(share(onStack, (result) => result.place >= 1 && result.place <= 3)).toBeGreaterThanOrEqual(0.93);
  });

  it('says so where no frame names it', () => {
    const off = results.filter((result) => !result.onStack);
    expect(share(off, (result) => !result.confident)).toBeGreaterThanOrEqual(0.7);
  });

  it('is right where it is confident', () => {
    const sure = results.filter((result) => result.confident);
    expect(share(sure, (result) => result.place === 1)).toBeGreaterThanOrEqual(0.85);
  });

  it.each(['commits', 'chain', 'demotion'] as const)('is no better without %s', (signal) => {
    const without = scenarios.map((scenario) => judge(scenario, { ...ALL_SIGNALS, [signal]: false }));
    const top = (all: readonly Result[]) => all.filter((result) => result.place === 1).length;
    expect(top(results)).toBeGreaterThan(top(without));
  });
});
