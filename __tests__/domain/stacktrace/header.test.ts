import { describe, expect, it } from 'vitest';
import { headerLine } from '../../../src/domain/stacktrace/header.ts';

describe('header line', () => {
  it.each([
    ['Error: boom', 'Error', 'boom'],
    ['Error', 'Error', ''],
    ['Error [ERR_X]: boom', 'Error', 'boom'],
    ['Error: order: missing', 'Error', 'order: missing'],
    ['ERROR TypeError: boom', 'TypeError', 'boom'],
    ['** (KeyError) key :price not found', 'KeyError', 'key :price not found'],
    ['**TypeError: boom', 'TypeError', 'boom'],
    [
      "*** Terminating app due to uncaught exception 'NSRangeException', reason: 'index 5'",
      'NSRangeException',
      'index 5',
    ],
  ])('reads %s', (line, type, value) => {
    expect(headerLine(line)).toMatchObject({ type, value, strong: true });
  });
});
