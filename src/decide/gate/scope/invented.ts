import type { ChangedFile } from '../changed-file.ts';
import { type Gate, type GateFinding, gateLine } from '../finding.ts';
import { nameOf } from '../paths/fold.ts';
import { INVENTIONS } from './invented-rules.ts';

function ofRules(file: ChangedFile): readonly GateFinding[] {
  return INVENTIONS.flatMap(({ pattern, languages, name, why }) => {
    if (languages.length > 0 && (file.language === null || !languages.includes(file.language))) return [];
    return file.added.flatMap((at) => {
      const line = file.patched.lines[at] ?? '';
      if (!pattern.test(line) || !pattern.test(uncommented(file, at))) return [];
      const named = name
        .exec(line)
        ?.slice(1)
        .find((part) => part !== undefined);
      const known = named !== undefined && file.base.text.includes(named);
      return known
        ? []
        : [{ outcome: 'needs-human' as const, why, line: gateLine(file.path, at + 1, line.trim()) }];
    });
  });
}

/** The line when its code, not only a comment, holds something there. */
const uncommented = (file: ChangedFile, at: number): string =>
  /\w/.test(file.patched.masked()[at] ?? '') ? (file.patched.lines[at] ?? '') : '';

const EXPORT =
  /^\s*export (?:\* from|\{|(?:default |async |abstract |declare )*(?:function|class|const|let|interface|type|enum)\b)/;

/** New names in the file that is a package's face. */
function ofFace(file: ChangedFile): readonly GateFinding[] {
  const face =
    /^(?:index\.[cm]?[jt]sx?|mod\.ts|public[-_]api\.ts|lib\.rs)$/.test(nameOf(file.path)) &&
    /^(?:packages\/[^/]+\/)?(?:src\/)?[^/]+$/.test(file.path);
  if (!face || file.file.base === null) return [];
  const known = file.base.text;
  return file.added.flatMap((at) => {
    const line = file.patched.lines[at] ?? '';
    const names =
      EXPORT.test(line) || /^pub (?:use|fn|mod|struct|enum|trait) /.test(line)
        ? (line.match(/[A-Za-z_]\w*/g) ?? [])
        : [];
    return names.some((name) => !known.includes(name))
      ? [
          {
            outcome: 'needs-human' as const,
            why: 'the public interface grows',
            line: gateLine(file.path, at + 1, line.trim()),
          },
        ]
      : [];
  });
}

/** Shows what a patch offers that nobody asked for. */
export const invented: Gate = {
  name: 'invented',
  clean: 'No new setting, option, endpoint or public name is offered.',
  look: ({ files }) =>
    files.filter(({ kind }) => kind === 'code').flatMap((file) => [...ofRules(file), ...ofFace(file)]),
};
