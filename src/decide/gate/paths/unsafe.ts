import type { PatchFile } from '../../../domain/gate.ts';
import type { Gate, GateFinding } from '../finding.ts';
import { gateLine } from '../finding.ts';
import { foldPath } from './fold.ts';

/** A form that a path may not have. */
const UNSAFE: readonly { readonly why: string; readonly found: (path: string) => boolean }[] = [
  { why: 'a path is empty', found: (path) => path === '' },
  { why: 'a path is absolute', found: (path) => /^[/\\~]|^[a-z]:/i.test(path) },
  { why: 'a path leaves the tree or has an empty part', found: (path) => parts(path).some(isEmptyPart) },
  { why: 'a path holds a backslash', found: (path) => path.includes('\\') },
  { why: 'a path holds a control or invisible character', found: (path) => HIDDEN.test(path) },
  {
    why: 'a path is not in its normal form',
    found: (path) => path !== path.normalize('NFC') || !path.isWellFormed(),
  },
  { why: "a path is another name of git's folder", found: (path) => parts(foldPath(path)).some(isGit) },
  { why: 'a path is read otherwise by some file systems', found: (path) => parts(path).some(isWindows) },
  { why: 'a path mixes look-alike letters', found: (path) => LOOK_ALIKE.test(path) && /[a-z]/i.test(path) },
  {
    why: 'a path is too long',
    found: (path) => path.length > 1024 || parts(path).some(({ length }) => length > 255),
  },
  { why: 'a path looks like an option', found: (path) => path.startsWith('-') || path.startsWith(':') },
];

const parts = (path: string): readonly string[] => path.split(/[\\/]/);
const isEmptyPart = (part: string): boolean =>
  part === '' || part === '.' || part === '..' || /^\.{2,}$/.test(foldPath(part));
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u00a0\u2000-\u200a\u3000]/u;
/** Fullwidth forms and Greek or Cyrillic letters drawn like Latin ones. */
const LOOK_ALIKE =
  /[\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u03bf\u03b1\u03bd\u0261\u0131\uff01-\uff5e\u2024\u2044\u2215\ufe52\u212a]/u;
const isGit = (part: string): boolean => part === '.git' || /^git~\d+$/.test(part);
const isWindows = (part: string): boolean =>
  /[. ]$/.test(part) ||
  /[<>:"|?*]/.test(part) ||
  /~\d+(?:\.[^.]*)?$/.test(part) ||
  /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(part);

function pathsOf(file: PatchFile): readonly string[] {
  return file.oldPath === undefined ? [file.path] : [file.path, file.oldPath];
}

/** Paths that two files of the patch would share, also on a file system that ignores case. */
function twice(files: readonly PatchFile[]): readonly GateFinding[] {
  const seen = new Map<string, string>();
  return files.flatMap((file) => {
    const ends = pathsOf(file).slice(0, file.copied === true ? 1 : 2);
    const clash = ends.find((path) => {
      const known = seen.get(foldPath(path));
      // A rename that only changes case meets itself.
      return known !== undefined && !ends.includes(known);
    });
    const again = seen.has(foldPath(file.path)) && seen.get(foldPath(file.path)) === file.path;
    for (const path of ends) seen.set(foldPath(path), path);
    const name = clash ?? (again ? file.path : undefined);
    return name === undefined
      ? []
      : [{ outcome: 'fail' as const, why: 'two changes name the same file', line: gateLine(name, 0, name) }];
  });
}

/** Refuses paths that mean something else to another tool or file system. */
export const unsafePaths: Gate = {
  name: 'paths',
  clean: 'Every path is plain.',
  look: ({ facts }) => [
    ...facts.files.flatMap((file) =>
      pathsOf(file).flatMap((path) =>
        UNSAFE.filter(({ found }) => found(path)).map(({ why }) => ({
          outcome: 'fail' as const,
          why,
          line: gateLine(path, 0, path),
        })),
      ),
    ),
    ...twice(facts.files),
  ],
};
