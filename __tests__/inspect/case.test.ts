import { describe, expect, it } from 'vitest';
import { readCase } from '../../inspect/case.ts';

const text = 'TypeError: boom\n    at total (/app/src/cart.js:12:5)\n    at main (/app/src/main.js:2:5)';
const frames = [{ filename: 'src/own.js', function: 'own', lineno: 3 }];
const event = (value: object) => ({ platform: 'node', exception: { values: [value] } });
const places = (input: unknown) =>
  readCase(input).exceptions.map(
    ({ type, value, frames: all }) => `${type} ${value} ${all.map((frame) => frame.function).join('>')}`,
  );

describe('a case with both event and text', () => {
  it('keeps what the event says', () => {
    const own = event({ type: 'RangeError', value: 'own', stacktrace: { frames } });
    expect(places({ event: own, text })).toEqual(['RangeError own own']);
  });

  it('takes only the frames from the text where the event names the exception', () => {
    expect(places({ event: event({ type: 'TypeError', value: 'own words' }), text })).toEqual([
      'TypeError own words main>total',
    ]);
  });

  it('takes the exceptions from the text where the event has none', () => {
    const read = readCase({ event: { platform: 'node', message: 'own message', title: 'own title' }, text });
    expect(read.exceptions.map(({ type }) => type)).toEqual(['TypeError']);
    expect(read).toMatchObject({ message: 'own message', title: 'own title' });
  });

  it('takes the message from a text without a stack where the event has none', () => {
    expect(readCase({ event: { platform: 'node' }, text: 'it is slow' })).toMatchObject({
      message: 'it is slow',
    });
  });
});
