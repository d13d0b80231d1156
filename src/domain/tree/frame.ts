import type { ErrorEvent, Frame } from '../event.ts';
import { isClassFrame, mapJvm, mapModule, mapNet } from './class.ts';
import { type Found, matchQuery } from './match.ts';
import { mapInstalled, type OwnPackages, ownPackages } from './package.ts';
import { locateFrame } from './path.ts';
import { pathQueries } from './query.ts';
import { demotion, type TreeIndex } from './tree.ts';

/** A code mapping as Sentry keeps it: frames below `stackRoot` lie below `sourceRoot` in the tree. */
export interface CodeMapping {
  readonly stackRoot: string;
  readonly sourceRoot: string;
}

/** Where a frame lies in the tree. */
export interface FrameMapping {
  /** Path in the tree; `null`: no file, or several equally good ones. */
  readonly path: string | null;
  /** Why, in words; names no text of the event. */
  readonly reason: string;
  /** 0–1; 0 when `path` is `null` and there are no candidates. */
  readonly strength: number;
  /** Equally good files, at most eight: more than one means ambiguous. */
  readonly candidates: readonly string[];
}

/** Below this a match is a guess. */
const WEAKEST = 0.5;
const NO_PACKAGES: OwnPackages = new Set();

/**
 * Maps one frame to a file of the tree, or says why not. Total and pure; several equally good files give `null`.
 * Code mappings win, then the longest path suffix after known prefixes, then class and module names.
 */
export function mapFrame(
  frame: Frame,
  index: TreeIndex,
  mappings: readonly CodeMapping[] = [],
): FrameMapping {
  return mapKnowing(frame, index, { mappings, own: NO_PACKAGES });
}

/**
 * Maps every frame of an event, exceptions and frames in the event's order. Frames together can show that an
 * installed package is the project itself, which one frame alone cannot.
 */
export function mapEvent(
  event: Pick<ErrorEvent, 'exceptions'>,
  index: TreeIndex,
  mappings: readonly CodeMapping[] = [],
): readonly (readonly FrameMapping[])[] {
  const frames = event.exceptions.flatMap((exception) => exception.frames);
  const own = ownPackages(index, frames.flatMap(rawPaths));
  const known = new Map<string, FrameMapping>();
  return event.exceptions.map((exception) =>
    exception.frames.map((frame) => {
      const key = JSON.stringify([frame.absPath, frame.path, frame.module, frame.platform, frame.function]);
      const mapping = known.get(key) ?? mapKnowing(frame, index, { mappings, own });
      known.set(key, mapping);
      return mapping;
    }),
  );
}

interface Knowledge {
  readonly mappings: readonly CodeMapping[];
  readonly own: OwnPackages;
}

function mapKnowing(frame: Frame, index: TreeIndex, { mappings, own }: Knowledge): FrameMapping {
  const raw = rawPaths(frame);
  const mapped = codeMapped(raw, index, mappings);
  if (mapped !== null) {
    return { path: mapped, reason: 'code mapping', strength: 1, candidates: [mapped] };
  }
  const kind = isClassFrame(frame);
  if (kind !== null) return answer([kind === 'jvm' ? mapJvm(index, frame) : mapNet(index, frame)]);
  const locations = raw.map(locateFrame);
  const installed = locations.find((location) => location.library !== null);
  if (installed !== undefined) {
    const found = mapInstalled(index, installed, own);
    return found.length > 0 ? answer(found) : nowhere('an installed package that this tree does not hold');
  }
  if (raw.some((path) => /^(?:node:|internal\/|<|\[native)/.test(path)))
    return nowhere('a frame of the runtime');
  const found = locations.flatMap((location) => pathQueries(location)).map((query) => weigh(index, query));
  return answer([...found, mapModule(index, frame), mapGoPackage(index, frame, own)].flat());
}

function weigh(index: TreeIndex, query: ReturnType<typeof pathQueries>[number]): Found | null {
  const found = matchQuery(index, query);
  return found === null ? null : { ...found, strength: found.strength - query.rewrites * 0.04 };
}

/** `internal/cart.(*Cart).Add` in `cart.go`: the import path gives the folders. */
function mapGoPackage(index: TreeIndex, frame: Frame, own: OwnPackages): readonly Found[] {
  const file = (frame.path ?? '').slice((frame.path ?? '').lastIndexOf('/') + 1);
  if (!file.endsWith('.go')) return [];
  const called = frame.module?.includes('/') ? frame.module : (frame.function ?? '');
  const slash = called.lastIndexOf('/');
  const dot = called.indexOf('.', slash + 1);
  const folder = (dot < 0 ? called : called.slice(0, dot)).trim();
  if (slash < 0 || folder === '') return [];
  const location = locateFrame(`${folder}/${file}`);
  if (location.library !== null) return mapInstalled(index, location, own);
  const query = {
    segments: location.segments,
    rooted: false,
    rewrites: 0,
    how: 'import path of the function',
  };
  const found = matchQuery(index, query);
  return found === null || found.depth < 2 ? [] : [found];
}

/** Paths that a frame gives, most telling first. */
function rawPaths(frame: Frame): readonly string[] {
  return [...new Set([frame.absPath, frame.path].filter((path) => path !== null && path !== ''))] as string[];
}

/** The longest stack root that fits and leads to a file. */
function codeMapped(
  raw: readonly string[],
  index: TreeIndex,
  mappings: readonly CodeMapping[],
): string | null {
  const byLength = mappings.toSorted((a, b) => b.stackRoot.length - a.stackRoot.length);
  for (const { stackRoot, sourceRoot } of byLength) {
    for (const path of raw) {
      if (!path.startsWith(stackRoot)) continue;
      const rest = path.slice(stackRoot.length).split(/[?#]/, 1)[0] ?? '';
      const target = `${sourceRoot}/${rest}`
        .replaceAll('\\', '/')
        .replace(/\/{2,}/g, '/')
        .replace(/^\.?\//, '');
      if (index.paths.has(target)) return target;
    }
  }
  return null;
}

/** The strongest reading; a source is preferred over the generated or vendored file that it was built into. */
function answer(found: readonly (Found | null)[]): FrameMapping {
  const known = found.filter((each): each is Found => each !== null && each.strength >= WEAKEST);
  const worth = (each: Found) =>
    each.strength - (demotion(each.candidates[0] ?? '') >= 3 ? 0.3 : 0) + Math.min(each.depth, 20) * 0.001;
  const best = known.toSorted((a, b) => worth(b) - worth(a))[0];
  if (best === undefined) return nowhere('no file of the tree ends like it');
  const { path, candidates, strength } = best;
  if (path !== null) return { path, reason: best.reason, strength, candidates };
  const shown = candidates.slice(0, 8);
  return {
    path: null,
    reason: `ambiguous: ${candidates.length} files fit equally well`,
    strength,
    candidates: shown,
  };
}

function nowhere(reason: string): FrameMapping {
  return { path: null, reason, strength: 0, candidates: [] };
}
