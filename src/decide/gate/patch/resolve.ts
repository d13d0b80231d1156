import type { PatchFault, PatchFile } from '../../../domain/gate.ts';
import { applyHunks } from './hunk.ts';
import { readPatch } from './read.ts';
import { PatchSyntax, type Section } from './section.ts';

/** The resulting tree's differences that a patch text makes, and every doubt about it. */
export interface ResolvedPatch {
  readonly files: readonly PatchFile[];
  readonly faults: readonly PatchFault[];
}

/** A file that the base holds and no header names a mode for. */
const USUAL_MODE = '100644';

/**
 * Applies a patch text to the base files that it touches (by path; others may be left out). Never throws: what cannot be
 * read or applied, or in more than one way, is a fault.
 */
export function resolvePatch(base: ReadonlyMap<string, string>, patch: string): ResolvedPatch {
  const faults: PatchFault[] = [];
  const files: PatchFile[] = [];
  try {
    const { sections, preamble } = readPatch(patch);
    if (preamble !== null)
      faults.push({
        path: '',
        line: preamble,
        reason: 'text stands around the diff',
        outcome: 'needs-human',
      });
    for (const section of sections) {
      try {
        files.push(resolveSection(base, section));
      } catch (error) {
        if (!(error instanceof PatchSyntax)) throw error;
        const path = section.newPath ?? section.oldPath ?? '';
        faults.push(fault(path, error));
        files.push(unreadable(section));
      }
    }
  } catch (error) {
    if (!(error instanceof PatchSyntax)) throw error;
    faults.push(fault('', error));
  }
  return { files, faults };
}

const fault = (path: string, { line, message }: PatchSyntax): PatchFault => ({
  path,
  line,
  reason: message,
  outcome: 'fail',
});

/** What is still known of a file whose hunks do not fit: enough for the gates on paths and modes. */
function unreadable(section: Section): PatchFile {
  return {
    path: section.newPath ?? section.oldPath ?? '',
    ...movedFrom(section),
    oldMode: section.oldMode,
    newMode: section.newMode,
    base: null,
    patched: null,
    binary: section.binary,
    bytes: section.size,
  };
}

function movedFrom(section: Section): Pick<PatchFile, 'oldPath' | 'copied'> {
  const { oldPath, newPath, copied } = section;
  if (oldPath === null || newPath === null || oldPath === newPath) return {};
  return copied ? { oldPath, copied } : { oldPath };
}

/** A plain diff (`difflib`, `diff -uN`) names both sides of a new file; its one hunk replaces nothing. */
function startsFromNothing(base: ReadonlyMap<string, string>, { oldPath, plain, hunks }: Section): boolean {
  const only = hunks.length === 1 ? hunks[0] : undefined;
  return plain && oldPath !== null && !base.has(oldPath) && only?.oldLines === 0 && only.oldStart === 0;
}

function resolveSection(base: ReadonlyMap<string, string>, section: Section): PatchFile {
  const { newPath, line } = section;
  const oldPath = startsFromNothing(base, section) ? null : section.oldPath;
  const before = oldPath === null ? null : (base.get(oldPath) ?? null);
  if (oldPath !== null && before === null && !section.binary) {
    throw new PatchSyntax(line, 'the base does not hold this file');
  }
  // An empty text is how some callers say that the base has no such file.
  if (newPath !== null && newPath !== oldPath && (base.get(newPath) ?? '') !== '') {
    throw new PatchSyntax(line, 'the base already holds a file where a new one would be');
  }
  const after = section.binary || newPath === null ? null : applyHunks(before ?? '', section.hunks);
  if (newPath === null && !section.binary && applyHunks(before ?? '', section.hunks) !== '') {
    throw new PatchSyntax(line, 'a deletion leaves lines behind');
  }
  return {
    ...unreadable(section),
    oldMode: oldPath === null ? null : (section.oldMode ?? USUAL_MODE),
    newMode: newPath === null ? null : (section.newMode ?? section.oldMode ?? USUAL_MODE),
    base: section.binary ? null : before,
    patched: after,
  };
}
