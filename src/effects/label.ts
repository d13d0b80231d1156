import type { Effect } from '../domain/effect.ts';
import { idempotent } from './idempotent.ts';
import type { EffectPorts } from './ports.ts';

/** Adds labels; GitHub makes those that do not exist yet. Adding twice changes nothing, so a lost answer is asked again. */
export async function applyLabels(
  effect: Extract<Effect, { kind: 'label' }>,
  ports: EffectPorts,
): Promise<void> {
  const add = () =>
    ports.api.write('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', {
      owner: ports.owner,
      repo: ports.repository,
      issue_number: effect.issue.number,
      labels: [...effect.add],
    });
  await idempotent(add);
}
