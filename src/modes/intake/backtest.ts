import type { JudgedCandidate } from '../../decide/intake/facts.ts';
import { asItCame, replayStorms } from '../../decide/intake/replay.ts';
import { type UnfiledSignal, unfiledSignals } from '../../decide/intake/unfiled.ts';
import type { BacktestRow } from '../../domain/backtest.ts';
import { SourceError } from '../../domain/errors.ts';
import { isMissing } from '../../domain/facts.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { World } from '../world.ts';
import { openDesk } from './desk.ts';
import { readEvent } from './evidence.ts';
import type { IntakeSettings } from './settings.ts';

/** Events read at the same time: Sentry takes five requests a second. */
const AT_ONCE = 2;
/** Pages of 100 signals. */
const PAGES = 2;

/**
 * Replays past Sentry issues through the gate, each at the moment when it began, and writes nothing: what would have
 * happened, and why. Today's tree and configuration; no pull requests and tickets, which are today's too.
 */
export async function backtest(world: World, settings: IntakeSettings, since: string): Promise<Outcome> {
  const { around } = await world.record.incident(0);
  const empty = { ...around, pullRequests: [], incidents: [], tickets: [], umbrella: null };
  const desk = openDesk(world, settings, empty);
  const list = await past(world, settings, since);
  const { repository } = world;
  const signals = list.signals.map((read) => ({ ...read, links: [], facts: asItCame(read.facts) }));
  const found = unfiledSignals(signals, {
    issues: [],
    around: empty,
    repository,
    projects: settings.projects,
  });
  const candidates = found.toSorted((a, b) => (began(a) < began(b) ? -1 : 1));
  const judged: JudgedCandidate[] = [];
  for (let start = 0; start < candidates.length; start += AT_ONCE) {
    const batch = candidates.slice(start, start + AT_ONCE);
    const events = await Promise.all(
      batch.map(({ read }) => readEvent(world, read.facts.id, settings.environments)),
    );
    for (const [index, one] of batch.entries()) {
      const event = events[index];
      if (event === undefined) continue;
      const facts = { candidate: one.candidate, signal: one.read.facts, ...event, commits: [] };
      judged.push(await desk.judge(facts, began(one)));
    }
    world.progress(Math.min(start + AT_ONCE, candidates.length), candidates.length);
  }
  const decisions = replayStorms(judged, desk.policy.triage.storm);
  const rows = judged.flatMap((one, at) => row(one, decisions[at] ?? one.decision));
  return outcome(rows, { since, complete: list.complete });
}

function began({ candidate }: UnfiledSignal): string {
  return candidate.facts.createdAt;
}

async function past({ signals }: World, { environments }: IntakeSettings, period: string) {
  const list = isMissing(signals)
    ? signals
    : await signals.list({ query: '', period, pages: PAGES, environments });
  if (!isMissing(list)) return list;
  const { source, why, advice } = list;
  throw new SourceError({ source, why, advice, status: null, retryable: false });
}

function row({ facts, severity }: JudgedCandidate, decision: BacktestRow['decision']): BacktestRow[] {
  const { signal, candidate } = facts;
  if (isMissing(signal)) return [];
  const { shortId, count, userCount } = signal;
  return [{ signal: shortId, beganAt: candidate.facts.createdAt, count, userCount, severity, decision }];
}

function outcome(
  rows: readonly BacktestRow[],
  { since, complete }: { readonly since: string; readonly complete: boolean },
): Outcome {
  const findings = rows.map(({ signal, decision }) => ({ issue: null, signal, decision }));
  const backtest = { since, complete, rows };
  return { mode: 'intake', dryRun: true, findings, dispatches: [], receipts: [], notices: [], backtest };
}
