import { isMissing, type Missing } from '../../domain/facts.ts';
import type { SeriesTable } from '../../domain/series.ts';

/** Names of the releases in a table. */
export function releasesIn(
  table: SeriesTable | { readonly table: SeriesTable } | Missing,
): readonly string[] {
  if (isMissing(table)) return [];
  const { series } = 'table' in table ? table.table : table;
  return series.flatMap(({ release, other }) => (release === null || other ? [] : [release]));
}

/** A table whose later part is replaced by a finer one. */
export function joinSeries(table: SeriesTable, later: SeriesTable): SeriesTable {
  const offset = Math.max(0, Math.round((later.from - table.from) / table.step));
  const before = table.series.map((one) => ({
    ...one,
    counts: one.counts.map((count, index) => (index < offset ? count : 0)),
  }));
  const after = later.series.map((one) => ({
    ...one,
    counts: [...Array<number>(offset).fill(0), ...one.counts],
  }));
  return { ...table, series: [...before, ...after] };
}
