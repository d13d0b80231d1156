import { door, isRefusal } from '../../decide/intake/door.ts';
import type { JudgedCandidate } from '../../decide/intake/facts.ts';
import type { ListedSignal } from '../../decide/intake/standing.ts';
import { unfiledSignals } from '../../decide/intake/unfiled.ts';
import { isMissing } from '../../domain/facts.ts';
import type { CandidateIssue, SignalList } from '../../domain/record.ts';
import type { World } from '../world.ts';
import { consider, evidenceFor, stands, visitor } from './consider.ts';
import { type Desk, openDesk } from './desk.ts';
import { readEvent } from './evidence.ts';
import type { GatheredIntake } from './gather.ts';
import { withVerifiedOrders } from './orders.ts';
import type { IntakeSettings } from './settings.ts';

/** Candidates read at the same time: hides latency, and stays under Sentry's five requests a second. */
const AT_ONCE = 2;
/** Pages of 100 signals that polling reads at most. */
const POLL_PAGES = 5;

interface Sweep {
  readonly world: World;
  readonly settings: IntakeSettings;
  readonly desk: Desk;
  /** By Sentry's number; empty when nothing was listed. */
  readonly listed: ReadonlyMap<string, ListedSignal>;
}

/** Every open candidate, and what Sentry has that is no issue yet. The cost grows with what is new, not with all. */
export async function gatherSweep(world: World, settings: IntakeSettings): Promise<GatheredIntake> {
  const { issues, around } = await world.record.sweep(null);
  const desk = openDesk(world, settings, around);
  const { source } = desk.policy.intake;
  const linked = source === 'sentry' ? issues.filter(({ facts }) => facts.ours) : issues;
  const welcome = linked.filter((issue) => !isRefusal(door(visitor(issue), settings.organization)));
  const list = await listSignals(
    world,
    desk,
    welcome.some(({ sticky }) => sticky !== null),
  );
  const listed = new Map(list.signals.map(({ facts }) => [facts.id, facts]));
  const sweep = { world, settings, desk, listed };
  const candidates = await Promise.all(welcome.map((issue) => withVerifiedOrders(issue, world)));
  const filed = await judgeFiled(sweep, candidates);
  const unfiled = source === 'github' ? [] : await judgeUnfiled(sweep, issues, list);
  return { judged: [...filed, ...unfiled], context: desk.context, policy: desk.policy };
}

const NOTHING: SignalList = { signals: [], complete: true };

/** One list tells what grew or came back among the incidents on record, and what is new when Sentry is polled. */
async function listSignals(
  { signals }: World,
  { policy, context }: Desk,
  onRecord: boolean,
): Promise<SignalList> {
  const { source, query, period } = policy.intake;
  if (isMissing(signals) || (source === 'github' && !onRecord)) return NOTHING;
  const pages = source === 'github' ? 1 : POLL_PAGES;
  const list = await signals.list({ query, period, pages, environments: context.environments });
  return isMissing(list) ? NOTHING : list;
}

async function judgeFiled(
  { world, settings, desk, listed }: Sweep,
  candidates: readonly CandidateIssue[],
): Promise<JudgedCandidate[]> {
  const judged: JudgedCandidate[] = [];
  for (let start = 0; start < candidates.length; start += AT_ONCE) {
    const batch = candidates.slice(start, start + AT_ONCE);
    const evidence = await Promise.all(
      batch.map((issue) =>
        stands(issue, desk, listing(issue, listed)) === null
          ? evidenceFor(world, settings, visitor(issue))
          : null,
      ),
    );
    for (const [index, issue] of batch.entries()) {
      const considered = { issue, world, settings, listed: listing(issue, listed) };
      judged.push(await consider(considered, desk, evidence[index] ?? null));
    }
    progress(world, start, candidates.length);
  }
  return judged;
}

function listing({ sticky }: CandidateIssue, listed: Sweep['listed']): ListedSignal | null {
  const incident = sticky?.incident;
  if (incident === undefined || incident === 'newer') return null;
  return listed.get(incident.sentry?.id ?? '') ?? null;
}

async function judgeUnfiled(
  { world, settings, desk }: Sweep,
  issues: readonly CandidateIssue[],
  list: SignalList,
): Promise<JudgedCandidate[]> {
  const { around } = desk.context;
  const { repository } = world;
  const found = unfiledSignals(list.signals, { issues, around, repository, projects: settings.projects });
  const fresh = found.slice(0, desk.policy.intake.mostNew);
  const judged: JudgedCandidate[] = [];
  for (let start = 0; start < fresh.length; start += AT_ONCE) {
    const batch = fresh.slice(start, start + AT_ONCE);
    const events = await Promise.all(
      batch.map(({ read }) => readEvent(world, read.facts.id, settings.environments)),
    );
    for (const [index, { read, candidate }] of batch.entries()) {
      const event = events[index];
      if (event !== undefined)
        judged.push(await desk.judge({ candidate, signal: read.facts, ...event, commits: [] }));
    }
    progress(world, start, fresh.length);
  }
  return judged;
}

function progress(world: World, start: number, all: number): void {
  if (all > AT_ONCE) world.progress(Math.min(start + AT_ONCE, all), all);
}
