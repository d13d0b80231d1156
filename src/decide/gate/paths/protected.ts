import type { Gate, GateCase, GateFinding } from '../finding.ts';
import { gateLine } from '../finding.ts';
import { followsManifest } from '../manifest/lock.ts';
import { foldPath } from './fold.ts';
import { PROTECTED, type Protection } from './protected-places.ts';

/** A change to a fragment of news that a release tool collects: prose, in a dot-directory by habit. */
const NEWS =
  /^(?:[^/]+\/){0,3}\.(?:changeset|changes|changelog|chloggen|unreleased)\/(?:[^/]+\/){0,3}[^/]+\.(?:md|rst|txt|json|ya?ml)$/;
const NEWS_SETTINGS = /\/(?:config|readme|package)\.(?:json|ya?ml|md)$/;

/** What protects a path, judged by its folded form; `null` when nothing does. */
function protectionOf(path: string, more: readonly string[]): Protection | null {
  const folded = foldPath(path);
  if (NEWS.test(folded) && !NEWS_SETTINGS.test(folded)) return null;
  const own = more.find((place) => matchesPlace(folded, foldPath(place)));
  if (own !== undefined) return { why: 'this place is protected by policy', pattern: /$^/, outcome: 'fail' };
  return PROTECTED.find(({ pattern }) => pattern.test(folded)) ?? null;
}

/** An exact path, a folder with its slash, or `*` and an ending. */
function matchesPlace(folded: string, place: string): boolean {
  if (place.startsWith('*')) return folded.endsWith(place.slice(1));
  return place.endsWith('/') ? `/${folded}`.includes(`/${place}`) : folded === place;
}

function look({ files, policy }: GateCase): readonly GateFinding[] {
  return files.flatMap((changed) => {
    const { path, oldPath, copied } = changed.file;
    const ends = oldPath === undefined || copied === true ? [path] : [path, oldPath];
    return ends.flatMap((end) => {
      const found = protectionOf(end, policy.protect);
      if (found === null) return [];
      // A version raised in a manifest cannot be had without its lock; the dependency gate judges the manifest.
      const led = found.lock === true && end === path && followsManifest(changed, files);
      return [{ outcome: led ? 'needs-human' : found.outcome, why: found.why, line: gateLine(end, 0, end) }];
    });
  });
}

/** Refuses changes to what runs, steers or reviews the repository, at both ends of a rename. */
export const protectedPaths: Gate = {
  name: 'protected-paths',
  clean: 'No protected place is touched.',
  look,
};
