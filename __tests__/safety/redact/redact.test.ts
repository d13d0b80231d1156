import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_TEXT, redact } from '../../../src/safety/redact/redact.ts';
import { SHAPES } from '../../../src/safety/redact/shapes.ts';
import { exampleOf, seeded } from './samples.ts';

describe('redact', () => {
  it('gives equal values equal placeholders, also across the texts of a run', () => {
    const first = redact('from jane@acme.example to joe@acme.example, cc jane@acme.example');
    expect(first.text).toBe('from [email:1] to [email:2], cc [email:1]');
    expect(first.found).toEqual([{ kind: 'email', count: 3 }]);
    expect(redact('joe@acme.example and ann@acme.example', { table: first.table }).text).toBe(
      '[email:2] and [email:3]',
    );
  });

  it('finds secrets under escapes', () => {
    expect(redact('q=password%3Dhunter2x%26page%3D2').text).toBe('q=password%3D[password:1]%26page%3D2');
    expect(redact('{\\"password\\":\\"hunter2x\\"}').text).toBe('{\\"password\\":\\"[password:1]\\"}');
    expect(redact('\\u0022apiKey\\u0022:\\u0022k3Jx9Qz2LmW8vTr1\\u0022').text).toBe(
      '\\u0022apiKey\\u0022:\\u0022[secret:1]\\u0022',
    );
  });

  it('cuts before it reads', () => {
    const { text, cut } = redact(`${'a '.repeat(LONGEST_TEXT / 2)}jane@acme.example`);
    expect(cut).toBe(true);
    expect(text.length).toBe(LONGEST_TEXT);
  });

  it('knows at least 150 kinds and finds a token of every shape, alone and in a sentence', () => {
    expect(new Set(SHAPES.map(({ name }) => name)).size).toBeGreaterThanOrEqual(150);
    const random = seeded(7);
    for (const shape of SHAPES) {
      const token = exampleOf(shape, random);
      for (const text of [token, `it failed with ${token}, sorry`, `"${token}"`]) {
        expect(redact(text).text, `${shape.name}: ${text}`).not.toContain(token);
      }
    }
  });

  it('changes nothing the second time', () => {
    const pieces = fc.constantFrom(
      'password=',
      'token: ',
      '"',
      "'",
      '\\"',
      '\n',
      ' ',
      '[email:1]',
      'jane@acme.example',
      '10.20.30.40',
      'k3Jx9Qz2LmW8vTr1',
      'https://',
      'a:b@',
      '/home/alice/',
      '%3D',
      '&',
      'secret',
      '4111 1111 1111 1111',
      '=',
      ':',
      'Cookie: ',
      'Bearer ',
      '+1 415 555 2671',
      '[',
      ']',
      '-----BEGIN PRIVATE KEY-----',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 12 })), { maxLength: 30 }), (parts) => {
        const once = redact(parts.join('')).text;
        expect(redact(once).text).toBe(once);
      }),
      { numRuns: 500, seed: 11 },
    );
  });
});
