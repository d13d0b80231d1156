import type { PatchFile } from '../../../domain/gate.ts';
import { type Gate, type GateFinding, gateLine } from '../finding.ts';

const whole = (file: PatchFile, why: string, outcome: 'fail' | 'needs-human' = 'fail'): GateFinding => ({
  outcome,
  why,
  line: gateLine(file.path, 0, `${file.oldMode ?? 'absent'} → ${file.newMode ?? 'absent'}`),
});

const has = (file: PatchFile, mode: string): boolean => file.oldMode === mode || file.newMode === mode;

/** Regular files only: 100644, or 100755 where it was so before. Links and submodules have gates of their own. */
export const modes: Gate = {
  name: 'modes',
  clean: 'No mode changes.',
  look: ({ facts }) =>
    facts.files
      .filter((file) => !has(file, '120000') && !has(file, '160000'))
      .flatMap((file) => {
        const { oldMode, newMode } = file;
        if (newMode === null || newMode === '100644') {
          return oldMode === '100755' && newMode !== null
            ? [whole(file, 'a file loses its exec bit', 'needs-human')]
            : [];
        }
        if (newMode === '100755' && oldMode === '100755') return [];
        return [
          whole(
            file,
            newMode === '100755' ? 'a file becomes executable' : 'a file gets a mode that is not 100644',
          ),
        ];
      }),
};

/** A link points outside the change, wherever its text says. */
export const symlinks: Gate = {
  name: 'symlinks',
  clean: 'No symbolic link is touched.',
  look: ({ facts }) =>
    facts.files
      .filter((file) => has(file, '120000'))
      .map((file) => whole(file, 'a symbolic link is touched')),
};

/** A submodule is code that nobody sees in this patch. */
export const submodules: Gate = {
  name: 'submodules',
  clean: 'No submodule is touched.',
  look: ({ facts }) =>
    facts.files
      .filter(
        (file) =>
          has(file, '160000') ||
          /^[+-]?Subproject commit [0-9a-f]{7,64}/.test(file.patched ?? file.base ?? ''),
      )
      .map((file) => whole(file, 'a submodule is touched')),
};

/** Pictures and recordings that a test may compare with; a person still has to open them. */
const TEST_MEDIA =
  /(?:test|spec|fixture|snapshot|golden|__)[^\n]{0,300}\.(?:png|jpe?g|gif|webp|bmp|ico|pdf|mp[34]|wav|ttf|woff2?|parquet|npy|npz|nc|tiff?|h5|avro|xlsx?|docx?|gz|zip)$/i;

/** Nobody can review bytes. */
export const binaries: Gate = {
  name: 'binaries',
  clean: 'Every file is text.',
  look: ({ facts }) =>
    facts.files
      .filter((file) => file.binary || (file.patched ?? '').includes('\u0000'))
      .map((file) =>
        TEST_MEDIA.test(file.path) && file.binary
          ? whole(file, "a test's binary file is changed", 'needs-human')
          : whole(file, 'a binary file is changed'),
      ),
};
