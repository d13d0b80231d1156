import { join } from 'node:path';
import { readScenarios } from './suspects/read.ts';
import { type Truth, triageCases } from './triage/cases.ts';
import { decideCase } from './triage/measure.ts';

/** Prints how many real errors the gate would drop, how many lookalikes, and how much of the noise it keeps out. */
function main(details: boolean): void {
  const cases = triageCases(readScenarios(join(import.meta.dirname, 'suspects')));
  const judged = cases.map((one) => ({ one, decision: decideCase(one) }));
  const groups = Map.groupBy(judged, ({ one }) => one.truth);
  for (const [truth, all] of groups) {
    const dropped = all.filter(({ decision }) => decision.verdict === 'ignore').length;
    const share = ((100 * dropped) / all.length).toFixed(1);
    console.log(
      `${truth.padEnd(10)} ${String(all.length).padStart(4)} cases, ${dropped} dropped (${share} %; ${GOAL[truth]})`,
    );
  }
  const verdicts = Map.groupBy(
    judged,
    ({ one, decision }) => `${one.truth}: ${decision.verdict} ${decision.reasonCode}`,
  );
  for (const [name, all] of [...verdicts].sort())
    console.log(`  ${String(all.length).padStart(4)} × ${name}`);
  if (!details) return;
  for (const { one, decision } of judged)
    if ((decision.verdict === 'ignore') !== (one.truth === 'noise'))
      console.log(`✗ ${one.name}: ${decision.reasonCode}`);
}

const GOAL: Readonly<Record<Truth, string>> = {
  real: 'goal ≤ 3 %',
  lookalike: 'goal 0',
  noise: 'goal ≥ 90 %',
};

main(process.argv.includes('--details'));
