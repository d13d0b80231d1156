import type { TriageFacts } from '../../domain/facts.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { fixability } from '../severity/fixability.ts';
import { severity } from '../severity/severity.ts';
import { type Check, decisive, hoursBetween, passes } from './check.ts';
import { latestCommand } from './command.ts';

/** Is it worth it, can it be fixed, and is it affordable now? A person's `/patchpilot retry` answers the first two. */
export const WORTH: readonly Check[] = [harm, mendable, attempts, coolDown, daily, openPullRequests];

function harm(facts: TriageFacts, policy: Parameters<Check>[1]): ReturnType<Check> {
  const { score, contributions } = severity(facts);
  const evidence = {
    severity: score,
    least: policy.minSeverity,
    from: contributions.map((one) => `${one.name} ${one.points}`),
  };
  return score >= policy.minSeverity || asked(facts)
    ? passes('below-severity', evidence)
    : decisive('defer', 'below-severity', evidence);
}

function mendable(facts: TriageFacts, policy: Parameters<Check>[1]): ReturnType<Check> {
  const { score, contributions } = fixability(facts);
  const evidence = {
    fixability: score,
    least: policy.minFixability,
    from: contributions.map((one) => `${one.name} ${Math.round(one.points * 100) / 100}`),
  };
  return score >= policy.minFixability || asked(facts)
    ? passes('below-fixability', evidence)
    : decisive('escalate', 'below-fixability', evidence);
}

function attempts(facts: TriageFacts, { budgets }: Parameters<Check>[1]): ReturnType<Check> {
  const spent = own(facts)?.attempts ?? 0;
  const allowed = budgets.attemptsPerIncident + (asked(facts) ? 1 : 0);
  return spent < allowed
    ? passes('attempts-spent', { spent, allowed })
    : decisive('escalate', 'attempts-spent', { spent, allowed });
}

function coolDown(facts: TriageFacts, { budgets }: Parameters<Check>[1]): ReturnType<Check> {
  const record = own(facts);
  const last = record?.lastAttemptAt ?? null;
  if (last === null || record?.lastRefused || asked(facts)) return null;
  const hours = Math.floor(hoursBetween(last, facts.now));
  const evidence = { hoursSince: hours, coolDownHours: budgets.coolDownHours };
  return hours >= budgets.coolDownHours
    ? passes('cool-down', evidence)
    : decisive('defer', 'cool-down', evidence);
}

function daily({ usage }: TriageFacts, { budgets }: Parameters<Check>[1]): ReturnType<Check> {
  return within('daily-budget-spent', usage.dispatchesToday, budgets.dispatchesPerDay);
}

function openPullRequests({ usage }: TriageFacts, { budgets }: Parameters<Check>[1]): ReturnType<Check> {
  return within('open-pull-request-budget-spent', usage.openPullRequests, budgets.openPullRequests);
}

function within(
  code: 'daily-budget-spent' | 'open-pull-request-budget-spent',
  spent: number,
  allowed: number,
): ReturnType<Check> {
  const verdict: Verdict = 'defer';
  return spent < allowed ? passes(code, { spent, allowed }) : decisive(verdict, code, { spent, allowed });
}

function own({ issue, incidents }: TriageFacts) {
  return incidents.find((one) => one.issue === issue.number);
}

function asked({ issue, incidents }: TriageFacts): boolean {
  const last = latestCommand(issue.comments);
  const decided = incidents.find((one) => one.issue === issue.number)?.decidedAt ?? '';
  return last?.verb === 'retry' && last.at > decided;
}
