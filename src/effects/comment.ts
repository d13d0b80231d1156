import type { Effect } from '../domain/effect.ts';
import { isExplanationOf } from '../domain/explanation.ts';
import { findMarker, isSealed } from '../domain/marker.ts';
import { addOnce } from './add-comment.ts';
import { idempotent } from './idempotent.ts';
import type { EffectPorts } from './ports.ts';

const UPDATE = `
mutation PatchpilotUpdateComment($id: ID!, $body: String!) {
  updateIssueComment(input: { id: $id, body: $body }) { issueComment { id } }
}`;

/** Edits the sticky comment in place, or creates it; `lost-race` when another run created one first. */
export async function applyComment(
  effect: Extract<Effect, { kind: 'comment' }>,
  ports: EffectPorts,
): Promise<'done' | 'lost-race'> {
  const body = ports.renderComment(effect.incident);
  if (effect.commentId === null) {
    // With a key, a comment that only looks like ours must not keep ours away.
    const isSame = (text: string) => {
      const marker = findMarker(text);
      return marker !== null && isSealed(marker, ports.seal);
    };
    return addOnce({ subject: effect.issue.nodeId, body, isSame }, ports);
  }
  const variables = { id: effect.commentId, body };
  await idempotent(() => ports.api.mutate(UPDATE, variables));
  return 'done';
}

/** Answers one `/patchpilot explain`, once. */
export async function applyExplanation(
  { issue, incident, answers }: Extract<Effect, { kind: 'explain' }>,
  ports: EffectPorts,
): Promise<'done' | 'lost-race'> {
  const body = ports.renderExplanation(incident, answers);
  return addOnce({ subject: issue.nodeId, body, isSame: (text) => isExplanationOf(text, answers) }, ports);
}
