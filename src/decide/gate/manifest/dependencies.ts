import type { ChangedFile } from '../changed-file.ts';
import { type Gate, type GateFinding, gateLine } from '../finding.ts';
import { nameOf } from '../paths/fold.ts';
import { dependencyIn, manifestOf } from './names.ts';
import { findInPackage } from './package-json.ts';

function ofLines(file: ChangedFile): readonly GateFinding[] {
  const form = manifestOf(file.path);
  if (form === null || file.added.length === 0) return [];
  const known = new Set(file.base.lines.map((line) => dependencyIn(form, line)));
  const found = file.added.flatMap((at): readonly GateFinding[] => {
    const text = file.patched.lines[at] ?? '';
    const name = dependencyIn(form, text);
    if (name === null) return [];
    const line = gateLine(file.path, at + 1, text.trim());
    if (known.has(name))
      return [{ outcome: 'needs-human', why: 'the version of a dependency is changed', line }];
    if (/\/\/ indirect\s*$/.test(text))
      return [{ outcome: 'needs-human', why: 'an indirect dependency is new', line }];
    return [{ outcome: 'fail', why: 'a dependency is new', line }];
  });
  if (found.length > 0 || onlyVersions(file)) return found;
  const at = file.added[0] ?? 0;
  const text = (file.patched.lines[at] ?? '').trim();
  return [{ outcome: 'needs-human', why: 'a manifest is changed', line: gateLine(file.path, at + 1, text) }];
}

/** The project's own version, a year, a comment. */
const OWN_VERSION =
  /^\s*(?:["']?(?:version|__version__|versionName|versionCode|current_version|release)["']?\s*[:=(]|<version>|<revision>|VERSION\b|#|\/\/)/;

const onlyVersions = (file: ChangedFile): boolean =>
  file.added.every(
    (at) => OWN_VERSION.test(file.patched.lines[at] ?? '') || /^\s*$/.test(file.patched.lines[at] ?? ''),
  );

/** Refuses new dependencies and scripts that a package manager runs by itself. */
export const dependencies: Gate = {
  name: 'dependencies',
  clean: 'No dependency and no lifecycle script is added.',
  look: ({ files }) =>
    files.flatMap((file) =>
      /^(?:package|composer|deno|bower|jsr)\.jsonc?$/i.test(nameOf(file.path))
        ? findInPackage(file)
        : ofLines(file),
    ),
};
