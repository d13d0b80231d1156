import type { CandidateFacts, IntakeContext, JudgedCandidate } from '../../decide/intake/facts.ts';
import { type IndexedTree, type JudgeContext, judge, needsTree } from '../../decide/intake/judge.ts';
import { sentryCase } from '../../decide/performance/sentry-issue.ts';
import { filesToRead, READ_ROUNDS } from '../../decide/performance/suspects.ts';
import { isMissing, type Missing, type Usage } from '../../domain/facts.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Surroundings } from '../../domain/record.ts';
import type { CodeMapping } from '../../domain/tree/frame.ts';
import { indexTree } from '../../domain/tree/tree.ts';
import type { World } from '../world.ts';
import { readCommits } from './evidence.ts';
import { type ImpactDesk, isWorthAsking, openImpactDesk } from './impact.ts';
import { measureReported } from './reported.ts';
import type { IntakeSettings } from './settings.ts';
import { withSource } from './source.ts';

/** Where candidates are judged one after the other, so that each sees what was accepted before it. */
export interface Desk {
  readonly context: IntakeContext;
  readonly policy: Policy;
  /** Spent before this run. */
  readonly usage: Usage;
  /** `at`: the moment to judge at, when it is a past one (ISO 8601, UTC). */
  readonly judge: (facts: CandidateFacts, at?: string) => Promise<JudgedCandidate>;
}

/** Accepted in this run, and on which day. */
type Accepted = JudgeContext['accepted'][number] & { readonly day: string };

/** Opens the desk of a run: the policy is read, the tree only when the first verdict turns on it. */
export function openDesk(world: World, settings: IntakeSettings, around: Surroundings): Desk {
  const policy = settings.readPolicy(around.configuration);
  const context: IntakeContext = {
    around,
    repository: world.repository,
    organization: settings.organization ?? '',
    projects: settings.projects,
    environments: settings.environments,
    run: world.run,
    sweep:
      settings.issue === null && world.trigger.kind !== 'issue' && world.trigger.kind !== 'issue-comment',
    growthFactor: policy.triage.growthFactor,
    now: world.now,
  };
  const accepted: Accepted[] = [];
  const tree = once(() => readTree(world, around));
  const { signals } = world;
  const mappings = once(async () => (isMissing(signals) ? [] : signals.codeMappings()));
  const usage = startingUsage(around, world);
  // A dry run keeps nothing.
  const shelf = settings.dryRun ? null : { memory: world.memory, now: world.now };
  const ask = openImpactDesk(world.impact ?? null, policy, shelf);
  return {
    context,
    policy,
    usage,
    judge: async (facts, now = world.now) => {
      const today = accepted.filter((one) => one.day === now.slice(0, 10)).length;
      const spent = { ...usage, dispatchesToday: usage.dispatchesToday + today };
      const triage = { ...policy.triage, environments: settings.environments };
      const bench = { ...context, now, policy: triage, usage: spent, accepted: [...accepted] };
      const staged = await inStages(world, withCase(facts), bench, { tree, mappings });
      const measured = await withMeasure(staged, world, policy);
      const judged = await withSource(await withImpact(measured, ask), world, around.head?.commit ?? null);
      if (judged.decision.verdict === 'accept' && judged.errorClass !== null) {
        const issue = facts.candidate.facts.number;
        accepted.push({ errorClass: judged.errorClass, issue, day: now.slice(0, 10) });
      }
      return judged;
    },
  };
}

/** What a run reads once, when the first verdict turns on it. */
interface Readings {
  readonly tree: () => Promise<IndexedTree | Missing>;
  readonly mappings: () => Promise<readonly CodeMapping[]>;
}

