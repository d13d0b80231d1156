import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseStacktrace } from '../../../src/domain/stacktrace/parse.ts';

/** `== name`, the pasted text, `-- read as`, then `Type: value` and `  function path:line`, innermost last, root first. */
const cases = readFileSync(new URL('corpus/printed.txt', import.meta.url), 'utf8')
  .split(/^== /m)
  .slice(1)
  .map((part) => {
    const [head = '', expected = ''] = part.split('\n-- read as\n');
    const end = head.indexOf('\n');
    return { name: head.slice(0, end), text: head.slice(end + 1), expected: expected.trimEnd() };
  });

function told(text: string): string {
  return parseStacktrace(text)
    .flatMap(({ type, value, frames }) => [
      `${type ?? '?'}: ${(value ?? '').split('\n', 1)[0]}`.trimEnd(),
      ...frames.map((frame) => `  ${frame.function ?? '?'} ${frame.path ?? '?'}:${frame.line ?? '?'}`),
    ])
    .join('\n');
}

describe('stacks as tools print them', () => {
  it('has cases', () => expect(cases.length).toBeGreaterThanOrEqual(14));
  it.each(cases)('$name', ({ text, expected }) => {
    expect(told(text)).toBe(expected);
    expect(told(text.replaceAll('\n', '\r\n'))).toBe(expected);
  });
});
