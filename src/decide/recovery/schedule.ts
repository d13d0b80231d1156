import type { RecoveryCode, RecoveryKind } from '../../domain/recovery.ts';
import { DAY, HOUR, MINUTE, since, time, type View } from './view.ts';

/** What the next check depends on. */
export interface Outlook {
  readonly kind: RecoveryKind;
  readonly code: RecoveryCode;
  /** Milliseconds until silence is proof; `null` when not known. */
  readonly waitLeft: number | null;
}

/**
 * When to look again: soon after something happened, rarer the longer nothing does, and not past the moment at which
 * the proof should stand. `null`: never by itself.
 */
export function nextCheck(view: View, { kind, code, waitLeft }: Outlook): string | null {
  const { checks } = view.policy;
  if (!Number.isFinite(view.now)) return null;
  const most = checks.mostHours * HOUR;
  if (code === 'human-opted-out') return null;
  if (code === 'still-quiet-after-close' || code === 'closed-by-human') return watch(view, most);
  if (kind !== 'wait' || code === 'already-asked') return at(view.now + most);
  const first = checks.firstMinutes * MINUTE;
  const grown = Math.max(first, Math.min(most, (since(view, anchor(view)) ?? 0) * checks.growth));
  return at(view.now + (waitLeft === null ? grown : Math.min(grown, Math.max(first, waitLeft))));
}

/** A fix regresses early or not at all; nobody watches for ever. */
function watch(view: View, pause: number): string | null {
  const closed = since(view, time(view.facts.closed?.at ?? null)) ?? 0;
  return closed > view.policy.checks.watchDays * DAY ? null : at(view.now + pause);
}

function anchor(view: View): number | null {
  const { fix, live, facts } = view;
  return (
    live.since ??
    time(fix?.mergedAt ?? null) ??
    time(fix?.openedAt ?? null) ??
    view.start ??
    time(facts.watchedSince)
  );
}

function at(ms: number): string {
  return new Date(ms).toISOString();
}
