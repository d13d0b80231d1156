import type { Outcome } from '../domain/outcome.ts';
import { backtest } from './intake/backtest.ts';
import { carryOut } from './intake/carry-out.ts';
import { gatherIntake } from './intake/gather.ts';
import { intakeOutcome } from './intake/outcome.ts';
import { rememberSweep } from './intake/remember.ts';
import type { IntakeSettings } from './intake/settings.ts';
import type { World } from './world.ts';

/** Error signals → verdict → brief, for one issue or for every open candidate. */
export async function intake(world: World, settings: IntakeSettings): Promise<Outcome> {
  if (settings.since !== null) return backtest(world, settings, settings.since);
  const gathered = await gatherIntake(world, settings);
  const { dryRun } = settings;
  const { plan, filed, effects, openings, receipts } = await carryOut(world, gathered, settings);
  const { reach } = gathered;
  if (reach !== null) await rememberSweep(world, { reach, judged: filed, effects, receipts, dryRun });
  return intakeOutcome(plan, { receipts: [...openings, ...receipts], dryRun, judged: filed });
}
