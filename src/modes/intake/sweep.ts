import { door, isRefusal } from '../../decide/intake/door.ts';
import type { JudgedCandidate } from '../../decide/intake/facts.ts';
import { type Reach, reachOf } from '../../decide/intake/reach.ts';
import { proposedPulls, withRedChecks } from '../../decide/intake/red-checks.ts';
import type { ListedSignal } from '../../decide/intake/standing.ts';
import { unfiledSignals } from '../../decide/intake/unfiled.ts';
import { isMissing, type SignalFacts } from '../../domain/facts.ts';
import type { CandidateIssue, SignalList } from '../../domain/record.ts';
import { untrusted } from '../../domain/trust.ts';
import type { MemoryPort, World } from '../world.ts';
import { consider, evidenceFor, stands, visitor } from './consider.ts';
import { type Desk, openDesk } from './desk.ts';
import { type Evidence, readEvent } from './evidence.ts';
import type { GatheredIntake } from './gather.ts';
import { withVerifiedOrders } from './orders.ts';
import { lastSweeps } from './remember.ts';
import type { IntakeSettings } from './settings.ts';

/** Candidates read at the same time: hides latency, and stays under Sentry's five requests a second. */
const AT_ONCE = 2;
/** Pages of 100 signals that polling reads at most. */
const POLL_PAGES = 5;

const NEVER = { any: null, whole: null };

interface Sweep {
  readonly world: World;
  readonly settings: IntakeSettings;
  readonly desk: Desk;
  /** By Sentry's number; empty when nothing was listed. */
  readonly listed: ReadonlyMap<string, SignalFacts>;
}

/** Candidates, and what Sentry has that is no issue yet. The cost grows with what is new, not with all. */
export async function gatherSweep(world: World, settings: IntakeSettings): Promise<GatheredIntake> {
  const memory = await world.memory();
  // Without a place to keep it, a memory made anew would be made anew by every run.
  const missing = settings.rebuild || (memory.missing && memory.keeps);
  const reach = reachOf({ missing, last: memory.missing ? NEVER : lastSweeps(memory) }, world.now);
  const { issues: read, around } = await world.record.sweep(reach.since);
  if (reach.rebuild && !settings.dryRun) await rebuild(world, memory);
  const desk = openDesk(world, settings, around);
  const { source } = desk.policy.intake;
  const known = memory.signals();
  const list = await listSignals(world, desk, known.size > 0 || read.some(({ sticky }) => sticky !== null));
  const listed = new Map(list.signals.map(({ facts }) => [facts.id, facts]));
  const issues = [...read, ...(await worthALook(world, { reach, read, listed, known, memory, desk }))];
  const linked = source === 'sentry' ? issues.filter(({ facts }) => facts.ours) : issues;
  const welcome = linked.filter((issue) => !isRefusal(door(visitor(issue), settings.organization)));
  const sweep = { world, settings, desk, listed };
  const red = await world.record.redChecks(proposedPulls(welcome));
  const verified = await Promise.all(welcome.map((issue) => withVerifiedOrders(issue, world)));
  const candidates = verified.map((issue) => withRedChecks(issue, red, world.now));
  const filed = await judgeFiled(sweep, candidates);
  const unfiled = source === 'github' ? [] : await judgeUnfiled(sweep, { issues, list, known });
  return { judged: [...filed, ...unfiled], context: desk.context, policy: desk.policy, reach };
}

/** Everything on record, folded into a memory that began with nothing. */
async function rebuild(world: World, memory: MemoryPort): Promise<void> {
  const incidents = await world.record.everything();
  memory.rememberIncidents(incidents.map(({ incident }) => incident));
}

interface Look {
  readonly reach: Reach;
  readonly read: readonly CandidateIssue[];
  readonly listed: ReadonlyMap<string, ListedSignal>;
  readonly known: ReturnType<MemoryPort['signals']>;
  readonly memory: MemoryPort;
  readonly desk: Desk;
}

/** Issues that nobody touched since the last sweep, but whose time has come or whose signal grew: one request for all. */
async function worthALook({ record }: World, look: Look): Promise<readonly CandidateIssue[]> {
  const { reach, read, listed, known, memory, desk } = look;
  if (reach.since === null) return [];
  const here = new Set(read.map(({ facts }) => facts.number));
  const grown = [...known.values()].flatMap(({ signal, issue, count }) => {
    const now = listed.get(signal)?.count ?? 0;
    return issue !== null && now >= Math.max(1, count) * desk.policy.triage.growthFactor ? [issue] : [];
  });
  const numbers = [...new Set([...grown, ...memory.waiting()])].filter((number) => !here.has(number));
  const found = await record.issues(numbers.slice(0, 100));
  return found.filter(({ facts }) => facts.state === 'open');
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
          ? readAhead({ world, settings, desk, listed }, issue)
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

/** What the list told already is not asked again. */
async function readAhead(
  { world, settings, listed }: Sweep,
  issue: CandidateIssue,
): Promise<Evidence | null> {
  const link = door(visitor(issue), settings.organization);
  const signal = isRefusal(link) ? undefined : listed.get(link.id ?? '');
  return signal === undefined
    ? evidenceFor(world, settings, visitor(issue))
    : { signal, ...(await readEvent(world, signal.id, settings.environments)) };
}

function listing({ sticky }: CandidateIssue, listed: Sweep['listed']): ListedSignal | null {
  const incident = sticky?.incident;
  if (incident === undefined || incident === 'newer') return null;
  return listed.get(incident.sentry?.id ?? '') ?? null;
}

interface Polled {
  readonly issues: readonly CandidateIssue[];
  readonly list: SignalList;
  /** What the memory knows of signals: those on record, and refused ones that have no issue. */
  readonly known: ReturnType<MemoryPort['signals']>;
}

async function judgeUnfiled(
  { world, settings, desk }: Sweep,
  { issues, list, known }: Polled,
): Promise<JudgedCandidate[]> {
  const { around, growthFactor } = desk.context;
  const { repository } = world;
  const signals = list.signals.filter(({ facts }) => {
    const row = known.get(untrusted(facts.id));
    return row === undefined || (row.issue === null && facts.count >= Math.max(1, row.count) * growthFactor);
  });
  const found = unfiledSignals(signals, { issues, around, repository, projects: settings.projects });
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
