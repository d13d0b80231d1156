import { isMissing, type Missing } from '../../domain/facts.ts';
import type { SeriesTable } from '../../domain/series.ts';

/** Names of the releases in a table that were counted after a moment; milliseconds since 1970. */
export function releasesIn(
  found: SeriesTable | { readonly table: SeriesTable } | Missing,
  after = Number.NEGATIVE_INFINITY,
): readonly string[] {
  if (isMissing(found)) return [];
  const { from, step, series } = 'table' in found ? found.table : found;
  return series.flatMap(({ release, other, counts }) => {
    if (release === null || other) return [];
    return counts.some((count, at) => count > 0 && from + (at + 1) * step > after) ? [release] : [];
  });
}
