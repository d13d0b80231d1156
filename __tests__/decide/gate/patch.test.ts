import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gitDiff } from '../../../evals/gate/git-diff.ts';
import { resolvePatch } from '../../../src/decide/gate/patch/resolve.ts';

const read = (patch: string, base: Record<string, string> = { 'a.txt': 'one\ntwo\nthree\n' }) =>
  resolvePatch(new Map(Object.entries(base)), patch);
const CHANGE = '--- a/a.txt\n+++ b/a.txt\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n';
const HEAD = 'diff --git a/a.txt b/a.txt\nindex 1111111..2222222 100644\n';

describe('a patch text', () => {
  it('is applied to its base', () => {
    const { files, faults } = read(HEAD + CHANGE);
    expect(faults).toEqual([]);
    expect(files).toMatchObject([
      { path: 'a.txt', oldMode: '100644', newMode: '100644', patched: 'one\n2\nthree\n' },
    ]);
  });

  it('makes the patched tree of any two trees again', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', '', '-- x', '++ y', '@@ -1 +1 @@'), {
      maxLength: 12,
    });
    const file = fc.tuple(text, fc.boolean()).map(([lines, end]) => lines.join('\n') + (end ? '\n' : ''));
    const tree = fc.dictionary(
      fc.constantFrom('a.txt', 'b/c.txt', 'd e.txt'),
      file.filter((own) => own !== ''),
    );
    fc.assert(
      fc.property(tree, tree, (base, patched) => {
        const { files, faults } = read(gitDiff(base, patched), base);
        expect(faults).toEqual([]);
        const made: Record<string, string> = { ...base };
        for (const one of files) {
          if (one.patched === null) delete made[one.path];
          else made[one.path] = one.patched;
        }
        expect(made).toEqual(patched);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it.each([
    [
      'rename',
      'diff --git a/a.txt b/b.txt\nsimilarity index 100%\nrename from a.txt\nrename to b.txt\n',
      { path: 'b.txt', oldPath: 'a.txt' },
    ],
    [
      'mode',
      'diff --git a/a.txt b/a.txt\nold mode 100644\nnew mode 100755\n',
      { oldMode: '100644', newMode: '100755' },
    ],
    [
      'quoted',
      'diff --git "a/\\303\\244.txt" "b/\\303\\244.txt"\nnew file mode 100644\nindex 0000000..1111111\n--- /dev/null\n+++ "b/\\303\\244.txt"\n@@ -0,0 +1 @@\n+x\n',
      { path: 'ä.txt', patched: 'x\n' },
    ],
    [
      'link',
      'diff --git a/l b/l\nnew file mode 120000\nindex 0000000..1111111\n--- /dev/null\n+++ b/l\n@@ -0,0 +1 @@\n+../x\n\\ No newline at end of file\n',
      { newMode: '120000', patched: '../x' },
    ],
    [
      'binary',
      'diff --git a/x.png b/x.png\nnew file mode 100644\nindex 0000000..1111111\nBinary files /dev/null and b/x.png differ\n',
      { binary: true },
    ],
    [
      'binary patch',
      'diff --git a/x.png b/x.png\nnew file mode 100644\nindex 0000000..1111111\nGIT binary patch\nliteral 3\nKcmZQzWMT#Y0001\n\nliteral 0\nHcmV?d00001\n\n',
      { binary: true },
    ],
    ['plain new file', '--- a/n.txt\n+++ b/n.txt\n@@ -0,0 +1 @@\n+x\n', { oldMode: null, patched: 'x\n' }],
    [
      'diff with mnemonic prefixes',
      (HEAD + CHANGE).replaceAll('a/a.txt', 'i/a.txt').replaceAll('b/a.txt', 'w/a.txt'),
      { path: 'a.txt', patched: 'one\n2\nthree\n' },
    ],
    ['plain', CHANGE, { path: 'a.txt', patched: 'one\n2\nthree\n' }],
    [
      'moved lines',
      'diff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n@@ -7,2 +7,2 @@\n two\n-three\n+3\n',
      { patched: 'one\ntwo\n3\n' },
    ],
  ])('reads a %s', (_, patch, expected) => {
    const { files, faults } = read(patch);
    expect(faults).toEqual([]);
    expect(files[0]).toMatchObject(expected);
  });

  it.each([
    ['two names', `diff --git a/a.txt b/b.txt\n${CHANGE}`],
    ['other side names', HEAD + CHANGE.replace('+++ b/a.txt', '+++ b/.github/workflows/x.yml')],
    ['a mode twice', 'diff --git a/a.txt b/a.txt\nold mode 100644\nold mode 100755\nnew mode 100755\n'],
    ['new and deleted', 'diff --git a/a.txt b/a.txt\nnew file mode 100644\ndeleted file mode 100644\n'],
    ['text between files', `${HEAD}${CHANGE}hello\n`],
    ['a hunk that counts wrong', HEAD + CHANGE.replace('+1,3', '+1,4')],
    ['a hunk that does not fit', HEAD + CHANGE.replace('-two', '-TWO')],
    ['a base that is not there', HEAD.replaceAll('a.txt', 'z.txt') + CHANGE.replaceAll('a.txt', 'z.txt')],
    [
      'a new file over an old one',
      'diff --git a/a.txt b/a.txt\nnew file mode 100644\n--- /dev/null\n+++ b/a.txt\n@@ -0,0 +1 @@\n+x\n',
    ],
    ['a diff in a mail', `From: x\n--- a/x\n\n${HEAD}${CHANGE}`],
    ['a broken quote', 'diff --git "a/x b/x\nnew file mode 100644\n'],
    ['bytes that are no text', 'diff --git "a/\\377" "b/\\377"\nnew file mode 100644\n'],
    ['rename headers of one side', 'diff --git a/a.txt b/b.txt\nrename from a.txt\n'],
    ['a hunk with two places', 'diff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n@@ -9 +9 @@\n-x\n+y\n'],
  ])('with %s is a fault', (_, patch) => {
    expect(read(patch, { 'a.txt': 'one\ntwo\nthree\nx\nx\n' }).faults).toMatchObject([{ outcome: 'fail' }]);
  });

  it('adds a file whose base is given as empty', () => {
    const patch =
      'diff --git a/n.txt b/n.txt\nnew file mode 100644\n--- /dev/null\n+++ b/n.txt\n@@ -0,0 +1 @@\n+x\n';
    expect(read(patch, { 'n.txt': '' })).toMatchObject({ faults: [], files: [{ patched: 'x\n' }] });
  });

  it('fits whatever line ends the base or the patch lost on the way', () => {
    const crlf = { 'a.txt': 'one\r\ntwo\r\nthree\r\n' };
    expect(read(HEAD + CHANGE, crlf).faults).toEqual([]);
    expect(read((HEAD + CHANGE).replace(/^([ +-][\w]+)$/gm, '$1\r')).faults).toEqual([]);
  });

  it('never throws', () => {
    const piece = fc.constantFrom(
      HEAD,
      CHANGE,
      'diff --git a/a b/a\n',
      '@@ -1 +1 @@\n',
      '-a\n',
      '+b\n',
      ' \n',
      '\\ No newline at end of file\n',
      '--- a/a\n',
      'GIT binary patch\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        expect(() => read(pieces.join(''))).not.toThrow();
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});
