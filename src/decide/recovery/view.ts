import { isMissing } from '../../domain/facts.ts';
import type { RecoveryPolicy } from '../../domain/policy/recovery.ts';
import type { FixFacts, RecoveryFacts } from '../../domain/recovery.ts';
import { type Liveness, readLiveness } from './liveness.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Facts with their times read, in milliseconds since 1970. */
export interface View {
  readonly facts: RecoveryFacts;
  readonly policy: RecoveryPolicy;
  readonly now: number;
  /** The fix when one is known. */
  readonly fix: FixFacts | null;
  readonly live: Liveness;
  /** Start of the window: the fix went live, or without a fix the last event. */
  readonly start: number | null;
  /** The part of the window in which silence counts: after stragglers, before what may still be on its way. */
  readonly silent: { readonly from: number; readonly to: number } | null;
}

/** Reads the facts at a moment. An unreadable `now` lies before everything, so that nothing closes. */
export function readView(facts: RecoveryFacts, policy: RecoveryPolicy, now: string): View {
  const at = time(now) ?? Number.NEGATIVE_INFINITY;
  const fix = facts.fix === null || isMissing(facts.fix) ? null : facts.fix;
  const live = readLiveness(facts.liveness, facts.wasLive);
  const start = facts.fix === null ? begun(facts) : live.since;
  const view = { facts, policy, now: at, fix, live, start };
  return { ...view, silent: silentPart(view) };
}

/** Milliseconds of an ISO time; `null` when there is none or it is none. */
export function time(iso: string | null): number | null {
  const at = iso === null ? Number.NaN : Date.parse(iso);
  return Number.isFinite(at) ? at : null;
}

/** Milliseconds since a time, at least 0; `null` when the time is not known. */
export function since(view: View, at: number | null): number | null {
  return at === null || !Number.isFinite(view.now) ? null : Math.max(0, view.now - at);
}

/** Without a fix silence begins with the last event, and speed when anybody began to watch. */
function begun({ events, signal, watchedSince }: RecoveryFacts): number | null {
  if (signal === 'performance') return time(watchedSince);
  return isMissing(events) ? null : time(events.lastAt);
}

function silentPart({ facts, policy, now, start }: Omit<View, 'silent'>): View['silent'] {
  const { events } = facts;
  if (start === null || isMissing(events) || !Number.isFinite(now)) return null;
  const lag = Math.max(0, events.lagMs ?? policy.lagMinutes.assumed * MINUTE);
  const to = now - lag - Math.abs(facts.clockSkewMs ?? 0);
  const stragglers = facts.fix === null ? [] : [stragglerEnd(events.withFix, events.lastWithFixAt)];
  const unknown = facts.fix === null ? [] : [stragglerEnd(events.unknown, events.lastUnknownAt)];
  const from = Math.max(start, ...stragglers, ...unknown);
  return { from: Math.min(from, to), to };
}

/** Silence begins after the last event; where nobody knows when that was, it has not begun. */
function stragglerEnd(events: number, lastAt: string | null): number {
  if (events === 0) return Number.NEGATIVE_INFINITY;
  return time(lastAt) ?? Number.POSITIVE_INFINITY;
}
