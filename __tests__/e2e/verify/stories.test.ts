import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { config, FIX, files, fixed, HEAD, NEW_TEST, program, story } from './story.ts';
import { checkoutNode, inCheckout, patchOf, runVerify } from './world.ts';

describe('a suite that is not simply green', () => {
  it('red before: the patch is not blamed', async () => {
    const red = `import { test } from 'node:test';\ntest('was always red', () => { throw new Error('red'); });\n`;
    const { proof } = await story({ 'test/other.test.js': red }, fixed);
    expect(proof?.code).toBe('proven');
    expect(proof?.checks).toMatchObject([{ name: 'test', change: 'still-red', broken: [] }]);
  });

  it('broken by the patch: refused, with the name and the end of the output', async () => {
    const { proof, result } = await inCheckout(
      files({
        'test/strict.test.js': `${HEAD}test('throws on nothing', () => assert.throws(() => price(undefined)));\n`,
      }),
      (checkout) => runVerify(checkout, fixed(checkout)),
    );
    expect(proof).toMatchObject({ verdict: 'refused', code: 'check-broken' });
    expect(proof?.checks).toMatchObject([{ change: 'broken', broken: ['throws on nothing'] }]);
    expect(result.summary).toContain('`throws on nothing`');
    expect(result.summary).toContain('End of its output');
  });

  it('flaky: run again, and named', async () => {
    const { proof } = await story({ 'test/flaky.test.js': program('flaky.test.js') }, fixed);
    expect(proof?.checks).toMatchObject([{ change: 'flaky', broken: [], flaky: ['now and then'] }]);
    expect(proof?.code).toBe('proven');
  });
});

describe('a test that is no proof', () => {
  it('passes before too', async () => {
    const { proof } = await story({}, (checkout) =>
      patchOf(checkout, (folder) => {
        writeFileSync(join(folder, 'src/price.js'), FIX);
        appendFileSync(
          join(folder, 'test/price.test.js'),
          `test('still has one', () => assert.equal(price({ price: 1 }), 1));\n`,
        );
      }),
    );
    expect(proof).toMatchObject({ verdict: 'refused', code: 'test-passes-before' });
  });

  it('fails after', async () => {
    const { proof } = await story({}, (checkout) => fixed(checkout, `test('no', () => assert.ok(false));\n`));
    expect(proof?.verdict).toBe('refused');
    expect(proof?.codes).toContain('test-fails-after');
  });

  it('is not there, or is all there is', async () => {
    const only = await story({}, (checkout) =>
      patchOf(checkout, (folder) => appendFileSync(join(folder, 'test/price.test.js'), NEW_TEST)),
    );
    expect(only.proof).toMatchObject({ verdict: 'refused', code: 'only-tests-changed', isolation: null });
    const none = await story({ 'package.json': '{"type":"module"}' }, (checkout) =>
      patchOf(checkout, (folder) => writeFileSync(join(folder, 'src/price.js'), FIX)),
    );
    expect(none.proof?.verdict).toBe('unproven');
    expect(none.proof?.codes).toEqual(['no-test-runner', 'test-missing']);
    expect(none.result.summary).toContain('No way to run tests was found here');
  });
});

describe('the repository’s own commands', () => {
  it('run on both trees, in their order', async () => {
    const more = config(
      'install: test -f package.json\nbuild: mkdir -p out && cp src/price.js out/\nlint: node --check src/price.js\ntest: node --test\ntest-file: node --test {files}',
    );
    const { proof } = await story(more, fixed);
    expect(proof).toMatchObject({ code: 'proven', commandsFrom: 'configuration', runner: 'configured' });
    expect(proof?.checks.map(({ name, change }) => [name, change])).toEqual([
      ['install', 'still-green'],
      ['build', 'still-green'],
      ['lint', 'still-green'],
      ['test', 'still-green'],
    ]);
  });

  it('an install that fails leaves nothing to prove', async () => {
    const { proof } = await story(config('install: exit 1'), fixed);
    expect(proof).toMatchObject({ verdict: 'unproven', code: 'install-failed', tests: null });
  });

  it('a mistake in them fails the step with one sentence', async () => {
    const { result, proof } = await story(config('test-file: npm test'), fixed);
    expect([result.exitCode, proof]).toEqual([1, null]);
    expect(result.annotations).toEqual([
      { level: 'error', message: expect.stringContaining('write `{files}` where the test files go') },
    ]);
  });
});

describe('the hand-off', () => {
  const handed = (inputs: Readonly<Record<string, string>>, patch: Buffer | null | undefined = undefined) =>
    inCheckout(files(), (checkout) =>
      runVerify(checkout, patch === undefined ? fixed(checkout) : patch, { inputs }),
    );

  it.each<readonly [string, Readonly<Record<string, string>>, Buffer | null | undefined, string]>([
    ['no patch', {}, null, 'patch-missing'],
    ['a folder in its place', { 'patch-file': '/tmp' }, undefined, 'patch-missing'],
    ['an empty patch', {}, Buffer.alloc(0), 'patch-empty'],
    ['no digest', { 'patch-sha256': '' }, undefined, 'digest-missing'],
    ['another digest', { 'patch-sha256': 'a'.repeat(64) }, undefined, 'digest-mismatch'],
    ['a digest that is none', { 'patch-sha256': '::error::x' }, undefined, 'digest-mismatch'],
    ['no brief', { 'brief-file': '/nowhere', 'brief-sha256': 'b'.repeat(64) }, undefined, 'brief-mismatch'],
  ])('%s: refused, and the step is green', async (_, ...[inputs, patch, code]) => {
    const { result, proof } = await handed(inputs, patch);
    expect(result.exitCode, result.log).toBe(0);
    expect(result.outputs).toMatchObject({ decision: 'refused', 'reason-code': code });
    expect(proof).toMatchObject({ verdict: 'refused', code, isolation: null, tests: null, checks: [] });
  });

  it.each([
    ['a base that is no commit', { 'base-sha': 'main' }, 'Input base-sha'],
    ['no base', { 'base-sha': '' }, 'Input base-sha'],
    ['a base that is not there', { 'base-sha': 'c'.repeat(40) }, 'check the repository out'],
    ['no patch file named', { 'patch-file': '' }, 'Input patch-file'],
  ])('%s: a wrong setting fails the step', async (_, inputs, words) => {
    const { result } = await handed(inputs);
    expect(result.exitCode).toBe(1);
    expect(result.annotations).toEqual([{ level: 'error', message: expect.stringContaining(words) }]);
  });

  it('leaves nothing on the machine, and nothing in the workspace', () =>
    inCheckout(checkoutNode(), async (checkout) => {
      const patch = patchOf(checkout, (folder) => appendFileSync(join(folder, 'src/cart.js'), '\n// x\n'));
      const { result } = await runVerify(checkout, patch, { env: { TMPDIR: checkout.folder } });
      expect(result.outputs.decision).toBe('unproven');
      expect(patchOf(checkout, () => {}).length).toBe(0);
    }));
});
