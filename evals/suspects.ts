import { join } from 'node:path';
import { ALL_SIGNALS, type Signals } from '../src/decide/suspects/visit.ts';
import { judge, type Result } from './suspects/measure.ts';
import { readScenarios, type Scenario } from './suspects/read.ts';

const share = (part: number, all: number): string =>
  `${String(part).padStart(4)}/${String(all).padEnd(4)}${all === 0 ? '   –' : `${String(Math.round((100 * part) / all)).padStart(3)}%`}`;

function row(name: string, results: readonly Result[]): string {
  const on = results.filter((result) => result.onStack);
  const off = results.filter((result) => !result.onStack);
  const cells = [
    share(on.filter((result) => result.place === 1).length, on.length),
    share(on.filter((result) => result.place >= 1 && result.place <= 3).length, on.length),
    share(on.filter((result) => result.confident).length, on.length),
    share(off.filter((result) => !result.confident).length, off.length),
  ];
  return `${name.padEnd(22)}${cells.map((cell) => cell.padStart(16)).join('')}`;
}

const VARIANTS: readonly (readonly [string, Signals | 'walk'])[] = [
  ['all', ALL_SIGNALS],
  ['without commits', { ...ALL_SIGNALS, commits: false }],
  ['without chain', { ...ALL_SIGNALS, chain: false }],
  ['without demotion', { ...ALL_SIGNALS, demotion: false }],
  ['without names', { ...ALL_SIGNALS, names: false }],
  ['innermost-frame walk', 'walk'],
];

/** Prints how well the ranking finds the fixed file, by language and with one kind of evidence taken away at a time. */
function main(details: boolean): void {
  const scenarios = readScenarios(join(import.meta.dirname, 'suspects'));
  const print = (name: string, own: readonly Scenario[], signals: Signals | 'walk') =>
    console.log(
      row(
        name,
        own.map((scenario) => judge(scenario, signals)),
      ),
    );
  const columns = ['top 1', 'top 3', 'confident on', 'unsure off'];
  console.log(`${'scenarios'.padEnd(22)}${columns.map((name) => name.padStart(16)).join('')}`);
  for (const [language, own] of Map.groupBy(scenarios, (scenario) => scenario.language)) {
    print(language, own, ALL_SIGNALS);
  }
  for (const [name, signals] of VARIANTS) print(name, scenarios, signals);
  const changed = scenarios.filter((each) => each.releaseCommit.length + each.suspectCommit.length > 0);
  print('commits known', changed, ALL_SIGNALS);
  print('…but not looked at', changed, { ...ALL_SIGNALS, commits: false });
  if (details) for (const scenario of scenarios) explain(scenario);
}

function explain(scenario: Scenario): void {
  const { place, confident, onStack, top } = judge(scenario, ALL_SIGNALS);
  const good = onStack ? place === 1 : !confident;
  console.log(
    `${good ? ' ' : '✗'} ${onStack ? 'on ' : 'off'} #${place} ${confident ? 'sure  ' : 'unsure'} ${scenario.language}: ${scenario.name} → ${top}`,
  );
}

main(process.argv.includes('--details'));
