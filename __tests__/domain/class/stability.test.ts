import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify } from '../../../src/domain/class/classify.ts';
import { signatures } from '../../../src/domain/class/signature.ts';
import { compareChains, similarity } from '../../../src/domain/class/similarity.ts';
import type { ErrorEvent, Exception, Frame } from '../../../src/domain/event.ts';
import { parseReport } from '../../../src/domain/stacktrace/report.ts';
import { untrusted } from '../../../src/domain/trust.ts';

const word = fc.stringMatching(/^[a-z]{3,9}$/);
const place = fc.record({ file: word, name: word });
const bug = fc.record({
  type: fc.constantFrom('ValueError', 'TypeError', 'StateError'),
  words: fc.array(word, { minLength: 3, maxLength: 8 }),
  calls: fc.uniqueArray(place, {
    minLength: 3,
    maxLength: 8,
    selector: ({ file, name }) => `${file}:${name}`,
  }),
});
type Bug = typeof bug extends fc.Arbitrary<infer T> ? T : never;
const lines = fc.array(fc.integer({ min: 1, max: 9_000 }), { minLength: 12, maxLength: 12 });
const value = fc.oneof(fc.nat().map(String), fc.uuid(), fc.stringMatching(/^0x[0-9a-f]{6,12}$/));

const frame = (file: string, name: string, line: number): Frame => ({
  path: untrusted(file),
  absPath: null,
  module: null,
  function: untrusted(name),
  line,
  column: null,
  inApp: true,
  platform: null,
  context: [],
});
const exception = ({ type, words, calls }: Bug, at: readonly number[], data: string): Exception => ({
  type: untrusted(type),
  value: untrusted(`${words.join(' ')} ${data}`),
  module: null,
  handled: null,
  mechanism: null,
  frames: calls.map(({ file, name }, i) => frame(`src/${file}.js`, name, at[i] ?? 1)),
});
const event = (...exceptions: readonly Exception[]): ErrorEvent => ({ ...parseReport(''), exceptions });

describe('a class is stable', () => {
  it('when lines and values change', () => {
    fc.assert(
      fc.property(bug, fc.tuple(lines, lines), fc.tuple(value, value), (one, [here, there], [x, y]) => {
        const [a, b] = [event(exception(one, here, x)), event(exception(one, there, y))];
        expect(classify(a).fingerprint).toBe(classify(b).fingerprint);
        expect(similarity(a, b).same).toBe(true);
      }),
    );
  });

  it('when the build hash and the root change', () => {
    fc.assert(
      fc.property(bug, lines, fc.stringMatching(/^[0-9a-f]{4}\d[0-9a-f]{3}$/), (one, at, hash) => {
        const a = exception(one, at, '1');
        const frames = a.frames.map((each) => ({
          ...each,
          path: untrusted(`https://x.example/assets/${each.path?.replace(/^src\/|\.js$/g, '')}.${hash}.js`),
        }));
        const [x, y] = [event(a), event({ ...a, frames })];
        expect(similarity(x, y).same).toBe(true);
      }),
    );
  });

  it('when wrappers are put between callers', () => {
    fc.assert(
      fc.property(bug, lines, fc.nat(), (one, at, where) => {
        const a = exception(one, at, '1');
        const cut = 1 + (where % (a.frames.length - 1));
        const wrapper = frame('src/shared-wrapper.js', 'withContext', 3);
        const frames = [...a.frames.slice(0, cut), wrapper, ...a.frames.slice(cut)];
        expect(similarity(event(a), event({ ...a, frames })).same).toBe(true);
        expect(classify(event({ ...a, frames })).fingerprint).toBe(classify(event(a)).fingerprint);
      }),
    );
  });

  it('when an outer exception wraps the cause', () => {
    fc.assert(
      fc.property(bug, bug, lines, (one, other, at) => {
        const [root, outer] = [exception(one, at, '1'), exception(other, at, '2')];
        expect(classify(event(root, outer)).fingerprint).toBe(classify(event(root)).fingerprint);
        expect(similarity(event(root, outer), event(root)).same).toBe(true);
      }),
    );
  });
});

describe('similarity', () => {
  it('is symmetric, and reflexive where there is a stack', () => {
    fc.assert(
      fc.property(bug, bug, lines, (one, other, at) => {
        const [a, b] = [
          event(exception(one, at, '1')),
          event(exception(one, at, '2'), exception(other, at, '3')),
        ];
        expect(similarity(a, b)).toEqual(similarity(b, a));
        expect(similarity(a, a).same).toBe(true);
        expect(similarity(b, b).same).toBe(true);
      }),
    );
  });

  it('keeps different functions of different files apart, whatever they say', () => {
    fc.assert(
      fc.property(bug, bug, lines, (one, other, at) => {
        const names = new Set(one.calls.map(({ file }) => file));
        fc.pre(other.calls.every(({ file }) => !names.has(file)));
        const said = { ...other, type: one.type, words: one.words };
        expect(similarity(event(exception(one, at, '1')), event(exception(said, at, '1'))).same).toBe(false);
      }),
    );
  });

  it('compares a thousand known classes with a thousand new ones', () => {
    const chains = fc
      .sample(bug, { numRuns: 1_000, seed: 7 })
      .map((one) => signatures(event(exception(one, [], '1'))));
    let merged = 0;
    for (const a of chains) for (const b of chains) if (compareChains(a, b).same) merged += 1;
    expect(merged).toBeGreaterThanOrEqual(1_000);
  });
});
