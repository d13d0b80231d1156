import type { Effect } from '../domain/effect.ts';
import { idempotent } from './idempotent.ts';
import type { EffectPorts } from './ports.ts';

/** Edits several sticky comments in one request. Editing twice changes nothing. */
export async function editComments(
  { edits }: Extract<Effect, { kind: 'edit-comments' }>,
  ports: EffectPorts,
): Promise<void> {
  if (edits.length === 0) return;
  const variables = Object.fromEntries(
    edits.flatMap(({ commentId, incident }, index) => [
      [`id${index}`, commentId],
      [`body${index}`, ports.renderComment(incident)],
    ]),
  );
  await idempotent(() => ports.api.mutate(editing(edits.length), variables));
}

function editing(count: number): string {
  const places = Array.from({ length: count }, (_, index) => index);
  const head = places.map((at) => `$id${at}: ID!, $body${at}: String!`).join(', ');
  const body = places.map(
    (at) => `e${at}: updateIssueComment(input: { id: $id${at}, body: $body${at} }) { clientMutationId }`,
  );
  return `mutation PatchpilotEditComments(${head}) {\n  ${body.join('\n  ')}\n}`;
}
