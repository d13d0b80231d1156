import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { similarity } from '../../../src/domain/class/similarity.ts';
import { parseReport } from '../../../src/domain/stacktrace/report.ts';

/** `== same|apart: name`, one report, `-- and`, the other. */
const pairs = readFileSync(new URL('corpus/strangers.txt', import.meta.url), 'utf8')
  .split(/^== /m)
  .slice(1)
  .map((part) => {
    const end = part.indexOf('\n');
    const [a = '', b = ''] = part.slice(end + 1).split('\n-- and\n');
    const [label = '', name = ''] = part.slice(0, end).split(': ');
    return { name, same: label === 'same', a, b };
  });

describe('reports of strangers', () => {
  it('has both kinds', () => {
    expect(pairs.filter((pair) => pair.same).length).toBeGreaterThan(20);
    expect(pairs.filter((pair) => !pair.same).length).toBeGreaterThan(10);
  });
  it.each(pairs)('$name: same $same', ({ same, a, b }) => {
    const [one, other] = [parseReport(a), parseReport(b)];
    expect(similarity(one, other)).toMatchObject({ same });
    expect(similarity(other, one)).toEqual(similarity(one, other));
  });
});
