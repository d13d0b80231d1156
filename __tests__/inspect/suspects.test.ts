import { describe, expect, it } from 'vitest';
import { suspects } from '../../inspect/verbs/suspects.ts';

interface Answer {
  readonly suspects: readonly {
    readonly path: string;
    readonly line?: number;
    readonly confidence: number;
  }[];
  readonly confident: boolean;
}

const answer = (input: unknown) => suspects(input) as Answer;

const TREE = ['src/cart/total.ts', 'src/checkout/order.ts', 'src/errors.ts', 'package.json', 'README.md'];
const TRACE = `Ordering fails since yesterday.

\`\`\`
TypeError: Cannot read properties of undefined (reading 'price')
    at sum (/usr/src/app/dist/cart/total.js:12:9)
    at place (/usr/src/app/dist/checkout/order.js:40:3)
\`\`\``;

describe('inspect suspects', () => {
  it('ranks the files of a text', () => {
    const { suspects: ranked } = answer({ text: TRACE, tree: TREE });
    expect(ranked.map((each) => each.path)).toEqual(['src/cart/total.ts', 'src/checkout/order.ts']);
    expect(ranked[0]?.line).toBe(12);
  });

  it('ranks the files of an event as the API gives it and as an SDK sends it', () => {
    const frames = [
      { filename: 'app:///dist/checkout/order.js', function: 'place', lineNo: 40 },
      { filename: 'app:///dist/cart/total.js', function: 'sum', lineNo: 12 },
    ];
    const values = [{ type: 'TypeError', value: 'x', stacktrace: { frames } }];
    const api = answer({ event: { entries: [{ type: 'exception', data: { values } }] }, tree: TREE });
    const snake = frames.map(({ lineNo, ...frame }) => ({ ...frame, lineno: lineNo }));
    const sdk = answer({
      event: { exception: { values: [{ type: 'TypeError', value: 'x', stacktrace: { frames: snake } }] } },
      tree: TREE,
    });
    expect(api.suspects[0]?.path).toBe('src/cart/total.ts');
    expect(sdk).toEqual(api);
  });

  it('lists a file that only prose names, without confidence', () => {
    const text = 'The order page is blank; I think src/checkout/order.ts:40 does it.';
    const { suspects: ranked, confident } = answer({ text, tree: TREE });
    expect(ranked.map((each) => each.path)).toEqual(['src/checkout/order.ts']);
    expect(confident).toBe(false);
  });

  it('lets commits speak', () => {
    const suspectCommit = { sha: '0a1b', paths: ['src/checkout/order.ts'] };
    expect(answer({ text: TRACE, tree: TREE, suspectCommit }).suspects[0]?.path).toBe(
      'src/checkout/order.ts',
    );
  });

  it('says in one sentence what is wrong with a case', () => {
    expect(() => suspects({ text: 'x' })).toThrow(/^suspects: tree: /);
    expect(() => suspects({ tree: [] })).toThrow(/give "event"/);
  });
});
