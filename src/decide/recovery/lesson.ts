import type { CheckedIncident } from './plan.ts';

/** What a failed fix taught, for the next worker: one line of our own words, with the files that it touched. */
export function failedFixLesson({ facts, decision, pull, watched }: CheckedIncident): string | null {
  const number = pull?.number ?? null;
  const { recovery } = watched.incident;
  const live = facts.liveness.flatMap((one) => ('since' in one && one.since !== null ? [one.since] : []))[0];
  if (number === null) return null;
  const files = (pull?.files ?? []).slice(0, 4).map((path) => path.replace(/[^\w./@+-]/g, '?').slice(0, 60));
  const where = files.length === 0 ? '' : ` (${files.join(', ')})`;
  const seen = decision.seen === null ? '' : `, ${decision.seen} events seen with it`;
  const since = live === undefined ? '' : ` since ${live.slice(0, 16)}`;
  const slow = watched.incident.performance !== undefined;
  const again = decision.reopen || recovery?.closedAt != null ? 'came back' : 'still fires';
  const what = slow ? 'the requests are still slow' : `the error ${again}${seen}`;
  return `#${number}${where} is live${since}, and ${what}: the same change is not enough, look for another cause.`.slice(
    0,
    280,
  );
}
