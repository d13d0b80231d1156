import { door, isRefusal } from '../../decide/intake/door.ts';
import type { JudgedCandidate } from '../../decide/intake/facts.ts';
import { refused } from '../../decide/intake/judge.ts';
import { type ListedSignal, standingDecision } from '../../decide/intake/standing.ts';
import type { CandidateIssue } from '../../domain/record.ts';
import type { World } from '../world.ts';
import type { Desk } from './desk.ts';
import { type Evidence, readEvidence } from './evidence.ts';
import type { IntakeSettings } from './settings.ts';

/** One candidate on its way to the desk. */
export interface Considered {
  readonly issue: CandidateIssue;
  readonly world: World;
  readonly settings: IntakeSettings;
  /** What a list of signals says of it; `null`: nothing. */
  readonly listed: ListedSignal | null;
}

/** Door, record, evidence, verdict: each only when the one before lets it through. */
export async function consider(
  { issue, world, settings, listed }: Considered,
  desk: Desk,
  ready: Evidence | null,
): Promise<JudgedCandidate> {
  const answer = door(visitor(issue), settings.organization);
  if (isRefusal(answer)) return refused({ candidate: issue }, answer);
  const known = ready === null || 'kind' in ready.signal ? listed : ready.signal;
  const standing = stands(issue, desk, known);
  if (standing !== null) return refused({ candidate: issue }, standing);
  const evidence = ready ?? (await readEvidence(world, answer, settings.environments));
  return desk.judge({ candidate: issue, ...evidence, commits: [] });
}

/** An incident on record that nothing new is known of stays as it is. */
export function stands(issue: CandidateIssue, { context, policy, usage }: Desk, signal: ListedSignal | null) {
  if (issue.sticky === null) return null;
  const { incident } = issue.sticky;
  const { around, run, now } = context;
  const present = { issue: issue.facts, around, usage, policy: policy.triage, now };
  return standingDecision({ ...present, incident, signal, run: run.id });
}

/** Evidence for an issue, read ahead; `null` when the door is closed. */
export async function evidenceFor(
  world: World,
  settings: IntakeSettings,
  who: Parameters<typeof door>[0],
): Promise<Evidence | null> {
  const answer = door(who, settings.organization);
  return isRefusal(answer) ? null : readEvidence(world, answer, settings.environments);
}

export function visitor({ facts }: CandidateIssue): Parameters<typeof door>[0] {
  return { body: facts.body, author: facts.author, ours: facts.ours };
}
