import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMENT_HEADING, findMarker, formatMarker, markerJson } from '../../src/domain/marker.ts';

const comment = (line: string) => `${line}\n\n${COMMENT_HEADING}: accepted\n`;

describe('marker', () => {
  it('brings back any value, on one line that cannot end its comment', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string({ unit: 'binary' })), (value) => {
        const json = markerJson({ value });
        const line = formatMarker({ version: 1, json, mac: null });
        expect(line).not.toMatch(/[\r\n\u2028\u2029]/);
        expect(line.indexOf('-->')).toBe(line.length - 3);
        const found = findMarker(comment(line));
        expect(found).toEqual({ version: 1, json, mac: null });
        expect(JSON.parse(found?.json ?? '')).toEqual({ value: JSON.parse(JSON.stringify(value)) });
      }),
    );
  });

  const line = formatMarker({ version: 1, json: '{"a":1}', mac: null });
  it.each([
    ['on the second line', `\n${comment(line)}`],
    ['after a quote sign', comment(`> ${line}`)],
    ['after a space', comment(` ${line}`)],
    ['without our heading', `${line}\n\nsomething else`],
    ['alone', line],
    ['with text behind it', comment(`${line} x`)],
    ['in a fence', comment('```\n' + line + '\n```')],
    ['not closed', comment('<!-- patchpilot:incident:1 {"a":1}')],
    ['with two bodies', comment('<!-- patchpilot:incident:1 {"a":1} --> {"b":2} -->x')],
    ['longer than we write', comment(`<!-- patchpilot:incident:1 {"a":"${'x'.repeat(70_000)}"} -->`)],
  ])('is nothing %s', (_, body) => {
    expect(findMarker(body)).toBeNull();
  });

  it('knows its version and its code', () => {
    const mac = 'a'.repeat(64);
    expect(findMarker(comment(formatMarker({ version: 12, json: '{}', mac })))).toEqual({
      version: 12,
      json: '{}',
      mac,
    });
    expect(findMarker(comment(line).replace(/\n/g, '\r\n'))?.json).toBe('{"a":1}');
  });
});
