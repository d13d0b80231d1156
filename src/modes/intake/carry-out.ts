import type { IntakeContext, JudgedCandidate } from '../../decide/intake/facts.ts';
import { issuesToOpen, openedIssues, signalLinks, withIssues } from '../../decide/intake/file.ts';
import { decideIntake, type IntakePlan } from '../../decide/intake/plan.ts';
import { calm } from '../../decide/intake/storm.ts';
import type { Effect, Receipt } from '../../domain/effect.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { type ApplyOptions, apply } from '../../effects/apply.ts';
import { withLock } from '../../effects/lock.ts';
import { effectTarget } from '../../effects/parts.ts';
import type { World } from '../world.ts';
import { recallLessons } from './lessons.ts';
import type { IntakeSettings } from './settings.ts';

/** Candidates with their verdicts, and what they were reached with. */
export interface Judged {
  readonly judged: readonly JudgedCandidate[];
  readonly context: IntakeContext;
  readonly policy: Policy;
}

/** What was done about them. */
export interface CarriedOut {
  readonly plan: IntakePlan;
  readonly filed: readonly JudgedCandidate[];
  readonly effects: readonly Effect[];
  readonly openings: readonly Receipt[];
  readonly receipts: readonly Receipt[];
}

/** Verdicts become issues, records and briefs: storm breaker, issues under the lock, then everything else in order. */
export async function carryOut(
  world: World,
  { judged, context, policy }: Judged,
  { dryRun, label }: Pick<IntakeSettings, 'dryRun' | 'label'>,
): Promise<CarriedOut> {
  const options = { dryRun, allowed: policy.actions };
  const calmed = calm(judged, context, policy.triage.storm);
  const opening = issuesToOpen(calmed.judged, policy.triage.minSeverity);
  const openings = await open(opening, world, options);
  const opened = openedIssues(opening, openings);
  const filed = withIssues(calmed.judged, opened);
  const plan = decideIntake(filed, { context, label, lessons: await recallLessons(filed, world) });
  const effects = [...plan.effects, ...calmed.effects, ...signalLinks(opening, opened, policy.intake)];
  const receipts = await apply(effects, world.effects, options);
  return { plan, filed, effects, openings, receipts };
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
