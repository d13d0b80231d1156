import { resembles } from '../../domain/class/known.ts';
import { isMissing } from '../../domain/facts.ts';
import { type Check, decisive, passes } from './check.ts';
import { PULL_REQUESTS } from './pull-requests.ts';

/** Is it new? Not resolved, on record, or already in somebody's pull request. */
export const FRESH: readonly Check[] = [resolved, tracked, ...PULL_REQUESTS, duplicate];

function resolved({ signal, event }: Parameters<Check>[0]): ReturnType<Check> {
  if (isMissing(signal)) return null;
  const release = isMissing(event) ? null : event.release;
  const fixed = signal.resolvedInRelease;
  if (signal.status === 'resolved' && fixed !== null && release !== null && release !== fixed) {
    return decisive('defer', 'fixed-in-later-release', { release, resolvedIn: fixed });
  }
  if (signal.status === 'resolved' || signal.status === 'ignored') {
    return decisive('defer', 'already-resolved', { status: signal.status });
  }
  return passes('already-resolved', { status: signal.substatus ?? signal.status });
}

/** The same Sentry issue under another GitHub issue: the same incident, also when that one is closed. */
function tracked({ issue, signal, incidents }: Parameters<Check>[0]): ReturnType<Check> {
  if (isMissing(signal)) return null;
  const other = incidents.find((one) => one.issue !== issue.number && one.sentryIds.includes(signal.id));
  return other === undefined
    ? null
    : decisive('defer', 'duplicate-class', { issue: other.issue, by: 'Sentry issue' });
}

/** Another live incident of the class, or one accepted a moment ago in this run. A duplicate leads nobody on. */
function duplicate({
  issue,
  errorClass,
  incidents,
  acceptedInBatch,
}: Parameters<Check>[0]): ReturnType<Check> {
  if (errorClass === null || errorClass.parts.basis === 'message') return null;
  const live = incidents.find(
    (one) =>
      one.issue !== issue.number &&
      one.live &&
      one.reasonCode !== 'duplicate-class' &&
      one.errorClass !== null &&
      resembles(one.errorClass, errorClass),
  );
  if (live !== undefined)
    return decisive('defer', 'duplicate-class', { issue: live.issue, by: 'error class' });
  const batch = acceptedInBatch.find((one) => resembles(one.errorClass, errorClass));
  return batch === undefined
    ? passes('duplicate-class')
    : decisive('defer', 'duplicate-class', { issue: batch.issue, by: 'error class' });
}
