import { describe, expect, it } from 'vitest';
import { isTestPath, isTestProgram, partsOfPatch } from '../../../src/decide/proof/tests-of-patch.ts';
import type { PatchFile } from '../../../src/domain/gate.ts';

const PROGRAMS = [
  'test/cart.test.js',
  'src/cart.spec.tsx',
  'src/__tests__/cart.ts',
  'test/cart.js',
  'tests/test_cart.py',
  'orders/tests.py',
  'cart_test.py',
  'internal/cart/cart_test.go',
  'spec/models/cart_spec.rb',
  'test/models/cart_test.rb',
  'tests/Unit/CartTest.php',
  'src/test/java/com/acme/CartTest.java',
  'src/test/kotlin/CartSpec.kt',
  'tests/Shop.Tests/CartTests.cs',
  'tests/cart.rs',
  'test/cart_test.exs',
];
const SUPPORT = [
  'test/fixtures/cart.json',
  'test/helpers/server.js',
  'tests/conftest.py',
  'src/__mocks__/fs.js',
  'src/__tests__/__snapshots__/cart.ts.snap',
  'spec/spec_helper.rb',
  'testdata/cart.golden',
  'test/setup.js',
  'src/test/resources/cart.xml',
];
const SOURCES = [
  'src/cart.js',
  'src/latest.py',
  'contest/main.go',
  'app/attestation.rb',
  'src/testing.md.ts',
];

const file = (path: string, patched: string | null = 'x', oldPath?: string): PatchFile => ({
  path,
  ...(oldPath === undefined ? {} : { oldPath }),
  oldMode: '100644',
  newMode: patched === null ? null : '100644',
  base: 'y',
  patched,
  binary: false,
  bytes: 1,
});

describe('which files of a patch are tests', () => {
  it.each(PROGRAMS)('%s: a runner can be given it', (path) => {
    expect([isTestPath(path), isTestProgram(path)]).toEqual([true, true]);
  });
  it.each(SUPPORT)('%s: belongs to tests', (path) => {
    expect([isTestPath(path), isTestProgram(path)]).toEqual([true, false]);
  });
  it.each(SOURCES)('%s: no test', (path) => {
    expect([isTestPath(path), isTestProgram(path)]).toEqual([false, false]);
  });

  it('a deleted test is no test to run, and a source moved among the tests stays a source', () => {
    const parts = partsOfPatch([
      file('test/a.test.js', null),
      file('test/b.test.js'),
      file('test/moved.test.js', 'x', 'src/moved.js'),
    ]);
    expect(parts.programs).toEqual(['test/b.test.js']);
    expect(parts.tests.map(({ path }) => path)).toEqual(['test/a.test.js', 'test/b.test.js']);
    expect(parts.sources.map(({ path }) => path)).toEqual(['test/moved.test.js']);
  });
});
