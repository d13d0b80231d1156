import type { IntakeContext, JudgedCandidate } from '../../decide/intake/facts.ts';
import type { Reach } from '../../decide/intake/reach.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { World } from '../world.ts';
import { consider, evidenceFor } from './consider.ts';
import { openDesk } from './desk.ts';
import { withRedispatch, withVerifiedOrders } from './orders.ts';
import type { IntakeSettings } from './settings.ts';
import { gatherSweep } from './sweep.ts';

/** Everything an intake run decides on. */
export interface GatheredIntake {
  readonly judged: readonly JudgedCandidate[];
  readonly context: IntakeContext;
  readonly policy: Policy;
  /** How far a sweep looked; `null` for one issue alone. */
  readonly reach: Reach | null;
}

/** Reads only what the next question needs: a refusal that needs no tree or commits does not wait for them. */
export async function gatherIntake(world: World, settings: IntakeSettings): Promise<GatheredIntake> {
  const { trigger } = world;
  const named = trigger.kind === 'issue' || trigger.kind === 'issue-comment' ? trigger.number : null;
  const number = named ?? settings.issue;
  return number === null ? gatherSweep(world, settings) : gatherOne(world, settings, number);
}

async function gatherOne(world: World, settings: IntakeSettings, number: number): Promise<GatheredIntake> {
  const { trigger } = world;
  // The event file already has the link, so Sentry is asked while GitHub still answers.
  const early = trigger.kind === 'issue' ? evidenceFor(world, settings, { ...trigger, ours: false }) : null;
  const [{ issue, around }, ready] = await Promise.all([world.record.incident(number), early]);
  const desk = openDesk(world, settings, around);
  const judged: JudgedCandidate[] = [];
  if (issue !== null) {
    const verified = await withVerifiedOrders(issue, world);
    const ordered = settings.redispatch ? withRedispatch(verified, world) : verified;
    judged.push(await consider({ issue: ordered, world, settings, listed: null }, desk, ready));
  }
  return { judged, context: desk.context, policy: desk.policy, reach: null };
}
