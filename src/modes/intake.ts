import { decideIntake } from '../decide/intake/plan.ts';
import type { Outcome } from '../domain/outcome.ts';
import { apply } from '../effects/apply.ts';
import { gatherIntake } from './intake/gather.ts';
import { intakeOutcome } from './intake/outcome.ts';
import type { IntakeSettings } from './intake/settings.ts';
import type { World } from './world.ts';

/** Error signals → verdict → brief, for one issue or for every open candidate. */
export async function intake(world: World, settings: IntakeSettings): Promise<Outcome> {
  const { judged, context, policy } = await gatherIntake(world, settings);
  const plan = decideIntake(judged, { context, label: settings.label, storm: policy.triage.storm });
  const receipts = await apply(plan.effects, world.effects, {
    dryRun: settings.dryRun,
    allowed: policy.actions,
  });
  return intakeOutcome(plan, receipts, settings.dryRun);
}
