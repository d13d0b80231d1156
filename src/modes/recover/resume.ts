import { type CheckedIncident, dispatchOf, type RecoveryPlan } from '../../decide/recovery/plan.ts';
import { isMissing, type Missing } from '../../domain/facts.ts';
import type { RecoveryFacts } from '../../domain/recovery.ts';
import type { WatchedIncident } from '../../domain/watched.ts';
import { briefName } from '../../domain/work-order.ts';
import { type RetryBench, withOrders } from './retry.ts';

/** Retries of this very run, which was started again: the brief is made anew, and nothing is written on GitHub. */
export async function resumed(
  mine: readonly WatchedIncident[],
  bench: RetryBench,
): Promise<Pick<RecoveryPlan, 'effects' | 'dispatches'>> {
  const { run } = bench.world;
  const retries = mine
    .filter(({ incident: { attempts } }) => attempts.at(-1)?.outcome === 'dispatched')
    .filter(
      ({ incident }) => incident.recovery?.kind === 'retry' && incident.attempts.at(-1)?.run === run.id,
    );
  if (retries.length === 0) return { effects: [], dispatches: [] };
  const numbers = retries.flatMap(({ incident }) => incident.recovery?.shown?.fix ?? []);
  const pulls = await bench.world.watch.pulls({ branches: [], numbers });
  const again = retries.map((watched): CheckedIncident => {
    const fix = watched.incident.recovery?.shown?.fix ?? null;
    const pull = isMissing(pulls) ? null : (pulls.find(({ number }) => number === fix) ?? null);
    return { watched, pull, ...asRecorded(watched), release: null, order: null, unasked: [] };
  });
  const ordered = await withOrders(again, bench);
  const made = ordered.flatMap(({ order, watched: { incident } }) =>
    order === null ? [] : [{ order, incident, fileName: briefName(incident.issue, order.attempt) }],
  );
  return {
    effects: made.map(({ order, fileName }) => ({ kind: 'brief', fileName, order })),
    dispatches: made.map(({ order, incident, fileName }) => dispatchOf(incident, order, fileName)),
  };
}

/** The check as the record tells it. */
function asRecorded({ incident }: WatchedIncident): Pick<CheckedIncident, 'facts' | 'decision'> {
  const shown = incident.recovery?.shown;
  const since = shown?.story.find(({ what }) => what === 'fix live')?.at ?? null;
  const liveness: RecoveryFacts['liveness'] =
    since === null ? [] : [{ source: 'github-deployments', contains: 'contains', state: 'serving', since }];
  return {
    facts: { ...NOTHING_READ, liveness },
    decision: {
      kind: 'retry',
      reasons: shown?.reasons ?? [],
      confidence: shown?.confidence ?? 0,
      expected: shown?.expected ?? null,
      seen: shown?.seen ?? null,
      nextCheckAt: null,
      waitLeft: null,
      lesson: shown?.lesson ?? null,
      reopen: shown?.reopen ?? false,
    },
  };
}

const NOTHING: Missing = {
  kind: 'missing',
  source: 'sentry',
  why: 'not-found',
  advice: 'It is on record already.',
};

const NOTHING_READ: RecoveryFacts = {
  signal: 'error',
  fix: null,
  touched: null,
  liveness: [],
  wasLive: true,
  health: NOTHING,
  events: NOTHING,
  prior: NOTHING,
  traffic: NOTHING,
  product: NOTHING,
  performance: NOTHING,
  clockSkewMs: null,
  attempts: { used: 0, budget: 0 },
  closed: null,
  people: { optedOut: false, orderedRetry: false },
  asked: null,
  watchedSince: null,
};
