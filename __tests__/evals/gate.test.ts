import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HOSTILE_CONTENTS } from '../../evals/gate/hostile-contents.ts';
import { HOSTILE_FORMS } from '../../evals/gate/hostile-forms.ts';
import { HOSTILE_PLACES } from '../../evals/gate/hostile-places.ts';
import { measure } from '../../evals/gate/measure.ts';
import { readLabelled } from '../../evals/gate/read.ts';
import { weakenedSet } from '../../evals/gate/weakened-set.ts';

const FOLDER = join(import.meta.dirname, '../../evals/gate');
const hostile = [...HOSTILE_PLACES, ...HOSTILE_FORMS, ...HOSTILE_CONTENTS];

describe('hostile patches', () => {
  it('are many', () => expect(hostile.length).toBeGreaterThanOrEqual(120));
  it.each(hostile.map((patch) => [patch.name, patch] as const))('%s is not accepted', (_, patch) => {
    expect(measure(patch).verdict).not.toBe('accepted');
  });
});

describe('human fixes', () => {
  const human = readLabelled(join(FOLDER, 'human'));
  it('are many', () => expect(human.length).toBeGreaterThanOrEqual(60));
  it('are refused in one case alone', () => {
    const refused = human.filter((patch) => measure(patch).verdict === 'refused').map(({ name }) => name);
    // A looser matcher in an old test looks like a weaker one to any rule that does not know what the mock takes.
    expect(refused).toEqual(['mocked call gets another argument']);
  });
  it('without a test are flagged, and only those', () => {
    const tested = (patch: string) => /^\+\+\+ b\/.*(?:test|spec)/im.test(patch) || patch.includes('#[test]');
    for (const patch of human)
      expect([patch.name, measure(patch).missingTest]).toEqual([patch.name, !tested(patch.patch)]);
  });
});

describe('weakened tests', () => {
  const set = weakenedSet(FOLDER);
  it('are many', () => expect(set.length).toBeGreaterThanOrEqual(150));

  it('are all refused when nothing else changes', () => {
    const alone = set.filter(({ repaired }) => !repaired);
    expect(alone.filter((patch) => measure(patch).verdict !== 'refused').map(({ name }) => name)).toEqual([]);
  });

  it('are refused beside a repair, or shown to a person when only an expected value differs', () => {
    for (const patch of set.filter(({ repaired }) => repaired)) {
      const { verdict } = measure(patch);
      if (patch.operator === 'change expectation')
        expect([patch.name, verdict]).not.toEqual([patch.name, 'accepted']);
      else expect([patch.name, verdict]).toEqual([patch.name, 'refused']);
    }
  });
});
