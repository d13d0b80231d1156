import type { Effect } from '../domain/effect.ts';
import { findStormJson, stormLabel } from '../domain/storm.ts';
import { idempotent } from './idempotent.ts';
import { withLock } from './lock.ts';
import { openOnce } from './new-issue.ts';
import type { EffectPorts } from './ports.ts';

/** Opens the umbrella issue of a storm, adds to it, or closes it with its last word. */
export async function applyUmbrella(
  { action, umbrella, storm }: Extract<Effect, { kind: 'umbrella' }>,
  ports: EffectPorts,
): Promise<'done' | 'lost-race'> {
  const body = ports.renderUmbrella(storm);
  if (umbrella === null) {
    const title = `Patchpilot: ${storm.issues.length + storm.signals.length} errors started at once`;
    const label = stormLabel(ports.label);
    const isSame = (text: string) => findStormJson(text) !== null;
    const opened = await withLock(ports, () => openOnce({ title, body, label, isSame }, ports));
    return opened === null ? 'lost-race' : 'done';
  }
  await idempotent(() =>
    ports.api.write('PATCH /repos/{owner}/{repo}/issues/{issue_number}', {
      owner: ports.owner,
      repo: ports.repository,
      issue_number: umbrella.number,
      body,
      ...(action === 'close' ? { state: 'closed', state_reason: 'completed' } : {}),
    }),
  );
  return 'done';
}
