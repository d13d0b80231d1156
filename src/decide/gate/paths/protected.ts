import type { Gate, GateCase, GateFinding } from '../finding.ts';
import { gateLine } from '../finding.ts';
import { foldPath } from './fold.ts';
import { PROTECTED, type Protection } from './protected-places.ts';

/** A change to a fragment of news that a release tool collects: prose, in a dot-directory by habit. */
const NEWS =
  /^(?:[^/]+\/){0,3}\.(?:changeset|changes|changelog|chloggen|unreleased)\/(?:[^/]+\/){0,3}[^/]+\.(?:md|rst|txt|json|ya?ml)$/;
const NEWS_SETTINGS = /\/(?:config|readme|package)\.(?:json|ya?ml|md)$/;

/** What protects a path, judged by its folded form; `null` when nothing does. */
export function protectionOf(path: string, more: readonly string[]): Protection | null {
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
  return files.flatMap(({ file }) =>
    [file.path, ...(file.oldPath === undefined || file.copied === true ? [] : [file.oldPath])].flatMap(
      (path) => {
        const protection = protectionOf(path, policy.protect);
        return protection === null
          ? []
          : [{ outcome: protection.outcome, why: protection.why, line: gateLine(path, 0, path) }];
      },
    ),
  );
}

/** Refuses changes to what runs, steers or reviews the repository, at both ends of a rename. */
export const protectedPaths: Gate = {
  name: 'protected-paths',
  clean: 'No protected place is touched.',
  look,
};
