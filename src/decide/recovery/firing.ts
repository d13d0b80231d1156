import { isMissing } from '../../domain/facts.ts';
import type { EventsSince } from '../../domain/recovery.ts';
import { escalates, type Finding, notes, type Question, waits } from './finding.ts';
import { HOUR, MINUTE, time, type View } from './view.ts';

/** Does it still fire where the fix is? One such event is enough: no silence follows from it. */
export const askFiring: Question = (view) => {
  const { events } = view.facts;
  if (isMissing(events) || view.facts.signal === 'performance') return [];
  if (view.facts.fix === null) return view.facts.closed === null ? [] : againAfterClose(view, events);
  const old = events.withoutFix > 0 ? [notes('old-clients', { events: events.withoutFix })] : [];
  return [...withFix(view, events), ...unknownRelease(view, events), ...old];
};

function withFix(view: View, events: EventsSince): readonly Finding[] {
  const { withFix: count, lastWithFixAt, precisionMs = 0 } = events;
  if (count === 0) return [];
  const last = time(lastWithFixAt);
  const settled = view.live.since === null ? null : view.live.since + view.policy.settleMinutes * MINUTE;
  const evidence = { events: count, last: lastWithFixAt };
  // Counted by the hour it may have come at the hour's beginning: then it is no failure, and no silence before its end.
  if (settled !== null && last !== null && last - precisionMs <= settled)
    return [notes('settling', evidence)];
  if (settled !== null && last === null && view.now < settled) {
    return [waits('settling', { since: null, ms: 0 }, evidence)];
  }
  return again(view, 'still-firing', evidence);
}

function againAfterClose(view: View, events: EventsSince): readonly Finding[] {
  const count = events.withFix + events.withoutFix + events.unknown;
  const closed = time(view.facts.closed?.at ?? null);
  const last = time(events.lastAt);
  const after = closed === null || last === null || last > closed;
  return count > 0 && after ? again(view, 'still-firing', { events: count, last: events.lastAt }) : [];
}

/** Another attempt while the budget lasts. What a person closed stays closed; they are told. */
export function again(
  view: View,
  failure: 'still-firing' | 'still-slow',
  evidence: Finding['evidence'],
): readonly Finding[] {
  const { closed, attempts } = view.facts;
  const code = closed === null ? failure : 'regressed';
  const seen = { ...evidence, ...(view.fix === null ? {} : { pullRequest: view.fix.number }) };
  const result = {
    reopen: closed?.by === 'patchpilot',
    ...(view.fix === null ? {} : { lesson: 'regressed' as const }),
  };
  if (closed?.by === 'human') return [{ ...escalates(code, seen), ...result }];
  const spent = { attempts: attempts.used, budget: attempts.budget };
  return attempts.used < attempts.budget
    ? [{ code, weighs: 'retry', evidence: { ...seen, ...spent }, ...result }]
    : [{ ...escalates('budget-spent', spent), ...result }, notes(code, seen)];
}

/** Without a release nobody can say whether it came from fixed code; for a day it may be an old client. */
function unknownRelease(view: View, { unknown, lastUnknownAt }: EventsSince): readonly Finding[] {
  if (unknown === 0) return [];
  const last = time(lastUnknownAt);
  const evidence = { events: unknown, last: lastUnknownAt };
  // Nothing serves the fix: what fires there is what it was made for.
  if (view.live.verdict === 'not-live') return [notes('unknown-release', evidence)];
  const ms = view.policy.patience.contradictionHours * HOUR;
  if (last === null) return [waits('unknown-release', { since: view.live.since, ms }, evidence)];
  if (view.live.since !== null && last > view.live.since + ms) {
    return view.now - last <= ms
      ? [escalates('unknown-release', evidence)]
      : [notes('unknown-release', evidence)];
  }
  return [notes('unknown-release', evidence)];
}
