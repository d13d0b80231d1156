import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify } from '../../../src/domain/class/classify.ts';
import { ENGINE_FAULTS } from '../../../src/domain/class/engine-faults.ts';
import { engineFault } from '../../../src/domain/class/engine-message.ts';
import { functionName } from '../../../src/domain/class/function-name.ts';
import { maskMessage } from '../../../src/domain/class/mask.ts';
import { similarity } from '../../../src/domain/class/similarity.ts';
import { parseReport } from '../../../src/domain/stacktrace/report.ts';
import { APART, BROWSERS, NAMELESS, SAME } from './pairs.ts';
import { VARIANTS } from './variants.ts';

const like = (a: string, b: string) => similarity(parseReport(a), parseReport(b));

describe('error class', () => {
  it.each(SAME)('merges: $name', ({ a, b }) => {
    expect(like(a, b)).toMatchObject({ same: true });
    expect(like(b, a)).toEqual(like(a, b));
  });

  it.each(APART)('keeps apart: $name', ({ a, b }) => {
    expect(like(a, b)).toMatchObject({ same: false });
    expect(like(b, a)).toEqual(like(a, b));
  });

  const names = Object.keys(BROWSERS);
  const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b) => [a, b] as const));
  it.each(pairs)('sees one error through %s and %s', (a, b) => {
    expect(like(BROWSERS[a] ?? '', BROWSERS[b] ?? '')).toMatchObject({ same: true });
  });

  const told = Object.entries(VARIANTS).flatMap(([language, [first = '', ...rest]]) =>
    rest.map((other, at) => ({ name: `${language} ${at + 1}`, first, other })),
  );
  it.each(told)('sees one error in what builds and runtimes make of it: $name', ({ first, other }) => {
    expect(like(first, other)).toMatchObject({ same: true });
    expect(like(other, first)).toEqual(like(first, other));
  });

  const nameless = Object.keys(NAMELESS);
  it.each(nameless.flatMap((a, i) => nameless.slice(i + 1).map((b) => [a, b] as const)))(
    'sees one nameless handler through %s and %s',
    (a, b) => {
      expect(like(NAMELESS[a] ?? '', NAMELESS[b] ?? '')).toMatchObject({ same: true });
    },
  );

  it('has a key that lines, hashes, roots and values do not move', () => {
    const base = BROWSERS.chrome ?? '';
    const key = (text: string) => classify(parseReport(text)).fingerprint;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9_999 }),
        fc.integer({ min: 0, max: 0xfffffff }),
        (line, build) => {
          const hash = build.toString(16).padStart(7, '0');
          const moved = base.replace(/:\d+:\d+/g, `:${line}:7`).replaceAll('3f2a1b9c', `a${hash}`);
          expect(key(moved)).toBe(key(base));
        },
      ),
    );
    expect(key(base)).toMatch(/^[0-9a-f]{16}$/);
    expect(key(SAME[0]?.a ?? '')).toBe(key(SAME[0]?.b ?? ''));
  });

  it('explains itself', () => {
    expect(classify(parseReport(BROWSERS.chrome ?? '')).parts).toEqual({
      types: ['TypeError'],
      message: '«nullish access» price',
      frames: ['cart:', 'cart:total', 'cart:lineTotal'],
      basis: 'in-app',
    });
  });

  it('is the same as itself, whatever it is', () => {
    for (const { a, b } of [...SAME, ...APART]) {
      for (const text of [a, b])
        if (parseReport(text).exceptions.some((one) => one.frames.length > 0))
          expect(like(text, text).same).toBe(true);
    }
  });

  it.each(ENGINE_FAULTS.flatMap((fault) => fault.examples.map((example) => [fault.name, example] as const)))(
    'knows %s in: %s',
    (name, example) => {
      expect(engineFault(example)).toBe(name);
    },
  );

  it.each([
    ['Object.<anonymous>', ''],
    ['Cart.prototype.total', 'total'],
    ['async Promise.all', 'all'],
    ['foo/<', 'foo'],
    ['lambda$rate$12', 'rate'],
    ['(*Cart).Add.func1', 'Add'],
    ['block (2 levels) in total', 'total'],
    ['Acme\\Cart->total', 'total'],
    ['<Total>d__5.MoveNext', 'Total'],
    ['shop::cart::total::{{closure}}', 'total'],
    ['new Cart', 'Cart'],
    ['$anonfun$total$1', 'total'],
    ['_ZN4shop4Cart5totalEv', 'total'],
    ['_ZN4shop4cart5total17h0123456789abcdefE', 'total'],
    ['$s4Shop4CartV5totalyyF', 'total'],
    ['$s4Shop4CartC5total2atS2i_tF', 'total'],
    ['apply', 'apply'],
    ['Function.prototype.call', ''],
    [null, ''],
  ])('names %s %s', (raw, name) => {
    expect(functionName(raw)).toBe(name);
  });

  it('masks what varies', () => {
    expect(maskMessage('order 1234 of jane@x.io at https://x.io/a?b=1 failed after 3.5s')).toBe(
      'order ‹n› of ‹email› at ‹url› failed after ‹n›',
    );
    expect(maskMessage("no file '/srv/a/b.txt' (0x7fff12)")).toBe('no file ‹text› (‹address›)');
  });
});
