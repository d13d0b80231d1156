/** A patch that makes one file. */
export const added = (path: string, mode = '100644', line = 'x'): string =>
  `diff --git a/${path} b/${path}\nnew file mode ${mode}\nindex 0000000..587be6b\n--- /dev/null\n+++ b/${path}\n@@ -0,0 +1 @@\n+${line}\n`;

/** A patch that changes one line of `src/a.js`. */
export const CHANGE =
  'diff --git a/src/a.js b/src/a.js\n--- a/src/a.js\n+++ b/src/a.js\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n';

const quoted = (sign: string): string =>
  added('src/b.js')
    .replaceAll('b/src/b.js', `"b/src/${sign}.js"`)
    .replaceAll('a/src/b.js', `"a/src/${sign}.js"`);

/** Every one must be refused; the name says what it tries. */
export const HOSTILE: readonly (readonly [what: string, patch: string, code: string])[] = [
  ['nothing', '', 'patch-empty'],
  ['white space', ' \n\t\n', 'patch-empty'],
  ['prose', 'I fixed it.\n', 'patch-unreadable'],
  ['half a header', 'diff --git a/src/a.js b/src/a.js\n', 'patch-unreadable'],
  ['a parent folder', added('../outside.js'), 'path-escape'],
  ['a parent folder in the middle', added('src/../../outside.js'), 'path-escape'],
  ['git’s own folder', added('.git/hooks/pre-commit'), 'path-escape'],
  ['git’s own folder, another case', added('.GIT/config'), 'path-escape'],
  ['git’s own folder by its short name', added('git~1/config'), 'path-escape'],
  ['git’s own folder, an invisible sign', added('.g\u200cit/config'), 'path-escape'],
  ['git’s own folder on NTFS', added('.git::$INDEX_ALLOCATION/config'), 'path-escape'],
  ['git’s own folder below', added('src/.git/config'), 'path-escape'],
  ['git’s modules', added('.gitmodules', '100644', '[submodule "x"]'), 'path-escape'],
  ['a back slash', added('src\\..\\a.js'), 'path-escape'],
  ['an executable file', added('src/run.sh', '100755'), 'file-mode'],
  ['a symbolic link', added('src/link', '120000', '/etc/passwd'), 'symlink'],
  ['a write through a link', added('link-outside/passwd2'), 'path-escape'],
  [
    'a submodule',
    'diff --git a/sub b/sub\nnew file mode 160000\nindex 0000000..aaaaaaa\n--- /dev/null\n+++ b/sub\n@@ -0,0 +1 @@\n+Subproject commit aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n',
    'submodule',
  ],
  ['the executable bit', 'diff --git a/src/a.js b/src/a.js\nold mode 100644\nnew mode 100755\n', 'file-mode'],
  [
    'a link removed',
    'diff --git a/link-inside b/link-inside\ndeleted file mode 120000\n--- a/link-inside\n+++ /dev/null\n@@ -1 +0,0 @@\n-src/a.js\n\\ No newline at end of file\n',
    'symlink',
  ],
  [
    'a binary file',
    `${CHANGE}diff --git a/x.bin b/x.bin\nnew file mode 100644\nindex 0000000..1\nGIT binary patch\nliteral 1\nIcmZPo\n`,
    'binary',
  ],
  ['a NUL', added('src/b.js', '100644', 'a\0b'), 'binary'],
  ['lines that are not there', CHANGE.replace('-two', '-zwei'), 'patch-does-not-apply'],
  ['a file that is not there', CHANGE.replaceAll('src/a.js', 'src/none.js'), 'patch-does-not-apply'],
  ['a file that is there', added('src/a.js'), 'patch-does-not-apply'],
  ['a way and back', `${CHANGE}${CHANGE.replace('-two\n+2', '-2\n+two')}`, 'nothing-changed'],
  ['a path that is no UTF-8', quoted('\\377'), 'path-escape'],
  ['a tab in a path', quoted('\\t'), 'path-escape'],
];