/** Verdict without the tree, then with it, then with the commits: each stage only when the one before asks for it. */
async function inStages(
  world: World,
  facts: CandidateFacts,
  ...[bench, { tree, mappings }]: readonly [Omit<JudgeContext, 'tree' | 'mappings'>, Readings]
): Promise<Staged> {
  const first = { ...bench, tree: null, mappings: [] };
  const hoped = judge(facts, first);
  if (!needsTree(hoped)) return { judged: hoped, known: first };
  const read = await tree();
  let known = { ...bench, tree: read, mappings: [] as readonly CodeMapping[] };
  let second = judge(await withHandlers(world, facts, known), known);
  if (second.decision.reasonCode === 'no-frame-in-tree' && facts.performance === undefined) {
    // Somebody may have told Sentry where the paths lead.
    known = { ...known, mappings: await mappings() };
    if (known.mappings.length > 0) second = judge(facts, known);
  }
  if (second.decision.verdict !== 'accept') return { judged: second, known };
  const commits = await readCommits(world, second.facts);
  return { judged: commits.length === 0 ? second : judge({ ...second.facts, commits }, known), known };
}

/** A verdict, and what it was reached with. */
interface Staged {
  readonly judged: JudgedCandidate;
  readonly known: JudgeContext;
}

/** Files that may handle the slow request, read to see which of them declares its route: one request a round. */
const MOST_HANDLERS = 12;

export async function withHandlers(
  { record }: World,
  facts: CandidateFacts,
  { around, tree }: Pick<JudgeContext, 'around' | 'tree'>,
): Promise<CandidateFacts> {
  const { performance } = facts;
  const commit = around.head?.commit ?? null;
  if (performance === undefined || tree === null || isMissing(tree) || commit === null) return facts;
  const texts = new Map(performance.case.texts);
  for (let round = 0; round < READ_ROUNDS; round += 1) {
    const sources = { tree: tree.index, texts };
    const paths = filesToRead(performance.case.name.transaction, sources, MOST_HANDLERS);
    if (paths.length === 0) break;
    for (const [path, text] of await record.files(commit, paths)) texts.set(path, text);
  }
  return { ...facts, performance: { ...performance, case: { ...performance.case, texts } } };
}

/** What Sentry filed for its speed is judged by the files that handle it, not by a stack. */
function withCase(facts: CandidateFacts): CandidateFacts {
  const { signal, event } = facts;
  if (facts.performance !== undefined || isMissing(signal) || isMissing(event)) return facts;
  const found = sentryCase(signal, event);
  return found === null ? facts : { ...facts, performance: { case: found, record: null } };
}

/** What Sentry reported and would go on is measured, as if we had found it: nothing else is worth the requests. */
async function withMeasure({ judged, known }: Staged, world: World, policy: Policy): Promise<Staged> {
  const { facts, decision } = judged;
  const { performance } = facts;
  const reported =
    performance !== undefined && performance.case.finding === null && performance.record === null;
  if (!reported || decision.verdict !== 'accept') return { judged, known };
  const measured = await measureReported(performance.case, world, policy);
  if (measured === null) return { judged, known };
  return { judged: judge({ ...facts, performance: measured }, known), known };
}

/** The product's numbers come last, for what would go on; with them the verdict is reached once more. */
async function withImpact({ judged, known }: Staged, ask: ImpactDesk): Promise<JudgedCandidate> {
  if (!isWorthAsking(judged, known.policy.minSeverity)) return judged;
  const impact = await ask(judged.facts, known.now);
  return impact === undefined ? judged : judge({ ...judged.facts, impact }, known);
}

async function readTree({ record }: World, { head }: Surroundings): Promise<IndexedTree | Missing> {
  if (head === null) {
    return {
      kind: 'missing',
      source: 'github',
      why: 'not-found',
      advice: 'The repository has no commit yet.',
    };
  }
  const facts = await record.tree(head.tree);
  return isMissing(facts) ? facts : { facts, index: indexTree(facts.paths) };
}

/** What the record says was spent: attempts since midnight UTC, and our open pull requests. */
function startingUsage({ incidents, pullRequests }: Surroundings, { now, run }: World): Usage {
  const today = now.slice(0, 10);
  const attempts = incidents.flatMap(({ incident }) => incident.attempts);
  return {
    dispatchesToday: attempts.filter((attempt) => attempt.run !== run.id && attempt.at.slice(0, 10) === today)
      .length,
    openPullRequests: pullRequests.filter((pull) => pull.ours && pull.state === 'open').length,
  };
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | null = null;
  return () => {
    answer ??= read();
    return answer;
  };
}
