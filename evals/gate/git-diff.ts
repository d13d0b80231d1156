import { structuredPatch } from 'diff';

/** Files by path. */
export type Tree = Readonly<Record<string, string>>;

/** The text that `git diff` prints for two trees: changed, new and deleted files, in order of their paths. */
export function gitDiff(base: Tree, patched: Tree): string {
  const paths = [...new Set([...Object.keys(base), ...Object.keys(patched)])].sort();
  return paths.map((path) => section(path, base[path], patched[path])).join('');
}

function section(path: string, old: string | undefined, now: string | undefined): string {
  if (old === now) return '';
  const head = `diff --git a/${path} b/${path}\n`;
  const mode =
    old === undefined ? 'new file mode 100644\n' : now === undefined ? 'deleted file mode 100644\n' : '';
  const index = `index 1111111..2222222${mode === '' ? ' 100644' : ''}\n`;
  const sides = `--- ${old === undefined ? '/dev/null' : `a/${path}`}\n+++ ${now === undefined ? '/dev/null' : `b/${path}`}\n`;
  const { hunks } = structuredPatch(path, path, old ?? '', now ?? '', '', '', { context: 3 });
  const body = hunks.map(
    ({ oldStart, oldLines, newStart, newLines, lines }) =>
      `@@ -${oldLines === 0 ? oldStart - 1 : oldStart},${oldLines} +${newLines === 0 ? newStart - 1 : newStart},${newLines} @@\n${lines.join('\n')}\n`,
  );
  return hunks.length === 0 ? head + mode + index : head + mode + index + sides + body.join('');
}
