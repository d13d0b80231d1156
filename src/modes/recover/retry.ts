import type { CandidateFacts, JudgedCandidate } from '../../decide/intake/facts.ts';
import { type IndexedTree, judge } from '../../decide/intake/judge.ts';
import { hintOf, triedOf } from '../../decide/intake/plan.ts';
import { askedInstead, stopsRetry } from '../../decide/recovery/asked.ts';
import { failedFixLesson } from '../../decide/recovery/lesson.ts';
import type { CheckedIncident } from '../../decide/recovery/plan.ts';
import { isMissing } from '../../domain/facts.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { CandidateIssue } from '../../domain/record.ts';
import { indexTree } from '../../domain/tree/tree.ts';
import type { WatchedIncident, WatchList } from '../../domain/watched.ts';
import type { WorkOrder } from '../../domain/work-order.ts';
import { withHandlers } from '../intake/desk.ts';
import { readCommits, readEvidence } from '../intake/evidence.ts';
import { withSource } from '../intake/source.ts';
import type { RecoverWorld } from './ports.ts';
import type { RecoverSettings } from './settings.ts';
import { slowEvidence } from './slow-retry.ts';

/** What a retry is made with. */
export interface RetryBench {
  readonly world: RecoverWorld;
  readonly settings: RecoverSettings;
  readonly policy: Policy;
  readonly list: WatchList;
}

/** Fresh evidence for every retry, read as intake reads it; where none can be had, a person is asked instead. */
export async function withOrders(
  checked: readonly CheckedIncident[],
  bench: RetryBench,
): Promise<readonly CheckedIncident[]> {
  const retries = checked.filter(({ decision }) => decision.kind === 'retry');
  if (retries.length === 0) return checked;
  const issues = await bench.world.record.issues(retries.map(({ watched }) => watched.incident.issue));
  const tree = await readTree(bench);
  const orders = new Map<number, WorkOrder | null>();
  for (const one of retries) {
    const { issue } = one.watched.incident;
    const candidate = issues.find(({ facts }) => facts.number === issue);
    orders.set(
      issue,
      candidate === undefined || tree === null ? null : await order(one, { candidate, tree, bench }),
    );
  }
  return checked.map((one) => {
    if (one.decision.kind !== 'retry') return one;
    const found = orders.get(one.watched.incident.issue) ?? null;
    return found === null ? askedInstead(one) : { ...one, order: found };
  });
}

async function readTree({ world, list }: RetryBench): Promise<IndexedTree | null> {
  const facts = list.head === null ? null : await world.record.tree(list.head.tree);
  return facts === null || isMissing(facts) ? null : { facts, index: indexTree(facts.paths) };
}

interface Materials {
  readonly candidate: CandidateIssue;
  readonly tree: IndexedTree;
  readonly bench: RetryBench;
}

/** The work order of the next attempt; `null` when triage would stop a worker now. */
async function order(
  checked: CheckedIncident,
  { candidate, tree, bench }: Materials,
): Promise<WorkOrder | null> {
  const { world, list } = bench;
  const context = judgeContext(bench, tree);
  const facts = await freshFacts(checked, { candidate: { ...candidate, sticky: null }, context, bench });
  if (facts === null || list.head === null) return null;
  const first = judge(facts, { ...context, mappings: [] });
  const noStack = facts.performance !== undefined;
  const lost = !noStack && (isMissing(first.ranking) || first.ranking.suspects.length === 0);
  // Where no frame was found, Sentry's mappings may say how its paths lead into the tree.
  const mappings = lost && !isMissing(world.signals) ? await world.signals.codeMappings() : [];
  const judged = mappings.length === 0 ? first : judge(facts, { ...context, mappings });
  if (stopsRetry(judged.decision.reasonCode)) return null;
  const accepted = { ...judged, decision: { ...judged.decision, verdict: 'accept' as const } };
  const sourced = await withSource(accepted, world, list.head.commit);
  return workOrder(checked, sourced, {
    commit: list.head.commit,
    lessons: await lessons(checked, sourced, world),
    world,
  });
}

/** Evidence of what fails now: the newest event and its commits, or the spans and the files that handle them. */
async function freshFacts(
  { watched: { incident } }: CheckedIncident,
  {
    candidate,
    context,
    bench: { world, settings, policy },
  }: {
    readonly candidate: CandidateIssue;
    readonly context: ReturnType<typeof judgeContext>;
    readonly bench: RetryBench;
  },
): Promise<CandidateFacts | null> {
  if (incident.performance !== undefined) {
    const facts = await slowEvidence(incident, { candidate, world, policy, settings });
    return facts === null ? null : withHandlers(world, facts, context);
  }
  if (incident.sentry === null) return null;
  const link = { ...incident.sentry, org: settings.organization };
  const evidence = await readEvidence(world, link, settings.environments);
  const bare = { candidate, ...evidence, commits: [] };
  return { ...bare, commits: await readCommits(world, bare) };
}

function judgeContext({ world, settings, policy, list }: RetryBench, tree: IndexedTree) {
  const around = {
    defaultBranch: '',
    head: list.head,
    configuration: null,
    ...{ pullRequests: [], incidents: [], tickets: [] },
    umbrella: null,
  };
  return {
    around,
    repository: world.repository,
    organization: settings.organization ?? '',
    projects: settings.projects,
    environments: settings.environments,
    run: world.run,
    growthFactor: policy.triage.growthFactor,
    sweep: false,
    now: world.now,
    policy: { ...policy.triage, environments: settings.environments },
    tree,
    usage: { dispatchesToday: 0, openPullRequests: 0 },
    accepted: [],
  };
}

/** What was learned of this incident first, then what the memory has of others. */
async function lessons(
  checked: CheckedIncident,
  { ranking, errorClass }: JudgedCandidate,
  world: RecoverWorld,
): Promise<readonly string[]> {
  const memory = await world.memory();
  const hints = memory.recall({
    fingerprint: errorClass?.fingerprint ?? '',
    paths: isMissing(ranking) ? [] : ranking.suspects.map(({ path }) => path),
    message: errorClass?.parts.message ?? '',
  });
  return [failedFixLesson(checked), ...hints.map(({ hint }) => hint as string)]
    .filter((text) => text !== null)
    .slice(0, 3);
}

function workOrder(
  { watched }: CheckedIncident,
  judged: JudgedCandidate,
  {
    commit,
    lessons: hints,
    world,
  }: {
    readonly commit: string;
    readonly lessons: readonly string[];
    readonly world: RecoverWorld;
  },
): WorkOrder | null {
  const { facts, errorClass, ranking, mapped } = judged;
  if (isMissing(facts.event) || isMissing(facts.signal) || isMissing(ranking) || errorClass === null)
    return null;
  return {
    issue: watched.incident.issue,
    repository: world.repository,
    base: commit,
    attempt: nextAttempt(watched, world),
    event: facts.event,
    errorClass,
    signal: facts.signal,
    ranking,
    mapped,
    suspectCommit: facts.commits.find((one) => one.suspect)?.sha ?? null,
    readAt: world.now,
    hint: hintOf(facts.candidate.facts.comments),
    tried: triedOf(watched.incident),
    redLog: null,
    lessons: hints,
    ...(facts.performance === undefined ? {} : { performance: facts.performance }),
  };
}

/** The number of the attempt; a run that is started again goes on with its own. */
function nextAttempt({ incident }: WatchedIncident, { run }: RecoverWorld): number {
  const last = incident.attempts.at(-1);
  return last === undefined ? 1 : last.run === run.id ? last.number : last.number + 1;
}
