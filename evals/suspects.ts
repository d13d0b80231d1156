import { join } from 'node:path';
import { readMentions } from '../src/decide/suspects/named.ts';
import { rankSuspects } from '../src/decide/suspects/rank.ts';
import { ALL_SIGNALS, type Signals } from '../src/decide/suspects/visit.ts';
import { indexTree } from '../src/domain/tree.ts';
import { mapEvent } from '../src/domain/tree-frame.ts';
import { readScenarios, type Scenario } from './suspects/read.ts';

/** What a ranking made of one scenario. */
interface Result {
  /** 1-based place of the first fixed file; 0 when it is not listed. */
  readonly place: number;
  readonly confident: boolean;
  /** Whether a frame names a fixed file. */
  readonly onStack: boolean;
  readonly top: string;
}

/** The reference: files of the mapped frames, root cause first, innermost first. */
function walk(scenario: Scenario): readonly string[] {
  const mappings = mapEvent(scenario.event, indexTree(scenario.tree));
  const paths = mappings.flatMap((frames) => frames.toReversed().flatMap((frame) => frame.path ?? []));
  return [...new Set(paths)];
}

function judge(scenario: Scenario, signals: Signals | 'walk'): Result {
  const tree = indexTree(scenario.tree);
  const onStack = walk(scenario).some((path) => scenario.fixed.includes(path));
  const place = (paths: readonly string[]) => paths.findIndex((path) => scenario.fixed.includes(path)) + 1;
  if (signals === 'walk') {
    const paths = walk(scenario);
    return { place: place(paths), confident: paths.length > 0, onStack, top: paths[0] ?? '' };
  }
  const commit = (paths: readonly string[]) => ({ sha: 'c', paths });
  const facts = {
    event: scenario.event,
    tree,
    ...(scenario.prose === '' ? {} : { mentions: readMentions(scenario.prose, tree) }),
    ...(scenario.releaseCommit.length === 0 ? {} : { commits: [commit(scenario.releaseCommit)] }),
    ...(scenario.suspectCommit.length === 0 ? {} : { suspectCommit: commit(scenario.suspectCommit) }),
  };
  const { suspects, confident } = rankSuspects(facts, signals);
  const paths = suspects.map((suspect) => suspect.path);
  const sure = suspects[0]?.confidence ?? 0;
  return { place: place(paths), confident, onStack, top: `${paths[0] ?? ''} ${sure}` };
}

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
