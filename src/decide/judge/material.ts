import { createTwoFilesPatch } from 'diff';
import { errorText } from '../../domain/class/error-text.ts';
import type { PatchFile } from '../../domain/gate.ts';
import type { Incident } from '../../domain/incident.ts';
import type { JudgeFile, JudgeMaterial } from '../../domain/judge.ts';
import { untrusted } from '../../domain/trust.ts';
import { isTestPath } from '../proof/tests-of-patch.ts';

/** Lines shown around a suspect's own, and of a file that is only a neighbour. */
const AROUND = 40;
const NEIGHBOUR = 160;
/** Files of each kind; more blur what is asked. */
const MOST = 4;

/** What the judge is shown of an incident and the patch for it. The worker's report is not among it. */
export function judgeMaterial(
  incident: Incident,
  files: readonly PatchFile[],
  texts: ReadonlyMap<string, string>,
): JudgeMaterial {
  const suspects = incident.suspects.slice(0, MOST).flatMap(({ path, lines }): JudgeFile[] => {
    const text = texts.get(path);
    return text === undefined ? [] : [excerpt(path, text, lines)];
  });
  const shown = new Set(suspects.map(({ path }) => path));
  const neighbours = files
    .filter(({ path, base }) => base !== null && !shown.has(path))
    .slice(0, MOST)
    .map(({ path, base }): JudgeFile => {
      const text = (base ?? '').split('\n').slice(0, NEIGHBOUR).join('\n');
      return { path, firstLine: 1, text: untrusted(text) };
    });
  return {
    error: untrusted(errorText(incident)),
    stack: untrusted((incident.errorClass?.parts.frames ?? []).toReversed().join('\n')),
    suspects,
    diff: untrusted(files.map(diffOf).join('')),
    neighbours,
    hasTest: files.some(({ path, patched }) => patched !== null && isTestPath(path)),
  };
}

function excerpt(path: string, text: string, lines: readonly [number, number] | null): JudgeFile {
  const all = text.split('\n');
  const from = lines === null ? 0 : Math.max(0, lines[0] - 1 - AROUND);
  const to = lines === null ? NEIGHBOUR : lines[1] + AROUND;
  return { path, firstLine: from + 1, text: untrusted(all.slice(from, to).join('\n')) };
}

function diffOf({ path, oldPath, base, patched }: PatchFile): string {
  return createTwoFilesPatch(oldPath ?? path, path, base ?? '', patched ?? '', '', '', { context: 5 });
}
