import type { ChangedFile } from '../changed-file.ts';
import { type Gate, type GateCase, type GateFinding, gateLine } from '../finding.ts';
import { foldPath, nameOf } from '../paths/fold.ts';

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const stemOf = (path: string): string => nameOf(path).split('.')[0] ?? '';

/** Names that say nothing about what a file is. */
const COMMON =
  /^(?:index|main|mod|lib|init|__init__|utils?|common|types|app|base|core|helpers?|constants?|config)$/i;

function isNear(path: string, suspect: string): boolean {
  const [own, other] = [folderOf(path), folderOf(suspect)];
  return own === other || own.startsWith(`${other}/`) || other.startsWith(`${own}/`);
}

/** Whether one file speaks of the other by its name, as an import or a class does. */
function speaksOf(text: string, path: string): boolean {
  const stem = stemOf(path);
  return stem.length > 2 && !COMMON.test(stem) && text.includes(stem);
}

function look({ facts, files }: GateCase): readonly GateFinding[] {
  if (facts.suspects.length === 0) return [];
  const suspects = new Set(facts.suspects.map(foldPath));
  const code = files.filter(
    ({ kind, added, removed }) => kind === 'code' && added.length + removed.length > 0,
  );
  const isSuspect = ({ file, path }: ChangedFile) =>
    suspects.has(foldPath(path)) || suspects.has(foldPath(file.oldPath ?? path));
  const known = code.filter(isSuspect);
  return code
    .filter((file) => !isSuspect(file))
    .filter(
      (file) =>
        !facts.suspects.some(
          (suspect) => isNear(file.path, suspect) || speaksOf(file.patched.text, suspect),
        ) && !known.some(({ patched }) => speaksOf(patched.text, file.path)),
    )
    .map((file) => ({
      outcome: 'needs-human' as const,
      why: 'code is changed that no suspect file lies near or speaks of',
      line: gateLine(
        file.path,
        (file.added[0] ?? -1) + 1,
        (file.patched.lines[file.added[0] ?? -1] ?? '').trim(),
      ),
    }));
}

/** Asks why code far from the suspects is changed. Silent when the brief named no suspect. */
export const neighbourhood: Gate = {
  name: 'neighbourhood',
  clean: 'Only code near the suspects is changed.',
  look,
};
