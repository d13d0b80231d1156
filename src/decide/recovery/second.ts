import { isMissing } from '../../domain/facts.ts';
import { type Finding, notes, type Question, speaksFor, waits } from './finding.ts';
import { contradiction, missing } from './trust.ts';
import { DAY, HOUR, time, type View } from './view.ts';

/** Do signals that have nothing to do with the error agree? */
export const askSecond: Question = (view) => [health(view), ...product(view)];

function health(view: View): Finding {
  const { health: facts } = view.facts;
  if (isMissing(facts)) {
    return facts.why === 'not-configured'
      ? notes('health-not-configured')
      : waits('health-unknown', missing(view), { why: facts.why });
  }
  const bad = facts.checks.filter((check) => check.ok === false).map((check) => check.name);
  if (bad.length > 0) return waits('unhealthy', illness(view, facts.failingSince), { failing: bad });
  if (facts.checks.length === 0) return notes('health-not-configured');
  const unknown = facts.checks.filter((check) => check.ok === null).map((check) => check.name);
  if (unknown.length > 0) return waits('health-unknown', missing(view), { unknown });
  return speaksFor('healthy', { checks: facts.checks.length });
}

/** One failed check is a blip; only a row of them, by the record, is worth a person's time. */
function illness(view: View, failingSince: string | null) {
  const { patience } = view.policy;
  const since = time(failingSince);
  return since === null
    ? { since: view.live.since, ms: patience.silenceDays * DAY }
    : { since, ms: patience.unhealthyHours * HOUR };
}

function product(view: View): readonly Finding[] {
  const { product: facts } = view.facts;
  if (isMissing(facts)) return [];
  return [
    facts.recovered ? speaksFor('product-recovered') : waits('product-not-recovered', contradiction(view)),
  ];
}
