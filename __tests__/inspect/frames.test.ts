import { describe, expect, it } from 'vitest';
import { frames } from '../../inspect/verbs/frames.ts';

describe('inspect frames', () => {
  it('answers with the path and the reason', () => {
    expect(frames({ frame: { filename: 'app:///src/cart.js' }, tree: ['src/cart.ts'] })).toEqual({
      path: 'src/cart.ts',
      reason: 'path below the deploy root (2 of 2 segments)',
    });
  });

  it('takes snake case and code mappings', () => {
    const input = {
      frame: { abs_path: '/srv/api/src/cart.ts' },
      tree: ['src/cart.ts', 'services/api/src/cart.ts'],
      mappings: [{ stack_root: '/srv/api', source_root: 'services/api' }],
    };
    expect(frames(input)).toMatchObject({ path: 'services/api/src/cart.ts' });
  });

  it('lists equally good files', () => {
    expect(
      frames({ frame: { filename: 'src/total.ts' }, tree: ['a/src/total.ts', 'b/src/total.ts'] }),
    ).toMatchObject({
      path: null,
      candidates: ['a/src/total.ts', 'b/src/total.ts'],
    });
  });

  it('says in one sentence what is wrong with a case', () => {
    expect(() => frames({ frame: {} })).toThrow(/^frames: tree: /);
    expect(() => frames(7)).toThrow(/^frames: the case: /);
  });
});
