import { score } from './performance/measure.ts';
import { CALM_KINDS, SLOW_KINDS } from './performance/series.ts';

const share = (part: number, all: number): string => `${((100 * part) / all).toFixed(1)}%`;

/** Prints false alarms and detections by kind, with and without the hourly trend. */
function main(): void {
  console.log(
    `${''.padEnd(24)}${'series'.padStart(10)}${'called slow'.padStart(14)}${'no trend'.padStart(14)}`,
  );
  for (const [kinds, samples, count] of [
    [CALM_KINDS, 0, 1_000],
    [SLOW_KINDS, 200, 300],
  ] as const) {
    for (const kind of kinds) {
      const { series, found, bare } = score(kind, count, { samples });
      const cells = [String(series), share(found, series), share(bare, series)];
      console.log(`${kind.padEnd(24)}${cells.map((cell) => cell.padStart(14)).join('')}`);
    }
  }
}

main();
