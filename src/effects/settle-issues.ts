import type { Effect, Receipt, Settlement } from '../domain/effect.ts';
import type { LabelBook } from './label-book.ts';
import type { EffectPorts } from './ports.ts';
import { receiptsFor } from './receipts.ts';
import { type Document, writeTogether } from './together.ts';

/** Labels and closes several issues in one request, each label before its close. Doing it twice changes nothing. */
export async function settleIssues(
  { issues }: Extract<Effect, { kind: 'settle-issues' }>,
  ports: EffectPorts,
  labels: LabelBook,
): Promise<Receipt[]> {
  const ids = await labels.idsOf(issues.flatMap(({ add }) => add));
  const refused = await writeTogether(issues, (some) => settling(some, ids), ports.api);
  const of = (letter: string) => refused.filter(({ field }) => field === null || field === letter);
  const labelled = issues.filter(({ add }) => add.length > 0);
  const closed = issues.filter(({ close }) => close);
  return [
    ...receiptsFor(
      'label',
      labelled,
      of('l').filter(({ item }) => labelled.includes(item)),
    ),
    ...receiptsFor(
      'close-issue',
      closed,
      of('c').filter(({ item }) => closed.includes(item)),
    ),
  ];
}

function settling(issues: readonly Settlement[], ids: ReadonlyMap<string, string>): Document {
  const head = issues.map(
    ({ add }, at) => `$issue${at}: ID!${add.length > 0 ? `, $labels${at}: [ID!]!` : ''}`,
  );
  const fields = issues.flatMap(({ add, close }, at) => [
    ...(add.length > 0
      ? [
          `l${at}: addLabelsToLabelable(input: { labelableId: $issue${at}, labelIds: $labels${at} }) ${NOTHING}`,
        ]
      : []),
    ...(close
      ? [`c${at}: closeIssue(input: { issueId: $issue${at}, stateReason: COMPLETED }) ${NOTHING}`]
      : []),
  ]);
  const variables = issues.flatMap(({ issue, add }, at) => [
    [`issue${at}`, issue.nodeId],
    ...(add.length > 0 ? [[`labels${at}`, add.flatMap((name) => ids.get(name) ?? [])]] : []),
  ]);
  return {
    mutation: `mutation PatchpilotSettleIssues(${head.join(', ')}) {\n  ${fields.join('\n  ')}\n}`,
    variables: Object.fromEntries(variables),
  };
}

const NOTHING = '{ clientMutationId }';
