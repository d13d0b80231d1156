import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSentryEvent } from '../../../src/sources/sentry/event.ts';

const API = {
  eventID: 'abc',
  platform: 'python',
  title: 'KeyError: id',
  release: { version: 'shop@1.2.3' },
  dateCreated: '2026-11-20T10:00:00Z',
  tags: [
    { key: 'environment', value: 'production' },
    { key: 'customer', value: 'jane' },
  ],
  entries: [
    {
      type: 'exception',
      data: {
        values: [
          {
            type: 'KeyError',
            value: "'id'",
            mechanism: { type: 'django', handled: false },
            stacktrace: {
              frames: [
                { filename: 'django/core.py', absPath: '/venv/django/core.py', lineNo: 3, inApp: false },
                {
                  filename: 'app/cart.py',
                  function: 'total',
                  lineNo: 7,
                  inApp: true,
                  context: [
                    [6, 'a'],
                    [7, 'b'],
                  ],
                },
              ],
            },
          },
        ],
      },
    },
  ],
  errors: [{ type: 'js_no_source' }],
};

describe('parseSentryEvent', () => {
  it('reads the shape of the API', () => {
    const event = parseSentryEvent(API);
    expect(event).toMatchObject({
      id: 'abc',
      environment: 'production',
      release: 'shop@1.2.3',
      problems: ['js_no_source'],
    });
    expect(event.tags).toEqual({ environment: 'production' });
    const [cause] = event.exceptions;
    expect(cause).toMatchObject({ type: 'KeyError', handled: false, mechanism: 'django' });
    expect(cause?.frames.at(-1)).toMatchObject({
      path: 'app/cart.py',
      line: 7,
      inApp: true,
      context: [
        { line: 6, text: 'a' },
        { line: 7, text: 'b' },
      ],
    });
  });

  it('reads the shape of an SDK', () => {
    const event = parseSentryEvent({
      event_id: 'e',
      environment: 'prod',
      timestamp: 1_700_000_000,
      tags: { release: 'r1' },
      exception: {
        values: [
          {
            type: 'Error',
            value: 'x',
            stacktrace: {
              frames: [
                {
                  abs_path: '/a.js',
                  lineno: 2,
                  colno: 4,
                  in_app: true,
                  pre_context: ['one'],
                  context_line: 'two',
                  post_context: ['three'],
                },
              ],
            },
          },
        ],
      },
    });
    expect(event).toMatchObject({
      environment: 'prod',
      release: 'r1',
      timestamp: '2023-11-14T22:13:20.000Z',
    });
    expect(event.exceptions[0]?.frames[0]).toMatchObject({
      absPath: '/a.js',
      line: 2,
      column: 4,
      context: [
        { line: 1, text: 'one' },
        { line: 2, text: 'two' },
        { line: 3, text: 'three' },
      ],
    });
  });

  it('never takes production for granted', () => {
    expect(parseSentryEvent({}).environment).toBeNull();
    expect(parseSentryEvent({ environment: '' }).environment).toBeNull();
  });

  it('takes the crashed thread when the exception has no stack', () => {
    const frames = [{ function: 'main', package: 'app' }];
    const event = parseSentryEvent({
      exception: [{ type: 'SIGSEGV' }],
      threads: { values: [{ id: 1 }, { id: 2, crashed: true, stacktrace: { frames } }] },
    });
    expect(event.exceptions[0]).toMatchObject({ type: 'SIGSEGV', frames: [{ function: 'main' }] });
  });

  it('keeps both ends of an endless stack and chain', () => {
    const frames = Array.from({ length: 10_000 }, (_, index) => ({
      filename: `f${index}.py`,
      lineno: index + 1,
    }));
    const values = Array.from({ length: 80 }, (_, index) => ({ type: `E${index}`, stacktrace: { frames } }));
    const { exceptions } = parseSentryEvent({ exception: { values } });
    expect(exceptions).toHaveLength(50);
    expect(exceptions.at(-1)?.type).toBe('E79');
    expect(exceptions[0]?.frames).toHaveLength(250);
    expect(exceptions[0]?.frames.at(-1)?.path).toBe('f9999.py');
  });

  it('degrades any field alone and never throws on an object', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(API), 'exception', 'threads'), fc.jsonValue()),
        (event) => {
          expect(parseSentryEvent({ ...API, ...event }).exceptions).toBeInstanceOf(Array);
        },
      ),
    );
    const damaged = JSON.parse(JSON.stringify(API));
    damaged.entries[0].data.values[0].stacktrace.frames = [
      null,
      7,
      'x',
      { filename: 5, lineNo: 'x' },
      { filename: 'ok.py', lineNo: '12' },
    ];
    expect(parseSentryEvent(damaged).exceptions[0]?.frames.map((frame) => [frame.path, frame.line])).toEqual([
      [null, null],
      ['ok.py', 12],
    ]);
    for (const bad of [null, 7, 'x', []]) expect(() => parseSentryEvent(bad)).toThrow('not a JSON object');
  });

  it('survives a value nested too deep to be written', () => {
    let value: unknown = 'x';
    for (let depth = 0; depth < 50_000; depth++) value = [value];
    const event = parseSentryEvent({ exception: { values: [{ type: 'E', value }] } });
    expect(event.exceptions).toMatchObject([{ type: 'E', value: null }]);
  });
});
