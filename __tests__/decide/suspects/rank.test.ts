import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMentions } from '../../../src/decide/suspects/named.ts';
import { rankSuspects } from '../../../src/decide/suspects/rank.ts';
import type { ErrorEvent, Exception, Frame } from '../../../src/domain/event.ts';
import { indexTree } from '../../../src/domain/tree/tree.ts';
import { untrusted } from '../../../src/domain/trust.ts';

const frame = (path: string, called = 'work', source?: string): Frame => ({
  path: untrusted(path),
  absPath: null,
  module: null,
  function: untrusted(called),
  line: 7,
  column: null,
  inApp: null,
  platform: null,
  context: source === undefined ? [] : [{ line: 7, text: untrusted(source) }],
});

const exception = (type: string, frames: readonly Frame[], value = ''): Exception => ({
  ...{ type: untrusted(type), value: untrusted(value), module: null, handled: null, mechanism: null },
  frames,
});

const event = (...exceptions: readonly Exception[]): ErrorEvent => ({
  ...{ id: null, platform: null, title: null, message: null, culprit: null, transaction: null, level: null },
  ...{ release: null, environment: null, timestamp: null, tags: {}, sdk: null, problems: [] },
  exceptions,
});

const TREE = indexTree([
  'src/cart/total.ts',
  'src/cart/line.ts',
  'src/checkout/order.ts',
  'src/validation.ts',
  'src/middleware.ts',
  'src/pricing/voucher.ts',
  'test/cart.test.ts',
  'vendor/money/money.ts',
  'src/stock.ts',
]);

const ranked = (facts: Partial<Parameters<typeof rankSuspects>[0]> & { event: ErrorEvent }) =>
  rankSuspects({ tree: TREE, ...facts });
const first = (facts: Partial<Parameters<typeof rankSuspects>[0]> & { event: ErrorEvent }) =>
  ranked(facts).suspects[0]?.path;

describe('rankSuspects', () => {
  const plain = event(
    exception('TypeError', [frame('src/checkout/order.ts', 'place'), frame('src/cart/total.ts', 'sum')]),
  );

  it('puts the innermost own frame first, with its lines and its reason', () => {
    const { suspects, confident } = ranked({ event: plain });
    expect(suspects.map((each) => each.path)).toEqual(['src/cart/total.ts', 'src/checkout/order.ts']);
    expect(suspects[0]).toMatchObject({ lines: [7, 7], function: 'sum' });
    expect(suspects[0]?.reason).toContain('innermost own frame of the root cause');
    expect(confident).toBe(true);
  });

  it('looks past a guard that only raises', () => {
    const guarded = event(
      exception('Error', [
        frame('src/middleware.ts', 'handleRequest'),
        frame('src/cart/total.ts', 'sum'),
        frame('src/validation.ts', 'assertNumber', 'throw new Error(message)'),
      ]),
    );
    expect(first({ event: guarded })).toBe('src/cart/total.ts');
  });

  it('never puts a test or a vendored file first', () => {
    const tested = event(
      exception('Error', [
        frame('test/cart.test.ts', 'it'),
        frame('src/cart/total.ts', 'sum'),
        frame('vendor/money/money.ts', 'add'),
      ]),
    );
    expect(first({ event: tested })).toBe('src/cart/total.ts');
  });

  it('reads the root cause before the exceptions that wrap it', () => {
    const chained = event(
      exception('KeyError', [frame('src/cart/line.ts', 'read')]),
      exception('CartError', [frame('src/checkout/order.ts', 'place')]),
    );
    expect(first({ event: chained })).toBe('src/cart/line.ts');
  });

  it('moves a file up that the suspect commit or a small release changed', () => {
    const commit = { sha: 'a', paths: ['src/checkout/order.ts'] };
    expect(first({ event: plain, suspectCommit: commit })).toBe('src/checkout/order.ts');
    const large = { sha: 'b', paths: Array.from({ length: 400 }, (_, at) => `src/f${at}.ts`) };
    const release = [{ sha: 'c', paths: ['src/checkout/order.ts'] }, large];
    expect(first({ event: plain, commits: release })).toBe('src/cart/total.ts');
  });

  it('learns from lessons', () => {
    const suspects = ranked({
      event: plain,
      lessons: [{ path: 'src/checkout/order.ts', outcome: 'recovered' }],
    });
    expect(suspects.suspects[1]?.reason).toContain('a fix here helped before');
  });

  it('says so when no frame maps', () => {
    const foreign = event(exception('Error', [frame('/app/node_modules/left-pad/index.js')]));
    expect(ranked({ event: foreign })).toEqual({ suspects: [], confident: false });
    expect(ranked({ event: event() })).toEqual({ suspects: [], confident: false });
  });

  it('shows a file that only prose names, without confidence', () => {
    const text = 'It breaks in https://github.com/acme/shop/blob/0a1b2c/src/pricing/voucher.ts#L9 I think.';
    const { suspects, confident } = ranked({ event: event(), mentions: readMentions(text, TREE) });
    expect(suspects.map((each) => each.path)).toEqual(['src/pricing/voucher.ts']);
    expect(confident).toBe(false);
  });

  it('is not confident when the best file only passes calls on', () => {
    const glue = event(
      exception('Error', [frame('src/middleware.ts', 'next'), frame('/lib/node_modules/x/a.js')]),
    );
    expect(ranked({ event: glue }).confident).toBe(false);
  });

  it('is total, holds at most eight, and its confidences never exceed one', () => {
    const paths = fc.constantFrom(...TREE.paths, 'x', '', '\ud800', 'src/none.ts');
    const frames = fc.array(fc.tuple(paths, fc.string({ maxLength: 12 })), { maxLength: 30 });
    fc.assert(
      fc.property(fc.array(frames, { maxLength: 3 }), (chain) => {
        const exceptions = chain.map((each) =>
          exception(
            'E',
            each.map(([path, name]) => frame(path, name)),
          ),
        );
        const { suspects } = ranked({ event: event(...exceptions) });
        expect(suspects.length).toBeLessThanOrEqual(8);
        const scores = suspects.map((each) => each.score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
        expect(suspects.reduce((sum, each) => sum + each.confidence, 0)).toBeLessThanOrEqual(1.01);
        for (const each of suspects) expect(TREE.paths.has(each.path)).toBe(true);
      }),
    );
  });
});
