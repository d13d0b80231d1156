import { door, isRefusal } from '../../decide/intake/door.ts';
import type { IntakeContext, JudgedCandidate } from '../../decide/intake/facts.ts';
import { refused } from '../../decide/intake/judge.ts';
import { standingDecision } from '../../decide/intake/standing.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { CandidateIssue } from '../../domain/record.ts';
import type { World } from '../world.ts';
import { type Desk, openDesk } from './desk.ts';
import { type Evidence, readEvidence } from './evidence.ts';
import { withRedispatch, withVerifiedOrders } from './orders.ts';
import type { IntakeSettings } from './settings.ts';

/** Everything an intake run decides on. */
export interface GatheredIntake {
  readonly judged: readonly JudgedCandidate[];
  readonly context: IntakeContext;
  readonly policy: Policy;
}

/** Candidates read at the same time: hides latency, and stays under Sentry's five requests a second. */
const AT_ONCE = 2;

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
  const early = trigger.kind === 'issue' ? evidenceFor(world, settings, trigger) : null;
  const [{ issue, around }, ready] = await Promise.all([world.record.incident(number), early]);
  const desk = openDesk(world, settings, around);
  const judged: JudgedCandidate[] = [];
  if (issue !== null) {
    const verified = await withVerifiedOrders(issue, world);
    const ordered = settings.redispatch ? withRedispatch(verified, world) : verified;
    judged.push(await consider({ issue: ordered, world, settings }, desk, ready));
  }
  return { judged, context: desk.context, policy: desk.policy };
}

async function gatherSweep(world: World, settings: IntakeSettings): Promise<GatheredIntake> {
  const { issues, around } = await world.record.sweep(null);
  const desk = openDesk(world, settings, around);
  const linked = issues.filter((issue) => !isRefusal(door(visitor(issue), settings.organization)));
  const candidates = await Promise.all(linked.map((issue) => withVerifiedOrders(issue, world)));
  const judged: JudgedCandidate[] = [];
  for (let start = 0; start < candidates.length; start += AT_ONCE) {
    const batch = candidates.slice(start, start + AT_ONCE);
    const evidence = await Promise.all(batch.map((issue) => fresh(world, settings, { issue, desk })));
    for (const [index, issue] of batch.entries()) {
      judged.push(await consider({ issue, world, settings }, desk, evidence[index] ?? null));
    }
    if (candidates.length > AT_ONCE)
      world.progress(Math.min(start + AT_ONCE, candidates.length), candidates.length);
  }
  return { judged, context: desk.context, policy: desk.policy };
}

interface Considered {
  readonly issue: CandidateIssue;
  readonly world: World;
  readonly settings: IntakeSettings;
}

async function consider(
  { issue, world, settings }: Considered,
  desk: Desk,
  ready: Evidence | null,
): Promise<JudgedCandidate> {
  const answer = door(visitor(issue), settings.organization);
  if (isRefusal(answer)) return refused({ candidate: issue }, answer);
  const standing = stands(issue, desk, ready);
  if (standing !== null) return refused({ candidate: issue }, standing);
  const evidence = ready ?? (await readEvidence(world, answer, settings.environments));
  return desk.judge({ candidate: issue, ...evidence, commits: [] });
}

/** An incident on record that nothing new is known of stays as it is. */
function stands(issue: CandidateIssue, { context, policy }: Desk, ready: Evidence | null) {
  if (issue.sticky === null) return null;
  const signal = ready === null || 'kind' in ready.signal ? null : ready.signal;
  const { incident } = issue.sticky;
  const { comments } = issue.facts;
  return standingDecision(
    { incident, comments, signal, run: context.run.id, now: context.now },
    policy.triage,
  );
}

/** Evidence for a candidate of a sweep, read ahead; `null` for one that stays as it is. */
async function fresh(
  world: World,
  settings: IntakeSettings,
  { issue, desk }: { readonly issue: CandidateIssue; readonly desk: Desk },
): Promise<Evidence | null> {
  if (stands(issue, desk, null) !== null) return null;
  return evidenceFor(world, settings, visitor(issue));
}

async function evidenceFor(
  world: World,
  settings: IntakeSettings,
  who: Parameters<typeof door>[0],
): Promise<Evidence | null> {
  const answer = door(who, settings.organization);
  return isRefusal(answer) ? null : readEvidence(world, answer, settings.environments);
}

function visitor({ facts }: CandidateIssue): Parameters<typeof door>[0] {
  return { body: facts.body, author: facts.author };
}
