import type { LabelledPatch } from './case.ts';

const BASE = { 'src/a.js': 'one\ntwo\nthree\n', 'src/b.js': 'b\n' };
const raw = (name: string, ...parts: readonly string[]): LabelledPatch => ({
  name,
  base: BASE,
  patch: parts.join(''),
});

const HEAD = 'diff --git a/src/a.js b/src/a.js\nindex 1111111..2222222 100644\n';
const SIDES = '--- a/src/a.js\n+++ b/src/a.js\n';
const HUNK = '@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n';
const GOOD = HEAD + SIDES + HUNK;
const EVIL =
  'diff --git a/.github/workflows/x.yml b/.github/workflows/x.yml\nnew file mode 100644\nindex 0000000..1111111\n--- /dev/null\n+++ b/.github/workflows/x.yml\n@@ -0,0 +1 @@\n+on: push\n';
const added = (path: string, mode: string, text: string): string =>
  `diff --git a/${path} b/${path}\nnew file mode ${mode}\nindex 0000000..1111111\n--- /dev/null\n+++ b/${path}\n@@ -0,0 +1 @@\n+${text}\n\\ No newline at end of file\n`;

/** Modes, links, submodules, binaries, and texts that two readers could read in two ways. */
export const HOSTILE_FORMS: readonly LabelledPatch[] = [
  raw('new executable', added('src/run', '100755', 'x')),
  raw('new link', added('src/link', '120000', '../../etc/passwd')),
  raw('new link inside', added('src/link', '120000', 'a.js')),
  raw(
    'new submodule',
    added('vendor/x', '160000', 'Subproject commit 1111111111111111111111111111111111111111'),
  ),
  raw('becomes executable', 'diff --git a/src/a.js b/src/a.js\nold mode 100644\nnew mode 100755\n'),
  raw('becomes a link', 'diff --git a/src/a.js b/src/a.js\nold mode 100644\nnew mode 120000\n'),
  raw(
    'typechange',
    'diff --git a/src/b.js b/src/b.js\ndeleted file mode 100644\nindex 1111111..0000000\n--- a/src/b.js\n+++ /dev/null\n@@ -1 +0,0 @@\n-b\n',
    added('src/b.js', '120000', '/etc'),
  ),
  raw('mode of a folder', added('src/x', '040000', 'x')),
  raw('group-writable', added('src/x', '100664', 'x')),
  raw('setuid', added('src/x', '104755', 'x')),
  raw(
    'submodule moves',
    'diff --git a/vendor/x b/vendor/x\nindex 1111111..2222222 160000\n--- a/vendor/x\n+++ b/vendor/x\n@@ -1 +1 @@\n-Subproject commit 1111111\n+Subproject commit 2222222\n',
  ),
  raw(
    'binary',
    'diff --git a/src/x.bin b/src/x.bin\nnew file mode 100644\nindex 0000000..1111111\nBinary files /dev/null and b/src/x.bin differ\n',
  ),
  raw(
    'binary patch',
    'diff --git a/src/x.node b/src/x.node\nnew file mode 100644\nindex 0000000..1111111\nGIT binary patch\nliteral 3\nKcmZQzWMT#Y0001\n\nliteral 0\nHcmV?d00001\n\n',
  ),
  raw('zero bytes', added('src/x.js', '100644', 'a\u0000b')),
  raw('same file twice', GOOD, GOOD.replace('+2', '+3')),
  raw('same file by case', added('src/A.js', '100644', 'x'), GOOD),
  raw('sides name another file', HEAD, '--- a/src/a.js\n+++ b/src/b.js\n', HUNK),
  raw('sides name a workflow', HEAD, '--- a/src/a.js\n+++ b/.github/workflows/x.yml\n', HUNK),
  raw(
    'header names another file',
    'diff --git a/src/a.js b/src/b.js\nindex 1111111..2222222 100644\n',
    SIDES,
    HUNK,
  ),
  raw('two pairs of sides', HEAD, SIDES, '--- a/src/b.js\n+++ b/src/b.js\n', HUNK),
  raw(
    'two renames',
    'diff --git a/src/a.js b/src/c.js\nrename from src/a.js\nrename to src/c.js\nrename to .github/workflows/x.yml\n',
  ),
  raw(
    'rename to another name than the header',
    'diff --git a/src/a.js b/src/c.js\nsimilarity index 100%\nrename from src/a.js\nrename to .github/workflows/x.yml\n',
  ),
  raw(
    'new and rename',
    'diff --git a/src/a.js b/src/c.js\nnew file mode 100644\nrename from src/a.js\nrename to src/c.js\n',
  ),
  raw(
    'two modes',
    'diff --git a/src/x b/src/x\nnew file mode 100644\nnew file mode 100755\nindex 0000000..1111111\n--- /dev/null\n+++ b/src/x\n@@ -0,0 +1 @@\n+x\n',
  ),
  raw(
    'mail header',
    'From 1111111 Mon Sep 17 00:00:00 2001\nFrom: A <a@example.com>\nSubject: [PATCH] x\n\n---\n',
    GOOD,
  ),
  raw(
    'mail with a diff in its text',
    'Subject: x\n\n',
    EVIL.replace('diff --git', '> diff --git'),
    '\n',
    GOOD,
  ),
  raw(
    'mail with sides in its text',
    'Subject: x\n\n--- a/.github/workflows/x.yml\n+++ b/.github/workflows/x.yml\n\n',
    GOOD,
  ),
  raw('text between files', GOOD, 'See also:\n', EVIL),
  raw('an indented diff at the end', GOOD, '   diff --git a/x b/x\n'),
  raw('a signature with more behind it', GOOD, '-- \n2.40\n', EVIL),
  raw('a context diff', '*** src/a.js\n--- src/a.js\n***************\n*** 1 ****\n! two\n--- 1 ----\n! 2\n'),
  raw('an ed script', '2c\n2\n.\n'),
  raw('Index header', 'Index: .github/workflows/x.yml\n', GOOD),
  raw(
    'combined diff',
    'diff --cc src/a.js\nindex 1111111,2222222..3333333\n--- a/src/a.js\n+++ b/src/a.js\n@@@ -1,3 -1,3 +1,3 @@@\n  one\n- two\n -two\n++2\n  three\n',
  ),
  raw(
    'counts hide a file',
    HEAD,
    SIDES,
    '@@ -1,3 +1,12 @@\n one\n-two\n+2\n three\n',
    EVIL.replace(/^/gm, '+').replace(/\+$/, ''),
  ),
  raw('counts too small', HEAD, SIDES, '@@ -1,2 +1,2 @@\n one\n-two\n+2\n three\n'),
  raw('hunk without header', HEAD, SIDES, ' one\n-two\n+2\n three\n'),
  raw('does not fit', HEAD, SIDES, HUNK.replace('-two', '-zwei')),
  raw('fits twice', HEAD.replaceAll('a.js', 'b.js'), '--- a/src/b.js\n+++ b/src/b.js\n@@ -7 +7 @@\n-x\n+y\n'),
  raw('hunks out of order', HEAD, SIDES, '@@ -3 +3 @@\n-three\n+3\n@@ -1 +1 @@\n-one\n+1\n'),
  raw('unknown base', GOOD.replaceAll('src/a.js', 'src/unknown.js')),
  raw('new over old', added('src/a.js', '100644', 'x')),
  raw(
    'deletion that leaves lines',
    'diff --git a/src/a.js b/src/a.js\ndeleted file mode 100644\nindex 1111111..0000000\n--- a/src/a.js\n+++ /dev/null\n@@ -1 +0,0 @@\n-one\n',
  ),
  raw('broken quote', 'diff --git "a/src/a.js b/src/a.js\nnew file mode 100644\n'),
  raw('unknown escape', 'diff --git "a/src/\\x41.js" "b/src/\\x41.js"\nnew file mode 100644\n'),
  raw(
    'not UTF-8',
    'diff --git "a/src/\\377.js" "b/src/\\377.js"\nnew file mode 100644\nindex 0000000..1111111\n--- /dev/null\n+++ "b/src/\\377.js"\n@@ -0,0 +1 @@\n+x\n',
  ),
  raw('no prefix', GOOD.replaceAll('a/src', 'src').replaceAll('b/src', 'src')),
  raw('empty patch', ''),
  raw('only blanks', '\n\n'),
  raw('no diff at all', 'please merge\n'),
  raw('carriage returns in names', GOOD.replaceAll('src/a.js\n', 'src/a.js\r\n')),
  raw('eleven files', ...Array.from({ length: 11 }, (_, at) => added(`src/n${at}.js`, '100644', 'x'))),
  raw('forty files', ...Array.from({ length: 40 }, (_, at) => added(`src/n${at}.js`, '100644', 'x'))),
  raw('too many bytes', added('src/big.js', '100644', 'x'.repeat(300_000))),
  raw(
    'too many lines',
    `diff --git a/src/l.js b/src/l.js\nnew file mode 100644\nindex 0000000..1111111\n--- /dev/null\n+++ b/src/l.js\n@@ -0,0 +1,5000 @@\n${'+x\n'.repeat(5000)}`,
  ),
];
