import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_VERIFY_POLICY } from '../../src/domain/policy/verify.ts';
import { type Applied, applyPatch } from '../../src/workbench/apply.ts';
import { isPlainPath } from '../../src/workbench/compare.ts';
import { openStore } from '../../src/workbench/store.ts';
import { added, CHANGE, HOSTILE } from './hostile.ts';
import { gitIn, inScratch, type Seed, seedRepository } from './scratch.ts';

const LIMITS = DEFAULT_VERIFY_POLICY.patch;
const FILES: Readonly<Record<string, Seed>> = {
  'src/a.js': 'one\ntwo\nthree\n',
  'test/a.test.js': 'test\n',
  'link-inside': { link: 'src/a.js' },
  'link-outside': { link: '/etc' },
};

function applied(patch: string, files = FILES, limits = LIMITS): Promise<Applied> {
  return inScratch((scratch) => {
    const work = join(scratch, 'work');
    mkdirSync(work);
    return applyPatch(openStore(work, seedRepository(work, files), scratch), Buffer.from(patch), limits);
  });
}

describe('a patch that is refused by what it makes', () => {
  it.each(HOSTILE)('%s', async (_, patch, code) => {
    expect(await applied(patch)).toEqual({ kind: 'refused', code });
  });

  it('more files than a repair has', async () => {
    const patch = Array.from({ length: 40 }, (_, at) => added(`src/new-${at}.js`)).join('');
    const few = { ...LIMITS, files: 39 };
    expect(await applied(patch, FILES, few)).toEqual({ kind: 'refused', code: 'patch-too-large' });
  });

  it('copies of a large file: short as a patch, long on a disk', async () => {
    const copies = Array.from(
      { length: 30 },
      (_, at) =>
        `diff --git a/big.js b/copy-${at}.js\nsimilarity index 100%\ncopy from big.js\ncopy to copy-${at}.js\n`,
    ).join('');
    const files = { 'big.js': 'x'.repeat(1_000_000) };
    expect(await applied(copies, files)).toEqual({ kind: 'refused', code: 'patch-too-large' });
  });
});

describe('a patch that is taken', () => {
  it('is read from the trees', async () => {
    expect(await applied(CHANGE + added('test/b.test.js'))).toMatchObject({
      kind: 'applied',
      files: [
        {
          path: 'src/a.js',
          oldMode: '100644',
          newMode: '100644',
          base: 'one\ntwo\nthree\n',
          patched: 'one\n2\nthree\n',
          binary: false,
        },
        { path: 'test/b.test.js', oldMode: null, newMode: '100644', base: null, patched: 'x\n', bytes: 2 },
      ],
    });
  });

  it('keeps an executable bit that was there, and sees a rename as one', () =>
    inScratch((scratch) => {
      const work = join(scratch, 'work');
      mkdirSync(work);
      seedRepository(work, { 'run.sh': '#!/bin/sh\nexit 0\n', 'old.js': 'a\nb\nc\nd\n' });
      gitIn(work, 'update-index', '--chmod=+x', 'run.sh');
      gitIn(work, 'commit', '-qm', 'x', '--amend');
      const patch =
        'diff --git a/run.sh b/run.sh\n--- a/run.sh\n+++ b/run.sh\n@@ -1,2 +1,2 @@\n #!/bin/sh\n-exit 0\n+exit 1\n' +
        'diff --git a/old.js b/new.js\nsimilarity index 100%\nrename from old.js\nrename to new.js\n';
      const store = openStore(work, gitIn(work, 'rev-parse', 'HEAD'), scratch);
      expect(applyPatch(store, Buffer.from(patch), LIMITS)).toMatchObject({
        kind: 'applied',
        files: [
          { path: 'new.js', oldPath: 'old.js', bytes: 0 },
          { path: 'run.sh', oldMode: '100755', newMode: '100755' },
        ],
      });
    }));
});

it('takes no path that leaves its tree on any file system', () => {
  const folder = fc.constantFrom('src', 'a.js', 'b');
  const bad = fc.constantFrom(
    '..',
    '.',
    '.git',
    '.GIT',
    'git~1',
    '',
    '.git ',
    '.git.',
    'a\\b',
    '\u202eb',
    '\0',
  );
  fc.assert(
    fc.property(fc.array(folder), bad, fc.array(folder), (before, part, after) => {
      expect(isPlainPath([...before, part, ...after].join('/'))).toBe(false);
    }),
  );
  for (const path of ['src/a.js', '.github/x', 'a/.gitignore', 'ä/ö.ts', 'a b/c.d', '.gitattributes'])
    expect(isPlainPath(path)).toBe(true);
});
