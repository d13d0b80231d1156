import { issuesToOpen, openedIssues, signalLinks, withIssues } from '../decide/intake/file.ts';
import { decideIntake } from '../decide/intake/plan.ts';
import { calm } from '../decide/intake/storm.ts';
import type { Effect, Receipt } from '../domain/effect.ts';
import type { Outcome } from '../domain/outcome.ts';
import { type ApplyOptions, apply, effectTarget } from '../effects/apply.ts';
import { withLock } from '../effects/lock.ts';
import { backtest } from './intake/backtest.ts';
import { gatherIntake } from './intake/gather.ts';
import { recallLessons } from './intake/lessons.ts';
import { intakeOutcome } from './intake/outcome.ts';
import { rememberSweep } from './intake/remember.ts';
import type { IntakeSettings } from './intake/settings.ts';
import type { World } from './world.ts';

/** Error signals → verdict → brief, for one issue or for every open candidate. */
export async function intake(world: World, settings: IntakeSettings): Promise<Outcome> {
  if (settings.since !== null) return backtest(world, settings, settings.since);
  const { judged, context, policy, reach } = await gatherIntake(world, settings);
  const { dryRun, label } = settings;
  const options = { dryRun, allowed: policy.actions };
  const calmed = calm(judged, context, policy.triage.storm);
  const opening = issuesToOpen(calmed.judged, policy.triage.minSeverity);
  const openings = await open(opening, world, options);
  const opened = openedIssues(opening, openings);
  const filed = withIssues(calmed.judged, opened);
  const plan = decideIntake(filed, { context, label, lessons: await recallLessons(filed, world) });
  const effects = [...plan.effects, ...calmed.effects, ...signalLinks(opening, opened, policy.intake)];
  const receipts = await apply(effects, world.effects, options);
  if (reach !== null) await rememberSweep(world, { reach, judged: filed, effects, receipts, dryRun });
  return intakeOutcome(plan, [...openings, ...receipts], dryRun);
}

/** Issues are opened under a lock: two sweeps at once must not open the same one twice. */
async function open(
  effects: readonly Effect[],
  { effects: ports }: World,
  options: ApplyOptions,
): Promise<Receipt[]> {
  if (effects.length === 0 || options.dryRun || !options.allowed.comment)
    return apply(effects, ports, options);
  const receipts = await withLock(ports, () => apply(effects, ports, options));
  return (
    receipts ??
    effects.map((effect) => ({ kind: 'lost-race', effect: effect.kind, target: effectTarget(effect) }))
  );
}
