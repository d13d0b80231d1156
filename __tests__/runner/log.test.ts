import { describe, expect, it } from 'vitest';
import { annotationsOf, masksOf, visibleLog } from '../../sandbox/runner/file-commands.ts';
import { setOutput } from '../../src/runner/files.ts';
import { createLog } from '../../src/runner/log.ts';
import { logLine } from '../../src/safety/log-line.ts';

function written(act: (log: ReturnType<typeof createLog>, raw: (text: string) => void) => void): string {
  let text = '';
  const write = (part: string) => {
    text += part;
  };
  act(createLog({}, write), write);
  return text;
}

describe('the job log', () => {
  it('takes no commands but ours: what anything else prints is text', () => {
    const text = written((log, raw) => {
      raw('::error::forged\n::add-mask::a\n::stop-commands::x\n');
      log.notice(logLine('true'));
      raw('::x::\n::error::forged again\n');
    });
    expect(annotationsOf(text)).toEqual([{ level: 'notice', message: 'true' }]);
    expect(masksOf(text)).toEqual([]);
  });

  it('masks a secret of several lines, line by line', () => {
    expect(masksOf(written((log) => log.mask('one-one\ntwo-two')))).toEqual([
      'one-one\ntwo-two',
      'one-one',
      'two-two',
    ]);
    expect(
      visibleLog(
        written((log) => log.line(logLine('hello'))),
        [],
      ),
    ).toBe('hello\n');
  });

  it('has a token that nobody can guess', () => {
    expect(written(() => {})).not.toBe(written(() => {}));
  });

  it('refuses an output of several lines', () => {
    expect(() => setOutput(undefined, 'result', 'a\nb=c')).toThrow('single line');
    expect(() => setOutput(undefined, 'result\nx', 'a')).toThrow('single line');
  });
});
