import { isMissing } from '../../domain/facts.ts';
import { type Finding, type Patience, type Question, waits } from './finding.ts';
import { HOUR, MINUTE, time, type View } from './view.ts';

/** May clocks and counts be believed? */
export const askTrust: Question = (view) => [...clock(view), ...counts(view)];

function clock(view: View): readonly Finding[] {
  const tolerance = view.policy.clockToleranceMinutes * MINUTE;
  const skew = Math.abs(view.facts.clockSkewMs ?? 0);
  const ahead = view.start === null ? 0 : view.start - view.now;
  if (skew <= tolerance && ahead <= tolerance) return [];
  const minutes = Math.round(Math.max(skew, ahead) / MINUTE);
  return [waits('clock-skew', missing(view), { minutes: Number.isFinite(minutes) ? minutes : null })];
}

function counts(view: View): readonly Finding[] {
  const { events, signal, fix } = view.facts;
  if (signal === 'performance') return [];
  if (isMissing(events)) return [waits('events-missing', missing(view), { why: events.why })];
  if (fix === null && view.start === null)
    return [waits('events-missing', missing(view), { why: 'not-found' })];
  if (!events.complete) return [waits('events-partial', missing(view))];
  const most = view.policy.lagMinutes.most * MINUTE;
  if (events.lagMs !== null && events.lagMs > most) {
    return [waits('ingestion-delayed', missing(view), { minutes: Math.round(events.lagMs / MINUTE) })];
  }
  if (events.telemetryAlive === false) return [waits('telemetry-silent', contradiction(view))];
  return [];
}

/** When waiting for evidence began: when the fix went live, or when anybody began to watch. */
function begun(view: View): number | null {
  return view.live.since ?? time(view.facts.watchedSince) ?? view.start;
}

export function missing(view: View): Patience {
  return { since: begun(view), ms: view.policy.patience.missingHours * HOUR };
}

export function contradiction(view: View): Patience {
  return { since: begun(view), ms: view.policy.patience.contradictionHours * HOUR };
}
