import type { ChangedFile } from '../changed-file.ts';
import { foldPath, nameOf } from '../paths/fold.ts';
import { manifestOf } from './names.ts';

/** Hosts of the public registries, as lock files name them. */
const REGISTRIES =
  /^(?:registry\.npmjs\.org|registry\.yarnpkg\.com|registry\.npmmirror\.com|npm\.jsr\.io|pypi\.org|files\.pythonhosted\.org|rubygems\.org|static\.crates\.io|crates\.io|index\.crates\.io|github\.com|codeload\.github\.com|api\.github\.com|packagist\.org|repo\.packagist\.org|hex\.pm|repo\.hex\.pm|pub\.dev|proxy\.golang\.org|api\.nuget\.org|opencollective\.com|tidelift\.com|(?:www\.)?patreon\.com|(?:www\.)?paypal\.com|feross\.org|conda\.anaconda\.org)$/;
const HOST = /[a-z+]{2,12}:\/\/(?:[^/\s"'@]{1,200}@)?([^/\s"':]{1,253})/gi;

/**
 * Whether a lock file only follows a manifest that the same patch changes, and fetches from nowhere new. What it then does
 * to the manifest is the dependency gate's question; a lock file alone is never a repair.
 */
export function followsManifest(lock: ChangedFile, files: readonly ChangedFile[]): boolean {
  const manifest = files.some(
    ({ path, added }) =>
      added.length > 0 &&
      (manifestOf(path) !== null || /^(?:package|composer|deno)\.jsonc?$/.test(nameOf(foldPath(path)))),
  );
  if (!manifest || lock.file.newMode === null || lock.file.oldMode === null) return false;
  return lock.added.every((at) =>
    [...(lock.patched.lines[at] ?? '').slice(0, 5000).matchAll(HOST)].every((match) =>
      REGISTRIES.test(match[1]?.toLowerCase() ?? ''),
    ),
  );
}
