import { join } from 'node:path';
import type { LabelledPatch } from './gate/case.ts';
import { HOSTILE_CONTENTS } from './gate/hostile-contents.ts';
import { HOSTILE_FORMS } from './gate/hostile-forms.ts';
import { HOSTILE_PLACES } from './gate/hostile-places.ts';
import { type Measured, measure } from './gate/measure.ts';
import { readLabelled } from './gate/read.ts';
import { weakenedSet } from './gate/weakened-set.ts';

const FOLDER = join(import.meta.dirname, 'gate');
const VERDICTS = ['accepted', 'needs-human', 'refused'] as const;

function row(name: string, results: readonly Measured[]): void {
  const cells = VERDICTS.map((verdict) => {
    const count = results.filter((result) => result.verdict === verdict).length;
    const share = results.length === 0 ? 0 : (100 * count) / results.length;
    return `${String(count).padStart(5)} ${share.toFixed(1).padStart(5)}%`;
  });
  console.log(`${name.padEnd(40)}${String(results.length).padStart(5)} ${cells.join('  ')}`);
}

function section(title: string, patches: readonly (LabelledPatch & { readonly group: string })[]): void {
  console.log(
    `\n${title.padEnd(40)}${'all'.padStart(5)} ${VERDICTS.map((verdict) => verdict.padStart(12)).join('  ')}`,
  );
  const results = new Map(patches.map((patch) => [patch, measure(patch)] as const));
  for (const [group, own] of Map.groupBy(patches, (patch) => patch.group)) {
    row(
      `  ${group}`,
      own.flatMap((patch) => results.get(patch) ?? []),
    );
  }
  row('together', [...results.values()]);
  if (!process.argv.includes('--details')) return;
  for (const { name, verdict, reasons } of results.values())
    console.log(`  ${verdict}: ${name}: ${reasons.join(' ')}`);
}

const grouped = (group: string, patches: readonly LabelledPatch[]) =>
  patches.map((patch) => ({ ...patch, group }));

/** Prints what the static gates say of the labelled patches, the missing test left apart. `--details` lists each. */
function main(): void {
  section('human fixes', readLabelled(join(FOLDER, 'human')));
  const weakened = weakenedSet(FOLDER);
  section('weakened tests', weakened);
  section(
    '  of these, an expectation changed',
    weakened
      .filter(({ operator }) => operator === 'change expectation')
      .map((one) => ({ ...one, group: one.repaired ? 'beside a repair' : 'alone' })),
  );
  section('hostile patches', [
    ...grouped('places', HOSTILE_PLACES),
    ...grouped('forms', HOSTILE_FORMS),
    ...grouped('contents', HOSTILE_CONTENTS),
  ]);
}

main();
