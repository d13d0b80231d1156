import { type History, KINDS } from './recovery/history.ts';
import { draw, type Score, score } from './recovery/measure.ts';
import { ours, quietWindow } from './recovery/rules.ts';

const PER_KIND = 300;

/** Windows among which the one that is as safe as our rule is looked for, in hours. */
const LADDER = [1 / 6, 0.5, 1, 2, 4, 6, 8, 12, 18, 24, 36, 48, 72, 96, 120, 168, 240, 335, 500];

const hours = (value: number): string => {
  if (!Number.isFinite(value)) return '–';
  return value < 2 ? `${Math.round(value * 60)} min` : `${value.toFixed(1)} h`;
};

const share = (part: number, all: number): string => `${((100 * part) / all).toFixed(1)}%`;

function row(
  name: string,
  { histories, falseCloses, cameBack, reopened, fixed, closed, median, mean }: Score,
): string {
  const cells = [
    `${falseCloses} (${share(falseCloses, histories)})`,
    share(closed, fixed),
    hours(median),
    hours(mean),
    String(cameBack),
    String(reopened),
  ];
  return `${name.padEnd(30)}${cells.map((cell) => cell.padStart(14)).join('')}`;
}

const HEAD = `${''.padEnd(30)}${['false closes', 'fixed: closed', 'median', 'mean', 'came back', 'reopened'].map((name) => name.padStart(14)).join('')}`;

function table(title: string, histories: readonly History[]): void {
  console.log(`\n${title} (${histories.length})\n${HEAD}`);
  const rule = score(histories, (history) => ours(history, { traffic: true }));
  console.log(row('our rule', rule));
  console.log(
    row(
      'our rule, time only',
      score(histories, (history) => ours(history, { traffic: false })),
    ),
  );
  for (const [name, window] of [
    ['window of 10 minutes', 1 / 6],
    ['window of 1 hour', 1],
    ['window of 24 hours', 24],
  ] as const) {
    console.log(
      row(
        name,
        score(histories, (history) => quietWindow(history, window)),
      ),
    );
  }
  const safe = LADDER.find(
    (window) => score(histories, (history) => quietWindow(history, window)).falseCloses <= rule.falseCloses,
  );
  if (safe === undefined) console.log('no fixed window within three weeks is as safe');
  else
    console.log(
      row(
        `as safe: window of ${hours(safe)}`,
        score(histories, (history) => quietWindow(history, safe)),
      ),
    );
}

/** Prints false closes and times to close, by kind of incident, against fixed quiet windows. */
function main(): void {
  const kinds = KINDS.map((kind) => ({ kind, histories: draw(kind, PER_KIND) }));
  table(
    'all',
    kinds.flatMap(({ histories }) => histories),
  );
  for (const { kind, histories } of kinds) table(kind, histories);
  table('beyond the promise: the fix takes away nine in ten', draw('partial', PER_KIND));
}

main();
