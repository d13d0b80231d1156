import { readCase } from '../inspect/case.ts';
import { similarity } from '../src/domain/class/similarity.ts';
import { JUDGES, score } from './class/measure.ts';
import { type LabelledPair, labelledPairs } from './class/pairs.ts';

const HEAD = ['pairs', 'F1', 'false merges', 'false splits'];

function row(name: string, pairs: readonly LabelledPair[], judge = JUDGES[0]?.[1]): string {
  if (judge === undefined) return name;
  const { f1, falseMerges, falseSplits } = score(pairs, judge);
  const cells = [String(pairs.length), f1.toFixed(3), String(falseMerges), String(falseSplits)];
  return `${name.padEnd(56)}${cells.map((cell) => cell.padStart(14)).join('')}`;
}

/** Prints how well errors are told apart: by judge, by language, by kind; kinds that were never tuned on apart. */
function main(details: boolean): void {
  const pairs = labelledPairs();
  const held = pairs.filter(({ kind }) => kind.heldOut);
  const tuned = pairs.filter(({ kind }) => !kind.heldOut);
  console.log(`${''.padEnd(56)}${HEAD.map((name) => name.padStart(14)).join('')}`);
  for (const [name, judge] of JUDGES) console.log(row(name, pairs, judge));
  for (const [name, judge] of JUDGES) console.log(row(`held out: ${name}`, held, judge));
  console.log(row('tuned on', tuned));
  for (const [language, own] of Map.groupBy(pairs, (pair) => pair.language)) console.log(row(language, own));
  for (const [kind, own] of Map.groupBy(pairs, (pair) => pair.kind))
    console.log(row(`${kind.same ? '=' : '≠'} ${kind.heldOut ? '(held out) ' : ''}${kind.name}`, own));
  if (details) for (const pair of pairs) explain(pair);
}

function explain({ kind, language, a, b }: LabelledPair): void {
  const { same, why } = similarity(readCase(a), readCase(b));
  if (same !== kind.same) console.log(`\n✗ ${language}: ${kind.name} → ${why}\n${JSON.stringify({ a, b })}`);
}

main(process.argv.includes('--details'));
