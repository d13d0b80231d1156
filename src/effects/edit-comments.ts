import type { Effect, Receipt, RecordEdit } from '../domain/effect.ts';
import type { EffectPorts } from './ports.ts';
import { receiptsFor } from './receipts.ts';
import { type Document, writeTogether } from './together.ts';

/** Edits several sticky comments in one request. Editing twice changes nothing. */
export async function editComments(
  { edits }: Extract<Effect, { kind: 'edit-comments' }>,
  ports: EffectPorts,
): Promise<Receipt[]> {
  const refused = await writeTogether(edits, (some) => editing(some, ports), ports.api);
  return receiptsFor('edit-comments', edits, refused);
}

function editing(edits: readonly RecordEdit[], { renderComment }: EffectPorts): Document {
  const head = edits.map((_, at) => `$id${at}: ID!, $body${at}: String!`).join(', ');
  const fields = edits.map(
    (_, at) => `e${at}: updateIssueComment(input: { id: $id${at}, body: $body${at} }) { clientMutationId }`,
  );
  const variables = edits.flatMap(({ commentId, incident }, at) => [
    [`id${at}`, commentId],
    [`body${at}`, renderComment(incident)],
  ]);
  return {
    mutation: `mutation PatchpilotEditComments(${head}) {\n  ${fields.join('\n  ')}\n}`,
    variables: Object.fromEntries(variables),
  };
}
