import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { redact } from '../../../src/safety/redact/redact.ts';
import { cleanLines } from './clean-lines.ts';
import { fillPattern, seeded } from './samples.ts';

const corpus = (name: string): readonly string[] =>
  readFileSync(join(import.meta.dirname, 'corpus', name), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('# '));

/** `\n` in a line of the corpus is a line break; `\\n` stays an escape. */
const unfold = (line: string): string => line.replace(/(?<!\\)\\n/g, '\n').replaceAll('\\\\n', '\\n');

describe('secrets and personal data', () => {
  const random = seeded(42);
  const secrets = corpus('secrets.txt').map((line) => [line, fillPattern(unfold(line), random)] as const);

  it('is at least 300 lines', () => expect(secrets.length).toBeGreaterThanOrEqual(300));

  it.each(secrets)('%s', (_, filled) => {
    const text = filled.replace(/[«»]/g, '');
    const once = redact(text);
    for (const [, secret = ''] of filled.matchAll(/«([^»]*)»?/g)) {
      for (const piece of secret.split(/\n|; /)) expect(once.text).not.toContain(piece);
    }
    expect(redact(once.text).text).toBe(once.text);
  });
});

describe('vendors by name, in every syntax', () => {
  const cases = [
    (stem: string) => stem,
    (stem: string) => stem.toUpperCase(),
    (stem: string) => stem.replace(/_(\w)/g, (_, first: string) => first.toUpperCase()),
    (stem: string) => stem.replaceAll('_', '-'),
    (stem: string) => stem.replaceAll('_', ''),
  ];

  it('finds at least 99 of 100', () => {
    const random = seeded(99);
    const missed: string[] = [];
    let all = 0;
    for (const syntax of corpus('syntaxes.txt')) {
      for (const line of corpus('vendor-values.txt')) {
        const [stem = '', form = ''] = line.split(' ');
        const key = cases[all % cases.length]?.(stem) ?? stem;
        const value = fillPattern(form, random);
        const text = unfold(syntax)
          .replaceAll('{key}', key)
          .replaceAll('VALUE', () => value);
        all++;
        if (redact(text).text.includes(value)) missed.push(text);
      }
    }
    expect(missed.length / all, missed.slice(0, 20).join('\n')).toBeLessThan(0.01);
  });
});

describe('what must survive', () => {
  it.each(corpus('clean.txt'))('%s', (line) => expect(redact(line).text).toBe(line));

  it.each(corpus('stand-ins.txt'))('%s', (line) => {
    expect(redact(unfold(line)).text).toBe(unfold(line));
  });

  it('leaves 2,000 generated stack trace lines as they are, also as one text', () => {
    const lines = cleanLines(2000, seeded(3));
    expect(new Set(lines).size).toBeGreaterThan(1900);
    expect(lines.filter((line) => redact(line).text !== line)).toEqual([]);
    const trace = lines.join('\n');
    expect(redact(trace).text === trace).toBe(true);
  });
});
