import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileMap } from '../../../sandbox/git/tree.ts';
import { type Checkout, inCheckout, patchOf, runVerify, type VerifyRun } from './world.ts';

export const FIX = 'export const price = (item) => item?.price ?? 0;\n';
const BUG = 'export const price = (item) => item.price;\n';
export const HEAD =
  "import assert from 'node:assert/strict';\nimport { test } from 'node:test';\nimport { price } from '../src/price.js';\n";
const OLD_TEST = "test('has a price', () => assert.equal(price({ price: 3 }), 3));\n";
export const NEW_TEST = "test('nothing has no price', () => assert.equal(price(undefined), 0));\n";

/** A repository with one bug, and what else a story needs. */
export const files = (more: FileMap = {}): FileMap => ({
  'package.json': JSON.stringify({ type: 'module', scripts: { test: 'node --test' } }),
  'src/price.js': BUG,
  'test/price.test.js': HEAD + OLD_TEST,
  ...more,
});

/** The `verify` group of a repository's own configuration. */
export const config = (text: string): FileMap => ({
  '.github/patchpilot.yml': `verify:\n${text.replace(/^/gm, '  ')}\n`,
});

/** A test program of a story. */
export const program = (name: string): string =>
  readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');

/** The right fix with its test; `more` is put behind that. */
export const fixed = (checkout: Checkout, more = ''): Buffer =>
  patchOf(checkout, (folder) => {
    writeFileSync(join(folder, 'src/price.js'), FIX);
    appendFileSync(join(folder, 'test/price.test.js'), NEW_TEST + more);
  });

/** The right fix with a test program of its own. */
export const fixedWith = (checkout: Checkout, name: string): Buffer =>
  patchOf(checkout, (folder) => {
    writeFileSync(join(folder, 'src/price.js'), FIX);
    writeFileSync(join(folder, 'test', name), program(name));
  });

export const story = (more: FileMap, patch: (checkout: Checkout) => Buffer): Promise<VerifyRun> =>
  inCheckout(files(more), (checkout) => runVerify(checkout, patch(checkout)));
