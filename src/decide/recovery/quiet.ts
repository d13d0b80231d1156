import { isMissing } from '../../domain/facts.ts';
import { readSilence, type Silence, timeToProof } from './exposure.ts';
import { escalates, type Finding, notes, speaksFor, waits } from './finding.ts';
import { missing } from './trust.ts';
import { DAY, since as elapsed, MINUTE, type View } from './view.ts';

/** Is the silence long enough that it is unlikely by chance? */
export function askQuiet(view: View): readonly Finding[] {
  if (view.start === null || view.facts.signal === 'performance') return [];
  const silence = readSilence(view);
  if (silence === null) return [waits('rate-unknown', missing(view), { why: whyUnknown(view) })];
  const { traffic } = view.facts;
  const patience = { since: view.start, ms: view.policy.patience.silenceDays * DAY };
  if (silence.basis !== 'time' && !isMissing(traffic) && !(traffic.amount > 0)) {
    return [waits('no-traffic', patience, { kind: silence.basis })];
  }
  const weaker = silence.basis === 'time' ? [notes('time-only')] : [];
  return [longEnough(view, silence), ...dwell(view), ...weaker];
}

function whyUnknown({ facts: { prior, traffic } }: View): string {
  if (isMissing(prior)) return prior.why;
  return prior.traffic !== null && isMissing(traffic) && prior.kind === 'rate'
    ? 'traffic since is not known'
    : 'no event on record before the fix';
}

function longEnough(view: View, silence: Silence): Finding {
  const since = view.silent === null ? null : new Date(view.silent.from).toISOString();
  const evidence = { ...figures(silence), since };
  const patience = { since: view.start, ms: view.policy.patience.silenceDays * DAY };
  const { rate } = silence;
  if (silence.chance <= view.policy.maxChance) {
    const longest = rate.kind === 'counted' ? rate.longestSilence : 0;
    return silence.exposure >= longest
      ? speaksFor('silence-proven', evidence)
      : waits('longer-silence-before', patience, { ...evidence, longest });
  }
  const left = timeToProof(silence, view);
  const tooFar = left === null || left > view.policy.patience.horizonDays * DAY;
  return tooFar && (elapsed(view, view.start) ?? 0) > DAY
    ? escalates('too-little-traffic', {
        ...evidence,
        daysLeft: left === null ? null : Math.round(left / DAY),
      })
    : waits('too-little-silence', patience, evidence);
}

function figures({ basis, rate, expected, chance, exposure }: Silence): Finding['evidence'] {
  return {
    basis,
    expected: round(expected),
    chance: round(chance),
    exposure: round(exposure),
    burst: rate.kind === 'counted' ? round(rate.events / rate.bursts) : null,
  };
}

/** Three significant digits: enough to check by hand. */
function round(value: number): number {
  return Number(value.toPrecision(3));
}

/** Caches, schedules and lazily loaded code need a while to run at all. */
export function dwell(view: View): readonly Finding[] {
  const left = dwellLeft(view);
  return left > 0 ? [waits('dwell', { since: null, ms: 0 }, { minutesLeft: Math.ceil(left / MINUTE) })] : [];
}

/** Milliseconds of the least time under the fix that are still to go. */
export function dwellLeft({ silent, start, now, policy }: View): number {
  const seen = start === null ? 0 : (silent?.to ?? now) - start;
  return Math.max(0, policy.dwellMinutes * MINUTE - Math.max(0, seen));
}
