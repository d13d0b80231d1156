import { decideRecovery } from '../../src/decide/recovery/decide.ts';
import { DEFAULT_RECOVERY_POLICY, type RecoveryPolicy } from '../../src/domain/policy/recovery.ts';
import type { EventsSince, PriorFacts, RecoveryFacts } from '../../src/domain/recovery.ts';
import { type History, HORIZON } from './history.ts';

/** What a rule made of a history: when it closed (hours since the deploy), or how it ended otherwise. */
export interface Ending {
  readonly end: 'closed' | 'retried' | 'escalated' | 'open';
  readonly at: number;
  /** When a closed incident was opened again, in hours since the deploy; `null`: never. */
  readonly reopenedAt: number | null;
}

export interface Knowledge {
  readonly traffic: boolean;
  readonly policy?: RecoveryPolicy;
}

const DEPLOY = Date.parse('2026-03-02T00:00:00Z');
const HOUR = 3_600_000;
const iso = (hours: number): string => new Date(DEPLOY + hours * HOUR).toISOString();

const NOT_CONFIGURED = { kind: 'missing', source: 'sentry', why: 'not-configured', advice: '' } as const;

/** Our rule, looked at exactly when it asks to be. */
export function ours(history: History, { traffic, policy = DEFAULT_RECOVERY_POLICY }: Knowledge): Ending {
  const prior = priorOf(history, traffic);
  let closedAt: number | null = null;
  let at = policy.checks.firstMinutes / 60;
  while (at < HORIZON) {
    const facts = { ...factsAt(history, at, { prior, traffic }), closed: closing(closedAt) };
    const { kind, reopen, nextCheckAt } = decideRecovery(facts, policy, iso(at));
    if (closedAt !== null && reopen) return { end: 'closed', at: closedAt, reopenedAt: at };
    if (closedAt === null && ENDS[kind] !== undefined) return { end: ENDS[kind], at, reopenedAt: null };
    if (kind === 'close') closedAt = at;
    if (nextCheckAt === null) break;
    at = (Date.parse(nextCheckAt) - DEPLOY) / HOUR;
  }
  return closedAt === null
    ? { end: 'open', at: HORIZON, reopenedAt: null }
    : { end: 'closed', at: closedAt, reopenedAt: null };
}

const ENDS: Readonly<Record<string, Ending['end']>> = { retry: 'retried', escalate: 'escalated' };

function closing(at: number | null): RecoveryFacts['closed'] {
  return at === null ? null : { at: iso(at), by: 'patchpilot' };
}

/**
 * A fixed quiet window with the same knowledge of causes (what is live, which release fired, what was taken back):
 * only the statistics differ. `hours` without an event in fixed releases close.
 */
export function quietWindow(history: History, hours: number): Ending {
  const first = history.events.find((event) => event.at >= 0 && !event.old);
  const fails = first === undefined ? Number.POSITIVE_INFINITY : first.at + history.lag / 60;
  const back = history.rolledBackAt ?? Number.POSITIVE_INFINITY;
  if (Math.min(fails, back) <= hours) {
    return fails <= back
      ? { end: 'retried', at: fails, reopenedAt: null }
      : { end: 'escalated', at: back, reopenedAt: null };
  }
  return hours < HORIZON
    ? { end: 'closed', at: hours, reopenedAt: null }
    : { end: 'open', at: HORIZON, reopenedAt: null };
}

function priorOf({ events, traffic, before }: History, byTraffic: boolean): PriorFacts {
  const counts = new Array<number>(before).fill(0);
  for (const { at } of events) {
    const hour = Math.floor(at) + before;
    if (at < 0) counts[hour] = (counts[hour] ?? 0) + 1;
  }
  const intervals = counts.map((count, at) => ({
    events: count,
    hours: 1,
    traffic: byTraffic ? (traffic[at] ?? 0) : null,
  }));
  // Nobody asks about the time before the class was first seen.
  const first = Math.max(
    0,
    intervals.findIndex((interval) => interval.events > 0),
  );
  return { kind: 'intervals', intervals: intervals.slice(first), traffic: byTraffic ? 'sessions' : null };
}

function eventsAt(history: History, at: number): EventsSince {
  const seen = history.events.filter((event) => event.at >= 0 && event.at + history.lag / 60 <= at);
  const withFix = seen.filter((event) => !event.old);
  const last = (all: readonly { readonly at: number }[]) => {
    const newest = all.at(-1);
    return newest === undefined ? null : iso(newest.at);
  };
  return {
    withFix: withFix.length,
    withoutFix: seen.length - withFix.length,
    unknown: 0,
    lastWithFixAt: last(withFix),
    lastUnknownAt: null,
    lastAt: last(seen),
    complete: true,
    lagMs: history.lag * 60_000,
    telemetryAlive: true,
  };
}

function trafficUntil({ traffic, before }: History, at: number): number {
  const whole = Math.floor(at);
  const full = traffic.slice(before, before + whole).reduce((total, one) => total + one, 0);
  return full + (traffic[before + whole] ?? 0) * (at - whole);
}

function factsAt(
  history: History,
  at: number,
  { prior, traffic }: { readonly prior: PriorFacts; readonly traffic: boolean },
): RecoveryFacts {
  const back = history.rolledBackAt !== null && at >= history.rolledBackAt;
  return {
    signal: 'error',
    fix: {
      number: 1,
      by: 'patchpilot',
      state: 'merged',
      openedAt: null,
      mergedAt: iso(-0.2),
      mergeCommit: null,
    },
    touched: null,
    liveness: [
      {
        source: 'vercel',
        contains: back ? 'not' : 'contains',
        state: back ? 'rolled-back' : 'serving',
        since: iso(0),
      },
    ],
    wasLive: false,
    health: { checks: [{ name: 'url 1', ok: true }], failingSince: null },
    events: eventsAt(history, at),
    prior,
    traffic: traffic
      ? { kind: 'sessions', amount: trafficUntil(history, at), onlyWithFix: false }
      : NOT_CONFIGURED,
    product: NOT_CONFIGURED,
    performance: NOT_CONFIGURED,
    clockSkewMs: 0,
    attempts: { used: 1, budget: 2 },
    closed: null,
    people: { optedOut: false, orderedRetry: false },
    asked: null,
    watchedSince: iso(-0.2),
  };
}
