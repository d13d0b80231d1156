import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { config, fixed, fixedWith, story } from './story.ts';

const commandOf = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
};

describe('a hostile test', () => {
  it('that hangs cannot hang the job', async () => {
    const { proof } = await story(config('command-minutes: 0.05'), (checkout) =>
      fixedWith(checkout, 'hang.test.js'),
    );
    expect(proof).toMatchObject({ verdict: 'refused', code: 'check-broken' });
    expect(proof?.tests?.after.map(({ end }) => end)).toEqual(['timed-out']);
  }, 60_000);

  it('that breeds is stopped', async () => {
    const { proof } = await story(config('processes: 60\ncommand-minutes: 0.2'), (checkout) =>
      fixedWith(checkout, 'breed.test.js'),
    );
    expect(proof).toMatchObject({ verdict: 'refused', code: 'check-broken' });
    expect(['too-many-processes', 'timed-out']).toContain(proof?.tests?.after[0]?.end);
  }, 120_000);

  it.each([
    [
      'never stops talking',
      'flood.test.js',
      'output-megabytes: 2\ntest: node --test test/price.test.js\ntest-file: node {files}',
      'too-much-output',
    ],
    ['eats memory', 'eat.test.js', 'memory-megabytes: 512', 'too-much-memory'],
  ])(
    'that %s is stopped',
    async (_, file, ...[limit, end]) => {
      const { result, proof } = await story(config(`${limit}\ncommand-minutes: 0.5`), (checkout) =>
        fixedWith(checkout, file),
      );
      expect(result.exitCode, result.log).toBe(0);
      expect(proof?.verdict).toBe('refused');
      expect(proof?.codes).toContain('test-fails-after');
      expect(proof?.tests?.after[0]?.end).toBe(end);
    },
    120_000,
  );

  it('that leaves a daemon behind leaves none', async () => {
    const { proof } = await story({}, (checkout) => fixedWith(checkout, 'daemon.test.js'));
    expect(proof?.code).toBe('proven');
    const left = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && commandOf(pid).includes('31415'));
    expect(left).toEqual([]);
  }, 60_000);

  it('sees no token, nothing of the runner, and cannot become somebody else', async () => {
    const { proof } = await story({}, (checkout) => fixedWith(checkout, 'spy.test.js'));
    expect(proof?.tests?.after.map(({ tail }) => tail)).toEqual(['', '']);
    expect(proof).toMatchObject({ code: 'proven', isolation: { noNewPrivileges: true } });
  });

  it('that looks for signs of which tree it runs in finds none', async () => {
    const { proof } = await story({}, (checkout) => fixedWith(checkout, 'pretend.test.js'));
    expect(proof).toMatchObject({ verdict: 'refused', code: 'test-passes-before' });
  });

  it('whose name is a trap is shown as text', async () => {
    const name = '<img src=x> @everyone ::set-output name=x::y | [a](http://evil.example) `code`';
    const { result, proof } = await story({}, (checkout) =>
      fixed(checkout, `test(${JSON.stringify(name)}, () => assert.equal(price(null), 0));\n`),
    );
    expect(proof?.code).toBe('proven');
    expect(result.annotations).toEqual([]);
    expect(result.summary).not.toMatch(/^[^`]*<img/m);
    expect(Object.keys(result.outputs).sort()).toEqual([
      'decision',
      'output-directory',
      'proof-digest',
      'reason-code',
      'repairs',
      'result',
    ]);
  });
});
