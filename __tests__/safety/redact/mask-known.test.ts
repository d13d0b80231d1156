import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskKnown } from '../../../src/safety/redact/mask-known.ts';

const SECRET = 'pp-C4nary/value+of=the_run';
const reversed = (text: string) => [...text].reverse().join('');
const base64 = (text: string) => Buffer.from(text).toString('base64');
const hex = (text: string) => Buffer.from(text).toString('hex');

const DISGUISES: Readonly<Record<string, string>> = {
  'as it is': SECRET,
  'upper case': SECRET.toUpperCase(),
  base64: base64(SECRET),
  'base64, shifted by one': base64(`x${SECRET}y`),
  'base64, shifted by two': base64(`xy${SECRET}z`),
  'base64, in a longer text': base64(`{"token":"${SECRET}","user":"a"}`),
  base64url: Buffer.from(SECRET).toString('base64url'),
  'base64 of the reversed': base64(reversed(SECRET)),
  'base64 in lines': base64(SECRET).replace(/(.{8})/g, '$1\n'),
  hex: hex(SECRET),
  'upper-case hex': hex(SECRET).toUpperCase(),
  'hex with colons': hex(SECRET).replace(/(..)(?=.)/g, '$1:'),
  'URL-encoded': encodeURIComponent(SECRET),
  'URL-encoded twice': encodeURIComponent(encodeURIComponent(SECRET)),
  'every byte URL-encoded': hex(SECRET).replace(/(..)/g, '%$1'),
  reversed: reversed(SECRET),
  'split over lines': SECRET.replace(/(.{5})/g, '$1\n'),
  'split by blanks': [...SECRET].join(' '),
  'split by hyphens': [...SECRET].join('-'),
  'string concatenation': SECRET.replace(/(.{6})/g, '$1" + "'),
  'JSON escapes': [...SECRET]
    .map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join(''),
  'C escapes': hex(SECRET).replace(/(..)/g, '\\x$1'),
  'HTML entities': [...SECRET].map((char) => `&#${char.charCodeAt(0)};`).join(''),
};

describe('maskKnown', () => {
  it.each(Object.entries(DISGUISES))('masks a secret %s', (_, disguised) => {
    const masked = maskKnown(`before ${disguised} after`, [SECRET]);
    expect(masked).toMatch(/^before .{0,30}\[known-secret\].{0,30} after$/s);
    expect(masked.length).toBeLessThan(`before ${disguised} after`.length);
  });

  it('masks what a base64 text says, wherever the secret stands in it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (before, after) => {
        expect(maskKnown(base64(before + SECRET + after), [SECRET])).toContain('[known-secret]');
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it('leaves other texts, short secrets and empty secrets alone', () => {
    const text = 'at run (/app/src/run.ts:10:5), token of the run';
    expect(maskKnown(text, [SECRET, '', 'a', 'run'])).toBe(text);
    expect(maskKnown('', [SECRET])).toBe('');
  });
});
