import type { ReleaseRow, ReleaseTiming, SpanFacts } from '../../domain/performance.ts';

/** Least share of the window's samples that makes a release one of it. */
const PRESENT = 0.05;
/** Fewest samples by which a release's p95 is told from another's. */
const LEAST = 30;
/** From this ratio to the fastest release that was there before, a new one is slower. */
const SLOWER = 1.2;
/** From this ratio to a new release on, an old one in the same hours is as slow. */
const AS_SLOW = 0.9;
/** Rows of the table that a reader takes in. */
const MOST = 5;

type Releases = Pick<SpanFacts, 'release' | 'newRelease'> & { readonly releases: readonly ReleaseTiming[] };

/**
 * Requests of the window by release, and the release that made them slow: one that no window before has seen. Where old
 * releases still serve, they are the comparison: a new one that is no slower than they are is not to blame, and of
 * several new ones it is the one that alone is slower.
 */
export function releasesOf(now: readonly ReleaseRow[], before: readonly ReleaseRow[]): Releases {
  const all = now.reduce((sum, { samples }) => sum + samples, 0);
  const known = new Set(before.map(({ release }) => release));
  const releases = now
    .flatMap(({ release, p95, samples }): ReleaseTiming[] =>
      release === null || samples < all * PRESENT
        ? []
        : // Without a past nothing is new.
          [{ release, p95, samples, isNew: before.length > 0 && !known.has(release) }],
    )
    .toSorted((a, b) => b.samples - a.samples);
  const blamed = blame(releases);
  return {
    release: blamed ?? releases[0]?.release ?? null,
    newRelease: blamed,
    releases: releases.slice(0, MOST),
  };
}

function blame(releases: readonly ReleaseTiming[]): ReleaseTiming['release'] | null {
  const fresh = releases.filter(({ isNew }) => isNew);
  const old = releases.flatMap(({ isNew, p95, samples }) => (isNew || samples < LEAST ? [] : (p95 ?? [])));
  const [only] = fresh;
  if (only === undefined) return null;
  if (old.length === 0) return fresh.length === 1 ? only.release : slowest(fresh);
  const level = Math.min(...old);
  const exonerated = fresh.every(
    ({ p95, samples }) => samples >= LEAST && p95 !== null && level >= p95 * AS_SLOW,
  );
  if (exonerated) return null;
  if (fresh.length === 1) return only.release;
  const slow = fresh.filter(({ p95, samples }) => samples >= LEAST && p95 !== null && p95 >= level * SLOWER);
  return slow.length === 1 ? (slow[0]?.release ?? null) : null;
}

/** Of several new releases without an old one beside them: the one that alone is slower than all others. */
function slowest(fresh: readonly ReleaseTiming[]): ReleaseTiming['release'] | null {
  const known = fresh.filter(({ p95, samples }) => p95 !== null && samples >= LEAST);
  const [first, second] = known.toSorted((a, b) => (b.p95 ?? 0) - (a.p95 ?? 0));
  if (first === undefined || second === undefined || known.length < fresh.length) return null;
  return (first.p95 ?? 0) >= (second.p95 ?? 0) * SLOWER ? first.release : null;
}
