import { type Gate, gateLine } from '../finding.ts';

/** A repair seldom takes a whole source away; when it does, a person should know. Tests that go have a gate of their own. */
export const deletedFiles: Gate = {
  name: 'deleted-files',
  clean: 'No source is deleted.',
  look: ({ files }) =>
    files
      .filter(
        ({ file, kind }) =>
          file.newMode === null && file.oldMode !== null && kind !== 'test' && kind !== 'snapshot',
      )
      .map(({ path, kind }) => ({
        outcome: 'needs-human' as const,
        why: kind === 'docs' ? 'a document is deleted' : 'a file is deleted',
        line: gateLine(path, 0, path),
      })),
};
