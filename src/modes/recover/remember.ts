import type { Receipt } from '../../domain/effect.ts';
import type { Incident } from '../../domain/incident.ts';
import type { RecoverWorld } from './ports.ts';

/** Folds what was learned into the memory. Most checks teach nothing, and then the memory is not even opened. */
export async function rememberRecovery(
  world: RecoverWorld,
  incidents: readonly Incident[],
  receipts: readonly Receipt[],
): Promise<void> {
  const written = new Set(
    receipts.flatMap(({ kind, effect, target }) =>
      kind === 'done' && (effect === 'comment' || effect === 'edit-comments') ? target.split(', ') : [],
    ),
  );
  const taught = incidents.filter(
    ({ issue, attempts }) =>
      written.has(`#${issue}`) && attempts.some(({ lesson }) => lesson?.at === world.now),
  );
  if (taught.length === 0) return;
  const memory = await world.memory();
  memory.rememberIncidents(taught);
  await memory.save();
}
